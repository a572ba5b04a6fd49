#include "probe_window.hpp"

#include <ATen/ATen.h>

namespace plumb {

void ProbeWindow::transfer() {
  if (waiting_.empty()) return;
  std::vector<at::Tensor> parts;
  for (const auto& reading : waiting_) {
    for (const auto* tensor : {&reading.parameters, &reading.activations}) {
      if (tensor->defined()) parts.push_back(tensor->reshape(-1));
    }
  }
  if (!parts.empty()) {
    const at::Tensor all = at::cat(parts).to(at::kCPU);
    const double* values = all.const_data_ptr<double>();
    const auto next = [&](const at::Tensor& tensor) {
      const std::int64_t count = tensor.defined() ? tensor.numel() : 0;
      std::vector<double> result(values, values + count);
      values += count;
      return result;
    };
    for (const auto& reading : waiting_) {
      std::vector<double> parameters = next(reading.parameters);
      ready_.emplace_back(reading.step, Values{std::move(parameters), next(reading.activations)});
    }
  }
  waiting_.clear();
}

std::optional<ProbeWindow::Values> ProbeWindow::take(std::int64_t step) {
  while (!ready_.empty() && ready_.front().first < step) ready_.pop_front();
  if (ready_.empty() || ready_.front().first != step) return std::nullopt;
  Values values = std::move(ready_.front().second);
  ready_.pop_front();
  return values;
}

}  // namespace plumb
