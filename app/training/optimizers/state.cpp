#include "training/optimizers/state.hpp"

namespace plumb {

std::vector<at::Tensor> state_like(const std::vector<at::Tensor>& parameters, double value) {
  std::vector<at::Tensor> state;
  for (const auto& parameter : parameters) {
    state.push_back(at::full_like(parameter, value, {}, at::MemoryFormat::Preserve).detach());
  }
  return state;
}

std::vector<at::Tensor> select(const std::vector<at::Tensor>& tensors,
                               const std::vector<std::size_t>& positions) {
  if (positions.size() == tensors.size()) return tensors;
  std::vector<at::Tensor> selected;
  selected.reserve(positions.size());
  for (const std::size_t i : positions) selected.push_back(tensors[i]);
  return selected;
}

void append_state(std::vector<std::pair<std::string, at::Tensor>>& state, const std::string& name,
                  const std::vector<at::Tensor>& tensors) {
  for (std::size_t i = 0; i < tensors.size(); ++i)
    state.emplace_back(std::to_string(i) + '.' + name, tensors[i]);
}

StepCounts::StepCounts(const std::vector<at::Tensor>& parameters)
    : on_cpu_(parameters.front().device().is_cpu()) {
  for (const auto& parameter : parameters) {
    counts_.push_back(
        at::zeros({}, at::TensorOptions().dtype(at::kFloat).device(parameter.device())));
  }
}

void StepCounts::advance(const std::vector<std::size_t>& active) {
  if (on_cpu_) {
    // Dozens of scalar additions through the dispatcher would cost as much as updating a small
    // layer.
    for (const std::size_t i : active) *counts_[i].mutable_data_ptr<float>() += 1;
  } else {
    at::_foreach_add_(select(counts_, active), 1);
  }
}

void StepCounts::undo_if(const std::vector<std::size_t>& active,
                         const std::optional<at::Tensor>& found_inf) {
  if (!found_inf) return;
  const auto counts = select(counts_, active);
  at::_foreach_sub_(counts, std::vector<at::Tensor>(counts.size(), found_inf->reshape({})));
}

}  // namespace plumb
