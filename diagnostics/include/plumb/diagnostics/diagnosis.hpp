#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "plumb/diagnostics/rule.hpp"
#include "plumb/diagnostics/thresholds.hpp"

namespace plumb {

/// Where in its course a run is.
enum class RunStage { start, evaluation, end };

/// Judges the records of one run by a set of rules. Needs nothing of torch: it works while training
/// and on recorded runs alike.
class Diagnosis {
 public:
  /// With the built-in rules at these thresholds.
  explicit Diagnosis(RunFacts facts, const Thresholds& thresholds = {});

  /// With exactly these rules. Throws Error if two have the same name.
  Diagnosis(RunFacts facts, std::vector<std::unique_ptr<Rule>> rules);

  ~Diagnosis();
  Diagnosis(Diagnosis&&) noexcept;
  Diagnosis& operator=(Diagnosis&&) noexcept;

  /// Throws Error if there is a rule of that name already.
  void add(std::unique_ptr<Rule> rule);

  /// Called with every finding when it is new or has become more severe.
  void on_finding(std::function<void(const Finding&)> callback);

  /// How gradients are clipped from here on.
  void set_clip(const Clip& clip);

  /// Whether what comes next would be judged by simple models that are not known yet. Before the
  /// first step: the network is no more than a linear model itself, of inputs that are few enough
  /// for a fitted one to tell what it can do. After an evaluation: it leaves room for one to be
  /// better, and the network has gained next to nothing since half as many steps. At the end: it
  /// leaves room, and the run has made steps enough to have an end.
  bool wants_simple_models(RunStage stage) const;

  /// RunFacts::simple_models, as they are known so far.
  const std::vector<SimpleModel>& simple_models() const;

  /// RunFacts::simple_models, where they become known later; none where none can be fitted. Throws
  /// Error for numbers that cannot be (SimpleModel::check()).
  void set_simple_models(std::vector<SimpleModel> models);

  /// One step, in order. `taps`: the monitor's at the time. What a rule or the callback throws
  /// comes out when every rule has seen it; of finish() too. Throws Error where the record's norms,
  /// or its probes if it has any, are not those of the run's parameters.
  void observe(const StepRecord& record, const std::vector<TapInfo>& taps);

  /// An evaluation after the steps so far. Says nothing before the first of them.
  /// Throws Error for counts of classes that cannot be (ClassCounts::check()).
  void observe_evaluation(const EvaluationLosses& losses);

  /// The run has ended as planned: what has seemed patience until now no longer is. No step may
  /// follow.
  void finish();

  /// One per rule at most, in the order of their first report.
  const std::vector<Finding>& findings() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace plumb
