#include "reached_inputs.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "layer_view.hpp"
#include "remedies.hpp"
#include "taps.hpp"
#include "text.hpp"

namespace plumb {
namespace {

constexpr double no_underflow = 1e-20;  // norm of all gradients of which none is 0 for its size
constexpr double nearly_every_step = 0.95;
constexpr double still_there = 0.95;  // of the loss: it does not fall

/// A layer without any gradient while later ones have some. Where the whole loss is 0 all are
/// without.
bool is_cut_off(const RunView& run, const Layer& layer) {
  const auto& norm = run.record.norms[layer.parameter];
  return norm && *norm == 0 && run.record.norm > no_underflow;
}

std::vector<Remedy> let_inputs_through(const RunView& run) {
  auto advised = remedies::list({remedies::lower_rate(run.facts),
                                 remedies::living_activation(run.facts), remedies::batch_norm()});
  const bool sees_inputs = probe_of(run, input_tap) != nullptr;
  remedies::append(advised, sees_inputs ? remedies::fit_inputs(run)
                                        : std::vector{remedies::standardize(run.facts)});
  return advised;
}

}  // namespace

void ReachedInputs::follow(const RunView& run) {
  const auto first = std::find_if(run.layers.begin(), run.layers.end(), [&](const Layer& layer) {
    return run.record.norms[layer.parameter].has_value();
  });
  zeros_.push_back(first != run.layers.end() && is_cut_off(run, *first));
  if (zeros_.back()) ++zero_count_;
  const auto steps = static_cast<std::size_t>(t_.dead_units_steps);
  if (zeros_.size() > steps) {
    if (zeros_.front()) --zero_count_;
    zeros_.pop_front();
  }
  const auto count = static_cast<double>(zero_count_);
  const bool had_zeros = has_zeros_;
  has_zeros_ = zeros_.size() == steps && count >= nearly_every_step * static_cast<double>(steps);
  if (has_zeros_ && !had_zeros) loss_at_first_ = loss_of_quarter(run, at_first);
}

std::optional<double> ReachedInputs::loss_of_quarter(const RunView& run, Quarter quarter) const {
  const auto steps = static_cast<std::size_t>(t_.dead_units_steps);
  const std::size_t part = std::max<std::size_t>(steps / 4, 1);
  const auto& window = run.loss.window();
  const std::size_t all = std::min(steps, window.size());
  return window.median(part, quarter == at_last ? 0 : all - std::min(part, all));
}

bool ReachedInputs::loss_stands(const RunView& run) const {
  const auto before = run.facts.baseline_loss ? loss_of_quarter(run, at_first) : loss_at_first_;
  const auto now = loss_of_quarter(run, at_last);
  return before && now && *now > still_there * *before;
}

std::optional<Verdict> ReachedInputs::cut_off(const RunView& run) const {
  if (!has_zeros_ || !loss_stands(run) || !run.loss.has_scale() || !(run.loss.level() > 0) ||
      (run.facts.baseline_loss && run.loss.learnt() > t_.learnt))
    return std::nullopt;
  std::vector<const Layer*> zero, with_gradient;
  for (const auto& layer : run.layers) {
    if (!run.record.norms[layer.parameter]) continue;
    (is_cut_off(run, layer) ? zero : with_gradient).push_back(&layer);
  }
  // Branches that are shut have others around them.
  if (zero.empty() || with_gradient.empty() || with_gradient.front() < zero.back())
    return std::nullopt;
  Verdict verdict;
  verdict.severity = Severity::warning;
  verdict.layer = zero.back()->name;
  verdict.first_step = run.record.step - static_cast<std::int64_t>(zeros_.size()) + 1;
  verdict.evidence = {{"layers_without", static_cast<double>(zero.size())},
                      {"layers", static_cast<double>(run.layers.size())},
                      {"norm", run.record.norm}};
  verdict.message = "the gradient of the first " +
                    (zero.size() == 1 ? "layer" : std::to_string(zero.size()) + " layers") +
                    ", up to " + verdict.layer + ", was exactly 0 in nearly all of the last " +
                    std::to_string(zeros_.size()) + " steps, and the loss stands at " +
                    brief(run.loss.level()) + ": nothing of the inputs gets through";
  verdict.remedies = let_inputs_through(run);
  return verdict;
}

}  // namespace plumb
