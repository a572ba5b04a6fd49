#include "training/device.hpp"

#include <ATen/Parallel.h>
#include <torch/cuda.h>
#include <torch/types.h>

#include <cstdlib>
#include <filesystem>

#include <fmt/format.h>

#include "plumb/diagnostics/error.hpp"
#include "training/memory.hpp"

namespace plumb {
namespace {

[[noreturn]] void refuse(const std::string& text, const std::string& reason) {
  throw Error(fmt::format("--device {}{}", text, reason));
}

}  // namespace

c10::Device resolve_device(const std::string& text) {
  if (text == "cpu") return c10::kCPU;
  const auto count =
      torch::cuda::is_available() ? static_cast<int>(torch::cuda::device_count()) : 0;
  if (text == "auto") return count > 0 ? c10::Device(c10::kCUDA, 0) : c10::Device(c10::kCPU);
  if (text != "cuda" && !text.starts_with("cuda:"))
    refuse(text, " is not auto, cpu, cuda or cuda:N");
  if (count == 0) refuse(text, ": " + no_gpu(at::Context::hasCUDART()));
  int index = 0;
  if (text != "cuda") {
    const std::string number = text.substr(5);
    if (number.empty() || number.size() > 3 ||
        number.find_first_not_of("0123456789") != std::string::npos) {
      refuse(text, " is not auto, cpu, cuda or cuda:N");
    }
    index = std::stoi(number);
  }
  if (index >= count) refuse(text, fmt::format(": there are {} CUDA devices, from cuda:0", count));
  return {c10::kCUDA, static_cast<c10::DeviceIndex>(index)};
}

std::string no_gpu(bool has_cuda) {
  if (has_cuda) {
    return "this LibTorch has CUDA, but sees no CUDA device: the GPU or its driver is missing "
           "(nvidia-smi tells), or CUDA_VISIBLE_DEVICES hides it; use --device cpu";
  }
  return "this LibTorch sees no CUDA device; use --device cpu, or a CUDA build (PLUMB_TORCH=cuda "
         "scripts/setup.sh)";
}

void prepare_process(std::int64_t threads) {
  keep_freed_memory();
  at::set_num_threads(threads > 0 ? static_cast<int>(threads) : 1);
  at::globalContext().setFlushDenormal(true);
  // cuBLAS reads it when CUDA starts; without it its results may differ from run to run.
  setenv("CUBLAS_WORKSPACE_CONFIG", ":4096:8", /*overwrite=*/0);
  at::globalContext().setDeterministicCuDNN(true);
  at::globalContext().setBenchmarkCuDNN(false);
  if (!at::Context::hasCUDART()) return;
  // cuDNN would multiply float32 with ten bits of its 23 after the point.
  at::globalContext().setAllowTF32CuDNN(false);
  at::globalContext().setAllowTF32CuBLAS(false);
}

bool may_use_gpu(const std::string& device) {
  if (device != "auto") return device.starts_with("cuda");
  if (!at::Context::hasCUDART()) return false;
  // Of the driver, and of the one in the Windows Subsystem for Linux.
  return std::filesystem::exists("/dev/nvidiactl") || std::filesystem::exists("/dev/dxg");
}

std::string describe_device(const c10::Device& device) {
  if (!device.is_cpu()) return device.str();
  const int threads = at::get_num_threads();
  return fmt::format("cpu ({} thread{})", threads, threads == 1 ? "" : "s");
}

void synchronize(const c10::Device& device) {
  if (device.is_cuda()) torch::cuda::synchronize(device.index());
}

}  // namespace plumb
