#pragma once

#include <c10/core/Device.h>

#include <cstdint>
#include <functional>
#include <memory>

#include "support/needs.hpp"
#include "training/step_graph.hpp"

/// A GPU in miniature, for machines without one: a device whose operations are the CPU's, in the
/// host's memory, and whose graphs behave as CUDA's do. What is captured is not done yet; a replay
/// repeats the operations in the memory that they had, and nothing of what the host did between
/// them; and waiting for the device, or copying between it and the host, breaks a capture.
///
/// It takes the place of a backend that LibTorch knows and this build does not have (HPU), so that
/// every branch for "not the CPU" is taken, autograd's thread for a device included.
namespace recording_device {

/// False in a LibTorch with CUDA, which takes no second kind of device, and has the real one.
bool available();

c10::Device device();

/// Times that the host has waited for the device: item(), copies to the host.
std::int64_t waits();

std::unique_ptr<plumb::StepGraph> make_graph();

}  // namespace recording_device

inline bool without_recording_device() {
  return !recording_device::available() && skip_test("beside CUDA there is no device that records");
}
