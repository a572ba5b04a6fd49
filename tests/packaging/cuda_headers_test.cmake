# cmake -DSOURCE=repository -DFOLDER=scratch -P: which of CUDA's headers plumb_find_cuda_headers takes. Older than 12.4
# they would give at::cuda::CUDAGraph another size than in the library.
cmake_minimum_required(VERSION 3.24)
include("${SOURCE}/cmake/ImportTorch.cmake")

function(make_headers folder version)
  file(WRITE "${folder}/cuda.h" "#ifndef CUDA_VERSION\n#define CUDA_VERSION ${version}\n#endif\n")
  if("crt" IN_LIST ARGN)
    file(WRITE "${folder}/crt/host_config.h" "")
  endif()
endfunction()

function(require_headers what expected)
  plumb_find_cuda_headers(found)
  if(NOT found STREQUAL expected)
    message(SEND_ERROR "${what}: found '${found}', expected '${expected}'")
  endif()
endfunction()

set(PLUMB_TORCH_HAS_CUDA TRUE)
set(TORCH_INSTALL_PREFIX "${FOLDER}/packages/torch")
set(wheel "${FOLDER}/packages/nvidia/cu13/include")
set(toolkit "${FOLDER}/toolkit")
set(PLUMB_CUDA_ROOTS "${toolkit}")
file(REMOVE_RECURSE "${FOLDER}")
file(MAKE_DIRECTORY "${TORCH_INSTALL_PREFIX}")

make_headers("${toolkit}/include" 12040 crt)
file(MAKE_DIRECTORY "${wheel}")
require_headers("a toolkit of 12.4 alone" "${toolkit}/include")

make_headers("${wheel}" 13000)
require_headers("a wheel that lacks crt, and a toolkit" "${toolkit}/include")

make_headers("${wheel}" 13000 crt)
require_headers("a wheel and a toolkit" "${wheel}")

file(REMOVE_RECURSE "${wheel}/crt")
make_headers("${toolkit}/include" 12030 crt)
require_headers("a toolkit older than 12.4" "")

# The layout of CUDA 12's wheels: a folder each.
file(REMOVE_RECURSE "${FOLDER}/packages/nvidia")
make_headers("${FOLDER}/packages/nvidia/cuda_runtime/include" 12060)
file(WRITE "${FOLDER}/packages/nvidia/cuda_nvcc/include/crt/host_config.h" "")
require_headers("wheels of 12.6"
                "${FOLDER}/packages/nvidia/cuda_runtime/include;${FOLDER}/packages/nvidia/cuda_nvcc/include")

set(PLUMB_TORCH_HAS_CUDA FALSE)
require_headers("a LibTorch without CUDA" "")
