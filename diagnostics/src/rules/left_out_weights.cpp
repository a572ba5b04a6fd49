#include "left_out_weights.hpp"

#include <algorithm>
#include <string>

#include "must_move.hpp"
#include "text.hpp"

namespace plumb {
namespace {

constexpr int enough_probes = 5;
constexpr std::int64_t enough_steps = 100;

}  // namespace

std::optional<Verdict> LeftOutWeights::observe(const RunView& run) {
  if (!run.probed()) return std::nullopt;
  look(run);
  std::vector<std::size_t> left_out;
  for (std::size_t i = 0; i < parameters_.size(); ++i) {
    const Standing& standing = parameters_[i];
    if (!standing.has_moved && standing.probes >= enough_probes &&
        run.record.step - standing.since >= enough_steps)
      left_out.push_back(i);
  }
  if (left_out.empty() || !some_move(run)) return std::nullopt;
  return verdict(run, left_out);
}

/// A loop that updates them at other steps than the probed ones shows it in the weights.
void LeftOutWeights::look(const RunView& run) {
  const auto& probes = run.record.probes;
  parameters_.resize(std::min(probes.size(), run.facts.parameters.size()));
  for (std::size_t i = 0; i < parameters_.size(); ++i) {
    Standing& standing = parameters_[i];
    if (!standing.weight) standing.weight = probes[i].weight;
    standing.has_moved =
        standing.has_moved || probes[i].update != 0 || probes[i].weight != *standing.weight;
    if (!must_move(run, i)) continue;
    if (standing.probes++ == 0) standing.since = run.record.step;
  }
}

Verdict LeftOutWeights::verdict(const RunView& run,
                                const std::vector<std::size_t>& left_out) const {
  const std::size_t others = left_out.size() - 1;
  const std::string& first = run.facts.parameters[left_out.front()].name;
  Verdict verdict;
  verdict.severity =
      run.loss.best_learnt() > t_.nothing_learnt ? Severity::info : Severity::warning;
  verdict.layer = first;
  verdict.first_step = parameters_[left_out.front()].since;
  verdict.evidence = {{"parameters", static_cast<double>(left_out.size())},
                      {"of", static_cast<double>(parameters_.size())}};
  verdict.message = with_others(first, others) +
                    std::string(others > 0 ? " get gradients" : " gets gradients") + ", but in " +
                    std::to_string(run.record.step - verdict.first_step) +
                    " steps no update has changed " + (others > 0 ? "them" : "it") +
                    " while other parameters move: is the optimizer meant to leave " +
                    (others > 0 ? "them" : "it") + " out?";
  verdict.remedies = {
      {"give the optimizer all parameters that are to learn, and those that are "
       "not requires_grad_(false)",
       {}}};
  return verdict;
}

}  // namespace plumb
