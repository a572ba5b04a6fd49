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

# at::cuda::CUDAGraph, in LibTorch's headers, has another layout with an older cuda.h than in the library.
set(PLUMB_CUDA_MINIMUM 12.4)

# plumb_cuda_version_at(folder result): the version that the cuda.h in `folder` is of, such as 13.0, or "".
function(plumb_cuda_version_at folder result)
  set(${result} "" PARENT_SCOPE)
  if(EXISTS "${folder}/cuda.h")
    file(STRINGS "${folder}/cuda.h" line REGEX "^#define CUDA_VERSION +[0-9]+" LIMIT_COUNT 1)
    if(line MATCHES "CUDA_VERSION +([0-9]+)")
      math(EXPR major "${CMAKE_MATCH_1} / 1000")
      math(EXPR minor "${CMAKE_MATCH_1} % 1000 / 10")
      set(${result} "${major}.${minor}" PARENT_SCOPE)
    endif()
  endif()
endfunction()

# plumb_consider_cuda_headers(folders result): what of `folders`, which belong together, has to be searched for CUDA's
# headers, or "". Adds a sentence to `reasons` of the caller where they cannot be used.
# cuda_runtime.h, which LibTorch's own headers include, needs crt/, and that is not among what torch's wheel asks for.
function(plumb_consider_cuda_headers folders result)
  set(${result} "" PARENT_SCOPE)
  find_path(cuda_api cuda.h PATHS ${folders} NO_DEFAULT_PATH NO_CACHE)
  find_path(cuda_crt crt/host_config.h PATHS ${folders} NO_DEFAULT_PATH NO_CACHE)
  plumb_cuda_version_at("${cuda_api}" version)
  if(NOT version)
    return()
  endif()
  if(version VERSION_LESS PLUMB_CUDA_MINIMUM)
    list(APPEND reasons "${cuda_api} is CUDA ${version}, older than ${PLUMB_CUDA_MINIMUM}")
  elseif(NOT cuda_crt)
    list(APPEND reasons "${cuda_api} lacks crt/host_config.h")
  else()
    set(suitable "${cuda_api}" "${cuda_crt}")
    list(TRANSFORM suitable REPLACE "/$" "")
    list(REMOVE_DUPLICATES suitable)
    set(${result} "${suitable}" PARENT_SCOPE)
  endif()
  set(reasons "${reasons}" PARENT_SCOPE)
endfunction()

# plumb_find_cuda_headers(result): the folders with CUDA's headers, or "" where there are none that can be used, which
# is told, as a warning with PLUMB_REQUIRE_CUDA. Of the wheels beside torch before a toolkit's, which may be of another
# CUDA than LibTorch's; PLUMB_CUDA_ROOTS names where toolkits are.
set(PLUMB_CUDA_ROOTS "$ENV{CUDA_HOME}" "$ENV{CUDA_PATH}" /usr/local/cuda /usr)
function(plumb_find_cuda_headers result)
  set(${result} "" PARENT_SCOPE)
  if(NOT PLUMB_TORCH_HAS_CUDA)
    return()
  endif()
  set(reasons "")
  file(GLOB of_wheels "${TORCH_INSTALL_PREFIX}/../nvidia/*/include")
  plumb_consider_cuda_headers("${of_wheels}" found)
  foreach(toolkit ${PLUMB_CUDA_ROOTS})
    # The compiler searches /usr/include last: with cuda.h of a wheel the two would be mixed.
    if(NOT found AND NOT (toolkit STREQUAL "/usr" AND of_wheels))
      plumb_consider_cuda_headers("${toolkit}/include" found)
    endif()
  endforeach()
  set(${result} "${found}" PARENT_SCOPE)
  if(found)
    return()
  endif()
  list(JOIN reasons "; " reasons)
  if(NOT reasons)
    set(reasons "CUDA's headers were not found")
  endif()
  # Whoever asks for CUDA (the preset cuda) is not to find out from a run's speed.
  set(mode STATUS)
  if(PLUMB_REQUIRE_CUDA)
    set(mode WARNING)
  endif()
  message(${mode} "Without CUDA graphs: ${reasons}. They need cuda.h of ${PLUMB_CUDA_MINIMUM} or newer and "
                  "crt/host_config.h: pip install nvidia-cuda-runtime and nvidia-cuda-crt of LibTorch's CUDA beside "
                  "torch, or name a toolkit in CUDA_HOME.")
endfunction()
