// The one file that includes CUDA's headers. The first of them defines CUDA_VERSION, on which the
// layout of at::cuda::CUDAGraph depends. Nothing here calls CUDA itself, so that only LibTorch's
// libraries need be linked: hence c10::StreamGuard, since c10::cuda::CUDAStreamGuard is inline
// calls.
#include <cuda.h>

#include <ATen/core/CachingHostAllocator.h>
#include <ATen/cuda/CUDAGraph.h>
#include <c10/core/StreamGuard.h>
#include <c10/cuda/CUDACachingAllocator.h>
#include <c10/cuda/CUDAFunctions.h>
#include <c10/cuda/CUDAStream.h>

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <utility>

#include "training/step_graph.hpp"

static_assert(CUDA_VERSION >= 12040,
              "LibTorch's CUDAGraph is larger than these headers of CUDA say: 12.4 is needed");

namespace plumb {
namespace {

void attempt(const std::function<void()>& action) {
  try {
    action();
  } catch (...) {
    // One of several ways to clean up: the others are tried too.
  }
}

/// Whether a graph gives its pool back when it is destroyed, as one does whose capture has ended.
bool returns_its_pool(at::cuda::CUDAGraph& graph) {
  try {
    graph.pool();
    return true;
  } catch (...) {
    return false;
  }
}

/// What capture_begin() has begun in the allocators, and capture_end() leaves when it throws: they
/// would go on asking a graph that is gone whether memory is for its pool. What they have ended by
/// themselves they refuse to end again.
void end_allocation(c10::DeviceIndex device, const at::cuda::MempoolId_t& pool, bool returns_pool) {
  namespace allocator = c10::cuda::CUDACachingAllocator;
  at::HostAllocator& host = *at::getHostAllocator(at::kCUDA);
  attempt([&] { allocator::endAllocateToPool(device, pool); });
  attempt([&] { host.end_allocate_to_pool(pool); });
  if (returns_pool) return;
  attempt([&] { allocator::releasePool(device, pool); });
  attempt([&] { host.release_pool(pool); });
}

/// The same in every run of the process: LibTorch keeps a workspace of cuBLAS for each stream that
/// has multiplied matrices.
c10::Stream stream_of(const c10::Device& device) {
  static std::mutex mutex;
  static std::map<c10::DeviceIndex, c10::Stream> streams;
  const std::lock_guard lock(mutex);
  const auto index = device.has_index() ? device.index() : c10::cuda::current_device();
  const auto found = streams.find(index);
  if (found != streams.end()) return found->second;
  const auto stream = c10::cuda::getStreamFromPool(/*isHighPriority=*/false, index).unwrap();
  return streams.emplace(index, stream).first->second;
}

class CudaStepGraph final : public StepGraph {
 public:
  CudaStepGraph() = default;
  ~CudaStepGraph() override { drop(std::move(graph_)); }
  CudaStepGraph(const CudaStepGraph&) = delete;
  CudaStepGraph& operator=(const CudaStepGraph&) = delete;

  void capture(std::function<void()> work) override {
    c10::cuda::device_synchronize();
    const c10::DeviceIndex device = c10::cuda::current_device();
    const at::cuda::MempoolId_t pool = at::cuda::graph_pool_handle();
    auto graph = std::make_unique<at::cuda::CUDAGraph>();
    try {
      // Other threads may use the device meanwhile: a forecast on its own, autograd for this one.
      graph->capture_begin(pool, cudaStreamCaptureModeThreadLocal);
      record(*graph, work);
    } catch (...) {
      end_allocation(device, pool, returns_its_pool(*graph));
      drop(std::move(graph));
      throw;
    }
    graph_ = std::move(graph);
  }

  void replay() override { graph_->replay(); }

 private:
  static void record(at::cuda::CUDAGraph& graph, const std::function<void()>& work) {
    try {
      work();
    } catch (...) {
      // The stream must leave its capture before it can be used again. What broke it is thrown on.
      attempt([&] { graph.capture_end(); });
      throw;
    }
    graph.capture_end();
  }

  /// Without emptying the cache, the memory of a graph would be lost to the process: the allocator
  /// gives it neither to other work nor, while one is captured, to the next graph.
  static void drop(std::unique_ptr<at::cuda::CUDAGraph> graph) {
    if (!graph) return;
    graph.reset();
    attempt([] { c10::cuda::CUDACachingAllocator::emptyCache(); });
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
  explicit Guard(const c10::Device& device) : guard_(stream_of(device)) {}

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
