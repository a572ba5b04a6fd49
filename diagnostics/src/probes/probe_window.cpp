#include "probe_window.hpp"

#include <ATen/ATen.h>

#include <utility>

namespace plumb {

namespace {

std::vector<double> values_of(const at::Tensor& host) {
  if (!host.defined()) return {};
  const at::Tensor rows = host.contiguous();
  const double* values = rows.const_data_ptr<double>();
  return {values, values + rows.numel()};
}

}  // namespace

void ProbeWindow::transfer() {
  std::vector<at::Tensor> elsewhere;
  for (const auto& reading : waiting_) {
    for (const auto* tensor : {&reading.parameters, &reading.activations}) {
      if (tensor->defined() && !tensor->is_cpu()) elsewhere.push_back(tensor->reshape(-1));
    }
  }
  const at::Tensor all = elsewhere.empty() ? at::Tensor() : at::cat(elsewhere).to(at::kCPU);
  std::int64_t first = 0;
  const auto on_host = [&](const at::Tensor& tensor) {
    if (!tensor.defined() || tensor.is_cpu()) return tensor;
    return all.narrow(0, std::exchange(first, first + tensor.numel()), tensor.numel());
  };
  for (auto& reading : waiting_) {
    std::vector<double> parameters = values_of(on_host(reading.parameters));
    ready_.emplace_back(reading.step,
                        Values{std::move(parameters), values_of(on_host(reading.activations)),
                               reading.loss_scale, std::move(reading.require_gradient)});
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
