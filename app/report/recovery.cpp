#include "report/recovery.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

#include "plumb/diagnostics/rule_catalog.hpp"

namespace plumb {
namespace {

/// The longest stretch between two probes, at which most rules look.
std::int64_t longest_gap(const StepTable& steps) {
  std::int64_t longest = 1;
  std::optional<std::int64_t> before;
  for (const auto& row : steps.rows) {
    if (row.probes.empty()) continue;
    if (before) longest = std::max(longest, row.step - *before);
    before = row.step;
  }
  return longest;
}

/// Mean of the recorded losses of [first, last]; infinite with a loss among them that is not
/// finite, not-a-number without any.
double mean_loss(const StepTable& steps, std::int64_t first, std::int64_t last) {
  double sum = 0;
  std::int64_t count = 0;
  for (const auto& row : steps.rows) {
    if (row.step < first || row.step > last) continue;
    if (!std::isfinite(row.loss)) return std::numeric_limits<double>::infinity();
    sum += row.loss;
    ++count;
  }
  return count > 0 ? sum / static_cast<double>(count) : std::numeric_limits<double>::quiet_NaN();
}

bool is_lower(double loss, double than) {
  constexpr double clearly = 0.05;
  return loss < than - clearly * std::abs(than) || (std::isinf(than) && std::isfinite(loss));
}

}  // namespace

std::optional<Recovery> recovery_from(const Finding& finding, const RunContent& content) {
  constexpr std::int64_t probes_without = 5, parts = 20;
  const auto& steps = content.steps;
  const bool loss_tells = !content.facts || content.facts->loss_has_course;
  const RuleInfo* rule = built_in_rule(finding.rule);
  const bool is_seen_once = rule != nullptr && rule->is_seen_once;
  if (steps.rows.empty() || !loss_tells || is_seen_once) return std::nullopt;
  const std::int64_t last = steps.rows.back().step;
  const std::int64_t length = last - steps.rows.front().step + 1;
  const std::int64_t margin = std::max(probes_without * longest_gap(steps), length / parts);
  if (last - finding.last_step < margin) return std::nullopt;
  const Recovery recovery{mean_loss(steps, finding.first_step, finding.last_step),
                          mean_loss(steps, last - std::max<std::int64_t>(length / parts, 1), last)};
  const bool beats_constant = !content.facts || !content.facts->baseline_loss ||
                              is_lower(recovery.loss_now, *content.facts->baseline_loss);
  if (!beats_constant || !is_lower(recovery.loss_now, recovery.loss_then)) return std::nullopt;
  return recovery;
}

}  // namespace plumb
