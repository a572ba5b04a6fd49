#include "training/step_graph.hpp"

namespace plumb {

// Built where LibTorch has no CUDA, or CUDA's headers are missing; step_graph_cuda.cpp elsewhere.

std::unique_ptr<StepGraph> make_step_graph(const c10::Device&) {
  return nullptr;
}

std::optional<std::string> no_step_graph(const c10::Device& device) {
  if (device.is_cpu()) return "there are no CUDA graphs on the CPU";
  return "Plumb was built without CUDA's headers";
}

class DeviceStream::Guard {};

DeviceStream::DeviceStream(const c10::Device&) {}
DeviceStream::~DeviceStream() = default;

}  // namespace plumb
