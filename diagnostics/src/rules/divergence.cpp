#include <algorithm>

#include "remedies.hpp"
#include "rules.hpp"
#include "streak.hpp"
#include "text.hpp"

namespace plumb {
namespace {

constexpr std::size_t level_steps = 5;  // steps
constexpr int steps_in_a_row = 10;      // a run that is clipped may come back within fewer
constexpr double certain_factor = 100;

/// The loss is far above where it began.
class Divergence final : public Rule {
 public:
  explicit Divergence(const Thresholds& thresholds) : t_(thresholds) {}

  std::string_view name() const override { return "divergence"; }

  std::optional<Verdict> observe(const RunView& run) override {
    if (run.loss.steps() <= 1) start_ = run.record.loss;
    const auto level = run.loss.window().median(level_steps);
    if (!level || run.loss.window().size() < level_steps) return std::nullopt;
    const double start = std::max(start_, run.loss.baseline());
    const int length = streak_.update(*level > t_.divergence_factor * start, run.record.step);
    const bool certain = *level > certain_factor * start;
    if (length < steps_in_a_row && !certain) return std::nullopt;
    Verdict verdict;
    verdict.severity = Severity::error;
    verdict.first_step =
        std::max<std::int64_t>(streak_.since() - static_cast<std::int64_t>(level_steps / 2), 0);
    verdict.evidence = {{"loss", *level}, {"start", start}, {"factor", *level / start}};
    verdict.message = "the loss rose to " + brief(*level) + ", " + brief(*level / start) +
                      " times that of the start: the steps are too large";
    verdict.remedies = {remedies::lower_rate(run.facts), remedies::clip(), remedies::batch_norm()};
    return verdict;
  }

 private:
  Thresholds t_;
  double start_ = 0;
  Streak streak_;
};

}  // namespace

std::unique_ptr<Rule> divergence(const Thresholds& thresholds) {
  return std::make_unique<Divergence>(thresholds);
}

}  // namespace plumb
