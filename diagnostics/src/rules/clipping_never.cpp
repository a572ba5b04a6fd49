#include "rules.hpp"
#include "text.hpp"

namespace plumb {
namespace {

constexpr std::int64_t windows = 5;  // of clipping_steps without a clipped step

/// Clipping is on and never acts: it protects, or it is set too high to.
class ClippingNever final : public Rule {
 public:
  explicit ClippingNever(const Thresholds& thresholds) : t_(thresholds) {}

  std::string_view name() const override { return "clipping-never"; }

  std::optional<Verdict> observe(const RunView& run) override {
    const Clip& clip = run.facts.clip;
    if (clip.kind == Clip::Kind::none || clip.has_history() || run.record.clipped) ever_ = true;
    ++steps_;
    if (ever_ || steps_ < windows * t_.clipping_steps) return std::nullopt;
    Verdict verdict;
    verdict.evidence = {{"steps", static_cast<double>(steps_)}, {"threshold", clip.threshold}};
    verdict.message = "none of " + std::to_string(steps_) + " steps reached the threshold of " +
                      brief(clip.threshold) + ": clipping has had no effect so far";
    return verdict;
  }

 private:
  Thresholds t_;
  bool ever_ = false;
  std::int64_t steps_ = 0;
};

}  // namespace

std::unique_ptr<Rule> clipping_never(const Thresholds& thresholds) {
  return std::make_unique<ClippingNever>(thresholds);
}

}  // namespace plumb
