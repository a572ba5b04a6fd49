#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "class_view.hpp"
#include "loss_course.hpp"
#include "remedies.hpp"
#include "rules.hpp"
#include "streak.hpp"
#include "text.hpp"

namespace plumb {
namespace {

/// Classes that an evaluation never gets right at the end, which the accuracy does not show where
/// they are rare.
class UnlearntClasses final : public Rule {
 public:
  explicit UnlearntClasses(const Thresholds& thresholds) : t_(thresholds) {}

  std::string_view name() const override { return "unlearnt-classes"; }
  bool always_finishes() const override { return true; }  // steps do not show what it finds

  std::optional<Verdict> observe(const RunView& /*run*/) override { return std::nullopt; }

  std::optional<Verdict> observe_evaluation(const RunView& run,
                                            const EvaluationLosses& losses) override {
    last_ = losses;
    view_ = view_of(losses.classes, t_);
    streak_.update(!view_.unlearnt.empty(), run.record.step);
    note_rise(losses);
    return std::nullopt;
  }

  std::optional<Verdict> finish(const RunView& run) override {
    if (streak_.length() == 0 || run.loss.steps() < t_.ended_steps) return std::nullopt;
    if (!std::isfinite(run.record.loss)) return std::nullopt;  // they are all the same then
    // With classes about as frequent as each other the accuracy is that of chance: all is said.
    if (ends_on_plateau(run, t_) && !view_.is_uneven(t_)) return std::nullopt;
    const bool tells_apart = this->tells_apart(run);
    Verdict verdict;
    verdict.severity = view_.has_one_answer() && !tells_apart ? Severity::warning : Severity::info;
    verdict.first_step = streak_.since();
    verdict.evidence = {{"accuracy", view_.accuracy},
                        {"mean_class_accuracy", view_.mean_share},
                        {"most_frequent_share", share_of(view_.most)},
                        {"unlearnt_classes", static_cast<double>(view_.unlearnt.size())},
                        {"unlearnt_share", share_of(view_.unlearnt_samples)}};
    verdict.message = view_.has_one_answer() ? one_answer() : some_unlearnt();
    if (view_.has_one_answer() && tells_apart) verdict.message += but_tells_apart(run);
    verdict.remedies = advice(run);
    return verdict;
  }

 private:
  double share_of(std::int64_t samples) const {
    return static_cast<double>(samples) / static_cast<double>(view_.samples);
  }

  /// "class 1 is never right (40 of the 1600 validation samples, 2.5 %)".
  std::string never_right(const std::vector<std::size_t>& classes, std::int64_t samples) const {
    return class_names(classes) + (classes.size() == 1 ? " is" : " are") + " never right (" +
           std::to_string(samples) + " of the " + std::to_string(view_.samples) +
           " validation samples, " + percent_text(share_of(samples)) + ")";
  }

  std::string one_answer() const {
    if (view_.learnt.empty())
      return "not one of the " + std::to_string(view_.samples) +
             " validation samples is right, of whatever class";
    const std::int64_t known = last_.classes.samples[view_.learnt.front()];
    const std::string answer = class_names(view_.learnt);
    const std::string text = never_right(view_.never, view_.samples - known) + ", and " + answer;
    if (view_.right < known)
      return text + " alone ever is: the accuracy of " + accuracy_text(view_.accuracy) +
             " is below the " + accuracy_text(share_of(known)) + " of always guessing it";
    return text + " always: the accuracy of " + accuracy_text(view_.accuracy) +
           " is that of always guessing it";
  }

  std::string some_unlearnt() const {
    return never_right(view_.unlearnt, view_.unlearnt_samples) + ": the accuracy is " +
           accuracy_text(view_.accuracy) + ", its mean over the classes " +
           accuracy_text(view_.mean_share);
  }

  /// Of the last evaluation, or of the steps where it had no loss.
  double evaluated_loss(const RunView& run) const {
    return last_.validation.value_or(last_.training.value_or(run.loss.level()));
  }

  double learnt(const RunView& run) const { return run.loss.learnt_at(evaluated_loss(run)); }

  /// Whether the outputs depend on the sample, though none depends so much that another class is
  /// the answer: where one is rare and hard to tell, the best network may do the same.
  bool tells_apart(const RunView& run) const {
    return run.loss.has_scale() && learnt(run) > t_.learnt;
  }

  std::string but_tells_apart(const RunView& run) const {
    return "; the loss is " + percent_text(learnt(run)) +
           " below that of a constant prediction, though: the outputs tell samples apart, and not "
           "by so much that another class is the answer";
  }

  /// How far it has ever been above its lowest before, between evaluations on the same data.
  void note_rise(const EvaluationLosses& losses) {
    const auto loss = losses.training ? losses.training : losses.validation;
    if (!loss) return;
    if (lowest_) rise_ = std::max(rise_, *loss - *lowest_);
    lowest_ = std::min(*loss, lowest_.value_or(*loss));
  }

  /// Whether it has given back at some time what counts as learnt.
  bool has_risen(const RunView& run) const {
    return run.loss.has_scale() && rise_ > t_.learnt * run.loss.baseline();
  }

  std::vector<Remedy> advice(const RunView& run) const {
    std::vector<Remedy> all;
    if (has_risen(run)) all = remedies::list({remedies::lower_rate(run.facts)});
    if (run.loss.falls_at_the_end()) all.push_back(remedies::go_on());
    if (view_.is_uneven(t_)) all.push_back(remedies::heed_rare_classes());
    return all;
  }

  Thresholds t_;
  EvaluationLosses last_;
  ClassView view_;  // of the last evaluation
  Streak streak_;
  std::optional<double> lowest_;
  double rise_ = 0;
};

}  // namespace

std::unique_ptr<Rule> unlearnt_classes(const Thresholds& thresholds) {
  return std::make_unique<UnlearntClasses>(thresholds);
}

}  // namespace plumb
