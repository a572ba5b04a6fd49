#include "probe_number.hpp"

#include <ATen/ATen.h>

#include <algorithm>

namespace plumb {

const at::Tensor& ProbeNumber::on(const at::Device& device) {
  const auto found = std::find_if(copies_.begin(), copies_.end(),
                                  [&](const at::Tensor& copy) { return copy.device() == device; });
  if (found != copies_.end()) return *found;
  const auto options = at::TensorOptions().dtype(at::kDouble).device(device);
  return copies_.emplace_back(at::full({}, number_, options));
}

void ProbeNumber::advance_on_devices() {
  for (auto& copy : copies_) copy.add_(1);
}

void ProbeNumber::set(double number) {
  number_ = number;
  for (auto& copy : copies_) copy.fill_(number);
}

}  // namespace plumb
