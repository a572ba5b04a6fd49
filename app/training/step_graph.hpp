#pragma once

#include <c10/core/Device.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace plumb {

/// Work for a device, recorded once and then repeated as a whole, without the host preparing it
/// again operation by operation: a CUDA graph.
class StepGraph {
 public:
  virtual ~StepGraph() = default;

  /// Records what `work` gives the device to do, on the stream that is current here; nothing of it
  /// is done yet. The same work must have been done once on that stream. Throws what the device
  /// says if something in it cannot be recorded, such as waiting for it; nothing has been done
  /// then.
  virtual void capture(std::function<void()> work) = 0;

  /// Does what was captured, in the memory that it had then. What `work` did on the host is not
  /// repeated.
  virtual void replay() = 0;
};

/// Null where no_step_graph() has a reason.
std::unique_ptr<StepGraph> make_step_graph(const c10::Device& device);

/// Why there are no graphs on this device or in this build; nothing where there are.
std::optional<std::string> no_step_graph(const c10::Device& device);

/// Lets everything that this thread gives a GPU from here on run on a stream that is not the
/// default one, on which nothing can be captured, and the same each time: autograd runs a backward
/// pass, and adds to a gradient, on the stream that was current in the forward pass, so that all of
/// a training loop has to be on one. Waits for the device at the beginning and at the end. Nothing
/// on the CPU.
class DeviceStream {
 public:
  explicit DeviceStream(const c10::Device& device);
  ~DeviceStream();
  DeviceStream(const DeviceStream&) = delete;
  DeviceStream& operator=(const DeviceStream&) = delete;

 private:
  class Guard;
  std::unique_ptr<Guard> guard_;
};

}  // namespace plumb
