// The one file that includes CUDA's headers. The first of them defines CUDA_VERSION, on which the
// layout of at::cuda::CUDAGraph depends. Nothing here calls CUDA itself, so that only LibTorch's
// libraries need be linked: hence c10::StreamGuard, since c10::cuda::CUDAStreamGuard is inline
// calls.
#include <cuda.h>

#include <ATen/cuda/CUDAGraph.h>
#include <c10/core/StreamGuard.h>
#include <c10/cuda/CUDACachingAllocator.h>
#include <c10/cuda/CUDAFunctions.h>
#include <c10/cuda/CUDAStream.h>

#include "plumb/diagnostics/error.hpp"
#include "training/step_graph.hpp"

static_assert(CUDA_VERSION >= 12040,
              "LibTorch's CUDAGraph is larger than these headers of CUDA say: 12.4 is needed");

namespace plumb {
namespace {

/// The graph of a capture that broke, for the rest of the process. capture_end() throws before it
/// ends what capture_begin() has begun in the allocators: they go on asking this object whether
/// memory is for its pool, and nothing of CUDAGraph's takes that back. It must neither be destroyed
/// nor get company.
at::cuda::CUDAGraph*& broken_graph() {
  static at::cuda::CUDAGraph* graph = nullptr;
  return graph;
}

class CudaStepGraph final : public StepGraph {
 public:
  CudaStepGraph() = default;

  /// Without emptying the cache, the memory of a graph would be lost to the process: the allocator
  /// gives it neither to other work nor, while one is captured, to the next graph.
  ~CudaStepGraph() override {
    graph_.reset();
    try {
      c10::cuda::CUDACachingAllocator::emptyCache();
    } catch (...) {
      // A destructor must not throw: the next use of the device reports the same error.
    }
  }
  CudaStepGraph(const CudaStepGraph&) = delete;
  CudaStepGraph& operator=(const CudaStepGraph&) = delete;

  void capture(std::function<void()> work) override {
    if (broken_graph() != nullptr)
      throw Error("an earlier capture in this process broke", Error::Kind::failure);
    c10::cuda::device_synchronize();
    graph_ = std::make_unique<at::cuda::CUDAGraph>();
    try {
      // Other threads may use the device meanwhile: a forecast on its own, autograd for this one.
      graph_->capture_begin({0, 0}, cudaStreamCaptureModeThreadLocal);
      record(work);
    } catch (...) {
      broken_graph() = graph_.release();
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
