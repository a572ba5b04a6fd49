#include "unreached_weights.hpp"

#include <algorithm>

#include "must_move.hpp"
#include "text.hpp"

namespace plumb {
namespace {

constexpr int unreached_probes = 5;
constexpr std::int64_t unreached_steps = 200;  // the heads of several tasks take turns

bool belongs_to(const std::string& tap, const std::string& parameter) {
  return parameter.size() > tap.size() && parameter.starts_with(tap) &&
         parameter[tap.size()] == '.';
}

bool has_gradient(const RunView& run, std::size_t tap) {
  return run.activation(tap) != nullptr && run.activation(tap)->gradient.has_value();
}

/// The first tap of theirs that the forward pass comes by before any that gets a gradient, where a
/// later one does: what was computed there is used, and not learnt from.
std::optional<std::string> tap_cut_off(const RunView& run,
                                       const std::vector<std::size_t>& unreached) {
  std::optional<std::string> cut_off;
  for (std::size_t i = 0; i < run.taps.size(); ++i) {
    if (has_gradient(run, i)) return cut_off;
    const bool is_theirs =
        std::any_of(unreached.begin(), unreached.end(), [&](std::size_t parameter) {
          return belongs_to(run.taps[i].name, run.facts.parameters[parameter].name);
        });
    if (!cut_off && is_theirs && run.activation(i) != nullptr) cut_off = run.taps[i].name;
  }
  return std::nullopt;
}

/// Where no tap is called after a layer of theirs: of parameters that are the first of all, the
/// last tap before those that get a gradient, if it is behind a known activation. That one has a
/// graph, which data and frozen layers have not.
std::optional<std::string> tap_before_gradients(const RunView& run,
                                                const std::vector<std::size_t>& unreached) {
  if (unreached.back() + 1 != unreached.size()) return std::nullopt;
  std::optional<std::string> last;
  for (std::size_t i = 0; i < run.taps.size(); ++i) {
    if (has_gradient(run, i)) return last;
    if (run.activation(i) != nullptr && run.taps[i].kind != ActivationKind::other)
      last = run.taps[i].name;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Verdict> UnreachedWeights::observe(const RunView& run) {
  look(run);
  if (!run.probed()) return std::nullopt;
  last_.reset();
  std::vector<std::size_t> unreached;
  for (std::size_t i = 0; i < parameters_.size(); ++i) {
    const Parameter& parameter = parameters_[i];
    if (!parameter.is_reached && parameter.probes >= unreached_probes &&
        run.record.step - parameter.since >= unreached_steps)
      unreached.push_back(i);
  }
  if (unreached.empty() || !some_move(run)) return std::nullopt;
  return last_ = verdict(run, unreached);
}

std::optional<Verdict> UnreachedWeights::finish(const RunView& run) const {
  if (!last_ || run.loss.best_learnt() > t_.ended_learnt) return std::nullopt;
  Verdict verdict = *last_;
  verdict.severity = Severity::warning;
  return verdict;
}

void UnreachedWeights::look(const RunView& run) {
  const auto& norms = run.record.norms;
  const auto& probes = run.record.probes;
  parameters_.resize(run.facts.parameters.size());
  for (std::size_t i = 0; i < parameters_.size(); ++i) {
    Parameter& parameter = parameters_[i];
    if (parameter.is_reached) continue;
    parameter.is_reached = i < norms.size() && norms[i].has_value();
    if (i >= probes.size()) continue;
    if (has_probed_) {
      if (!parameter.weight) parameter.weight = probes[i].weight;
      if (probes[i].update != 0 || probes[i].weight != *parameter.weight)
        parameter.is_reached = true;
    }
    if (!probes[i].requires_grad.value_or(false))
      parameter.probes = 0;
    else if (parameter.probes++ == 0)
      parameter.since = run.record.step;
  }
  has_probed_ = has_probed_ || run.probed();
}

Verdict UnreachedWeights::verdict(const RunView& run,
                                  const std::vector<std::size_t>& unreached) const {
  const std::size_t others = unreached.size() - 1;
  const std::string& first = run.facts.parameters[unreached.front()].name;
  auto cut_off = tap_cut_off(run, unreached);
  if (!cut_off) cut_off = tap_before_gradients(run, unreached);
  Verdict verdict;
  verdict.severity =
      cut_off || run.loss.best_learnt() <= t_.nothing_learnt ? Severity::warning : Severity::info;
  verdict.layer = cut_off.value_or(first);
  verdict.first_step = parameters_[unreached.front()].since;
  verdict.evidence = {{"parameters", static_cast<double>(unreached.size())},
                      {"of", static_cast<double>(parameters_.size())}};
  verdict.message = with_others(first, others) +
                    std::string(others > 0 ? " require" : " requires") + " a gradient, and in " +
                    std::to_string(run.record.step - verdict.first_step + 1) +
                    " steps none has arrived while other parameters learn: ";
  if (cut_off) {
    verdict.message += "the forward pass comes by " + *cut_off +
                       ", and no gradient comes back; is there a detach() behind it?";
    verdict.remedies = {
        {"look for what cuts the graph between them and the loss: detach(), item(), "
         "a tensor made anew of values, a NoGradGuard",
         {}}};
  } else {
    verdict.message += std::string("is the loss made of ") + (others > 0 ? "them" : "it") + "?";
    verdict.remedies = {
        {"look for a detach() or a NoGradGuard between them and the loss, and for a module that "
         "forward() leaves out",
         {}},
        {"requires_grad_(false) on those that are meant to stay", {}}};
  }
  return verdict;
}

}  // namespace plumb
