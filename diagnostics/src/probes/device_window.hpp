#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

namespace plumb {

/// Rows of doubles that wait on a device until one transfer brings them to the host.
class DeviceWindow {
 public:
  DeviceWindow(std::int64_t rows, std::int64_t columns, const at::Device& device);

  /// Keeps a copy of a row, {columns} on the device.
  void add(const at::Tensor& row);

  bool full() const { return filled_ == rows_; }
  std::int64_t filled() const { return filled_; }

  /// Transfers the completed rows, row-major, and starts over. Waits for the device.
  std::vector<double> drain();

 private:
  at::Tensor buffer_;
  std::int64_t rows_;
  std::int64_t filled_ = 0;
};

}  // namespace plumb
