# cmake -DSOURCE=repository -DCOMPILER=… -DTORCH_INSTALL_PREFIX=… -P: that the file with CUDA in it compiles, also where
# LibTorch has no CUDA: its headers are those of every build. CUDA's are those that the build would take, or else what
# scripts/test.sh installs (PLUMB_CUDA_HEADERS); without any the test says so.
cmake_minimum_required(VERSION 3.24)
include("${SOURCE}/cmake/ImportTorch.cmake")

set(PLUMB_TORCH_HAS_CUDA TRUE)
set(folders "")
if(DEFINED ENV{PLUMB_CUDA_HEADERS})
  plumb_consider_cuda_headers("$ENV{PLUMB_CUDA_HEADERS}" folders)
endif()
if(NOT folders)
  plumb_find_cuda_headers(folders)
endif()
set(torch "${TORCH_INSTALL_PREFIX}/include")
if(NOT folders OR NOT EXISTS "${torch}/ATen/cuda/CUDAGraph.h")
  execute_process(COMMAND ${CMAKE_COMMAND} -E echo "skipped: there are no headers of CUDA, or LibTorch has none for it")
  return()
endif()

set(includes "-I${SOURCE}/app" "-I${SOURCE}/diagnostics/include")
foreach(folder ${folders} "${torch}" "${torch}/torch/csrc/api/include")
  list(APPEND includes -isystem "${folder}")
endforeach()
# A LibTorch without CUDA lacks c10/cuda/impl/cuda_cmake_macros.h.
execute_process(
  COMMAND ${COMPILER} -std=c++20 -fsyntax-only -Wall -Wextra -Wshadow -Werror -DC10_CUDA_NO_CMAKE_CONFIGURE_FILE
          ${includes} "${SOURCE}/app/training/step_graph_cuda.cpp"
  RESULT_VARIABLE failed)
if(failed)
  message(FATAL_ERROR "app/training/step_graph_cuda.cpp does not compile with ${folders}")
endif()
