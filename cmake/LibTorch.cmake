# Defines plumb::torch, the one way LibTorch enters the build, and the precompiled copy of its header.
include(ImportTorch)

plumb_locate_torch(plumb_torch_directory)
if(NOT plumb_torch_directory)
  set(plumb_torch_wanted "LibTorch ${PLUMB_TORCH_MINIMUM} or newer, older than ${PLUMB_TORCH_TOO_NEW}")
  if(PLUMB_REQUIRE_CUDA)
    message(FATAL_ERROR "${plumb_torch_wanted}, built with CUDA, was not found. Run "
                        "PLUMB_TORCH=cuda scripts/setup.sh, or pass -DCMAKE_PREFIX_PATH=/path/to/libtorch.")
  endif()
  message(FATAL_ERROR "${plumb_torch_wanted} was not found. Run scripts/setup.sh, or pass "
                      "-DCMAKE_PREFIX_PATH=/path/to/libtorch or -DPLUMB_PYTHON=/path/to/python with torch in it.")
endif()
plumb_import_torch("${plumb_torch_directory}")
if(PLUMB_TORCH_HAS_CUDA)
  message(STATUS "LibTorch ${Torch_VERSION} with CUDA at ${TORCH_INSTALL_PREFIX}")
else()
  message(STATUS "LibTorch ${Torch_VERSION} at ${TORCH_INSTALL_PREFIX}")
endif()

add_library(plumb_torch INTERFACE)
add_library(plumb::torch ALIAS plumb_torch)
target_link_libraries(plumb_torch INTERFACE torch)
# TorchConfig.cmake sets CXX_STANDARD on an imported target, which asks nothing of who links it.
target_compile_features(plumb_torch INTERFACE cxx_std_20)
set_target_properties(plumb_torch PROPERTIES EXPORT_NAME torch)

# LibTorch's headers take 10 to 19 s to parse; one precompiled copy serves every target with the same flags. GCC refuses
# it, and silently parses again, where -fPIC, -fPIE or a macro differ: hence the same for libraries and programs. Not all
# of torch/torch.h: every file would instantiate its pending templates anew, 3 s each time.
function(plumb_use_torch_pch_flags target)
  target_link_libraries(${target} PRIVATE $<BUILD_INTERFACE:plumb::torch> $<BUILD_INTERFACE:plumb::fmt>
                                          $<BUILD_INTERFACE:plumb::warnings>)
  target_compile_options(${target} PRIVATE -fPIC)
  set_target_properties(${target} PROPERTIES POSITION_INDEPENDENT_CODE OFF)
endfunction()

# Even an empty file pays 2.5 s for the header's pending templates. TORCH_FREE: those of the target's sources, in this
# folder, that include nothing of it.
function(plumb_precompile_torch target)
  cmake_parse_arguments(arg "" "" "TORCH_FREE" ${ARGN})
  if(NOT PLUMB_PRECOMPILE_TORCH)
    return()
  endif()
  if(NOT TARGET plumb_torch_pch)
    file(CONFIGURE OUTPUT "${PROJECT_BINARY_DIR}/torch_pch.cpp" CONTENT "")
    add_library(plumb_torch_pch STATIC "${PROJECT_BINARY_DIR}/torch_pch.cpp")
    plumb_use_torch_pch_flags(plumb_torch_pch)
    target_precompile_headers(plumb_torch_pch PRIVATE <torch/types.h> <torch/nn/module.h>)
  endif()
  plumb_use_torch_pch_flags(${target})
  target_precompile_headers(${target} REUSE_FROM plumb_torch_pch)
  set_source_files_properties(${arg_TORCH_FREE} PROPERTIES SKIP_PRECOMPILE_HEADERS ON)
endfunction()
