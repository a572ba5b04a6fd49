#include "device_window.hpp"

#include <ATen/ATen.h>

namespace plumb {

DeviceWindow::DeviceWindow(std::int64_t rows, std::int64_t columns, const at::Device& device)
    : buffer_(at::empty({rows, columns}, at::TensorOptions().dtype(at::kDouble).device(device))),
      rows_(rows) {}

void DeviceWindow::add(const at::Tensor& row) {
  buffer_.select(0, filled_).copy_(row);
  ++filled_;
}

std::vector<double> DeviceWindow::drain() {
  const at::Tensor host = buffer_.narrow(0, 0, filled_).to(at::kCPU).contiguous();
  filled_ = 0;
  const double* values = host.const_data_ptr<double>();
  return {values, values + host.numel()};
}

}  // namespace plumb
