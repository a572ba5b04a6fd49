// The one file that includes CUDA's headers. The first of them defines CUDA_VERSION, on which the
// layout of at::cuda::CUDAGraph depends. Nothing here calls CUDA itself, so that only LibTorch's
// libraries need be linked: hence c10::StreamGuard, since c10::cuda::CUDAStreamGuard is inline
// calls.
#include <cuda.h>

#include <ATen/cuda/CUDAGraph.h>
#include <c10/core/StreamGuard.h>
#include <c10/cuda/CUDAFunctions.h>
#include <c10/cuda/CUDAStream.h>

#include "training/step_graph.hpp"

namespace plumb {
namespace {

class CudaStepGraph final : public StepGraph {
 public:
  void capture(std::function<void()> work) override {
    c10::cuda::device_synchronize();
    graph_ = std::make_unique<at::cuda::CUDAGraph>();
    try {
      // Other threads may use the device meanwhile: a forecast on its own, autograd for this one.
      graph_->capture_begin({0, 0}, cudaStreamCaptureModeThreadLocal);
      record(work);
    } catch (...) {
      graph_.reset();
      throw;
    }
  }

  void replay() override { graph_->replay(); }

 private:
  void record(const std::function<void()>& work) {
    try {
      work();
    } catch (...) {
      end_broken_capture();
      throw;
    }
    graph_->capture_end();
  }

  /// The stream must leave its capture before it can be used again.
  void end_broken_capture() {
    try {
      graph_->capture_end();
    } catch (...) {
      // What broke it is thrown on.
    }
  }

  std::unique_ptr<at::cuda::CUDAGraph> graph_;
};

}  // namespace

std::unique_ptr<StepGraph> make_step_graph(const c10::Device& device) {
  return device.is_cuda() ? std::make_unique<CudaStepGraph>() : nullptr;
}

std::optional<std::string> no_step_graph(const c10::Device& device) {
  if (device.is_cuda()) return std::nullopt;
  return "there are no CUDA graphs on the CPU";
}

class DeviceStream::Guard {
 public:
  explicit Guard(const c10::Device& device)
      : guard_(c10::cuda::getStreamFromPool(/*isHighPriority=*/false, device.index()).unwrap()) {}

  ~Guard() {
    try {
      c10::cuda::device_synchronize();
    } catch (...) {
      // A destructor must not throw: the next use of the device reports the same error.
    }
  }
  Guard(const Guard&) = delete;
  Guard& operator=(const Guard&) = delete;

 private:
  c10::StreamGuard guard_;
};

DeviceStream::DeviceStream(const c10::Device& device) {
  if (!device.is_cuda()) return;
  guard_ = std::make_unique<Guard>(device);
  c10::cuda::device_synchronize();  // for what other streams have made so far
}

DeviceStream::~DeviceStream() = default;

}  // namespace plumb
