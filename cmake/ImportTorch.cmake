# plumb_import_torch(directory): defines the target `torch` from the LibTorch whose TorchConfig.cmake lies in
# `directory`, and sets Torch_VERSION, TORCH_INSTALL_PREFIX and PLUMB_TORCH_HAS_CUDA.
#
# A CPU build is imported by its own package. A CUDA build's package asks for nvcc and for a toolkit of the very
# version that it was built with, which nothing in Plumb compiles against and few who have the wheel have
# installed (pytorch/pytorch#73427, #95153); its libraries are therefore imported one by one.
include_guard(GLOBAL)
include("${CMAKE_CURRENT_LIST_DIR}/LocateTorch.cmake")

function(plumb_import_torch_libraries prefix)
  find_package(Threads REQUIRED)
  foreach(library c10 c10_cuda torch_cpu torch_cuda)
    add_library(plumb_imported_${library} SHARED IMPORTED GLOBAL)
    set_target_properties(plumb_imported_${library} PROPERTIES IMPORTED_LOCATION "${prefix}/lib/lib${library}.so")
  endforeach()
  add_library(torch SHARED IMPORTED GLOBAL)
  set_target_properties(torch PROPERTIES IMPORTED_LOCATION "${prefix}/lib/libtorch.so")
  target_include_directories(torch INTERFACE "${prefix}/include" "${prefix}/include/torch/csrc/api/include")
  # The wheels of CUDA's own libraries lie beside torch's; what includes a CUDA header finds it there.
  file(GLOB cuda_includes "${prefix}/../nvidia/*/include")
  if(cuda_includes)
    target_include_directories(torch INTERFACE ${cuda_includes})
  endif()
  target_compile_definitions(torch INTERFACE USE_DISTRIBUTED USE_C10D_GLOO)
  # CUDA's own libraries are found when the program starts; the linker need not have seen them.
  target_link_options(torch INTERFACE -Wl,--allow-shlib-undefined)
  # Nothing names a symbol of libtorch_cuda: it registers its kernels as it is loaded, so it must not be dropped.
  target_link_libraries(
    torch
    INTERFACE "-Wl,--no-as-needed,\"$<TARGET_FILE:plumb_imported_torch_cuda>\",\"$<TARGET_FILE:plumb_imported_torch_cpu>\" -Wl,--as-needed"
              plumb_imported_torch_cpu plumb_imported_c10_cuda plumb_imported_c10 Threads::Threads)
endfunction()

# A macro: a package sets variables for whoever finds it.
macro(plumb_import_torch directory)
  plumb_torch_version_at("${directory}" Torch_VERSION)
  plumb_torch_has_cuda("${directory}" PLUMB_TORCH_HAS_CUDA)
  get_filename_component(TORCH_INSTALL_PREFIX "${directory}/../../.." ABSOLUTE)
  if(NOT TARGET torch)
    if(PLUMB_TORCH_HAS_CUDA)
      plumb_import_torch_libraries("${TORCH_INSTALL_PREFIX}")
    else()
      # Kineto is inside libtorch_cpu; left unset, the package warns that it is missing (pytorch/pytorch#62670).
      set(kineto_LIBRARY "inside libtorch_cpu")
      set(Torch_DIR "${directory}" CACHE PATH "The folder of TorchConfig.cmake" FORCE)
      find_package(Torch REQUIRED CONFIG GLOBAL)
      unset(kineto_LIBRARY)
      # Without MKL's folder the package links with, and puts into every program, /lib/intel64 and the like
      # (pytorch/pytorch#73008).
      if(TARGET caffe2::mkl AND NOT MKL_ROOT)
        set_property(TARGET caffe2::mkl PROPERTY INTERFACE_LINK_DIRECTORIES "")
      endif()
    endif()
  endif()
endmacro()

# plumb_find_cuda_headers(result): the folder with CUDA's headers, of a toolkit or of the wheels beside torch, or "".
# cuda_runtime.h, which LibTorch's own headers include, needs crt/, and that is not among what torch's wheel asks for.
function(plumb_find_cuda_headers result)
  set(${result} "" PARENT_SCOPE)
  if(PLUMB_TORCH_HAS_CUDA)
    file(GLOB of_wheels "${TORCH_INSTALL_PREFIX}/../nvidia/*/include")
    find_path(
      PLUMB_CUDA_INCLUDE_DIR crt/host_config.h
      HINTS ${of_wheels} ENV CUDA_HOME ENV CUDA_PATH /usr/local/cuda
      PATH_SUFFIXES include)
    if(EXISTS "${PLUMB_CUDA_INCLUDE_DIR}/cuda.h")
      set(${result} "${PLUMB_CUDA_INCLUDE_DIR}" PARENT_SCOPE)
    endif()
  endif()
endfunction()
