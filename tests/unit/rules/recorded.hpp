#pragma once

#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "plumb/diagnostics/diagnosis.hpp"

/// A run of three layers that a test makes up step by step; healthy unless told otherwise.
class MadeUpRun {
 public:
  static constexpr double baseline = 2.3;

  explicit MadeUpRun(plumb::Clip clip = {}, std::string loss = {},
                     const std::string& first_parameter = "dense_01.weight")
      : MadeUpRun(facts(clip, std::move(loss), first_parameter)) {}

  explicit MadeUpRun(plumb::RunFacts facts, const plumb::Thresholds& thresholds = {})
      : diagnosis_(std::move(facts), thresholds) {}

  static plumb::RunFacts facts(plumb::Clip clip = {}, std::string loss = {},
                               const std::string& first_parameter = "dense_01.weight") {
    plumb::RunFacts facts;
    for (const std::string& name :
         {first_parameter, std::string("dense_02.weight"), std::string("output.weight")})
      facts.parameters.push_back({name, {8, 8}, 64, {}});
    facts.baseline_loss = baseline;
    facts.learning_rate = 0.1;
    facts.clip = clip;
    facts.loss = std::move(loss);
    return facts;
  }

  /// The next step, to be changed before add().
  plumb::StepRecord healthy() const {
    plumb::StepRecord r;
    r.step = step_;
    r.loss = baseline * std::exp(-static_cast<double>(step_) / 200);
    r.norms = {0.5, 0.5, 0.5};
    r.norm = r.norm_after = std::sqrt(0.75);
    if (step_ % 10 != 0) return r;
    r.probes.resize(3);
    for (auto& probe : r.probes) {
      probe.weight = 10;
      probe.update = 0.01;
      probe.zeros = 0;
    }
    plumb::ActivationProbe activation;
    activation.deviation = 1;
    activation.spread = 0.9;
    activation.gradient = 0.1;
    r.activations.assign(taps_.size(), activation);
    r.activations[2]->saturated = 0;
    return r;
  }

  /// One that learns nothing.
  plumb::StepRecord stuck() const {
    plumb::StepRecord r = healthy();
    r.loss = baseline * (1 + 0.002 * std::sin(static_cast<double>(step_)));
    return r;
  }

  /// Of both hidden layers, from the next step on.
  void set_hidden(plumb::ActivationKind kind) { taps_[1].kind = taps_[2].kind = kind; }

  /// Of the outputs, from the next step on.
  void set_output(plumb::ActivationKind kind) { taps_[3].kind = kind; }

  /// From the next step on, as where a resumed run comes by its taps in another order.
  void swap_hidden() { std::swap(taps_[1], taps_[2]); }

  void add(const plumb::StepRecord& record) {
    diagnosis_.observe(record, taps_);
    ++step_;
  }

  void evaluate(const plumb::EvaluationLosses& losses) { diagnosis_.observe_evaluation(losses); }

  void finish() { diagnosis_.finish(); }

  std::int64_t step() const { return step_; }

  const std::vector<plumb::Finding>& findings() const { return diagnosis_.findings(); }

  /// What a rule found; nothing if it found nothing.
  std::optional<plumb::Finding> found(const std::string& rule) const {
    for (const auto& finding : findings()) {
      if (finding.rule == rule) return finding;
    }
    return std::nullopt;
  }

  std::optional<plumb::Severity> severity(const std::string& rule) const {
    const auto finding = found(rule);
    return finding ? std::optional(finding->severity) : std::nullopt;
  }

 private:
  std::vector<plumb::TapInfo> taps_{{"input", plumb::ActivationKind::other, 8},
                                    {"dense_01", plumb::ActivationKind::relu, 8},
                                    {"dense_02", plumb::ActivationKind::sigmoid, 8},
                                    {"output", plumb::ActivationKind::other, 3}};
  plumb::Diagnosis diagnosis_;
  std::int64_t step_ = 0;
};

/// The run so far, then `steps` more of them as `change` makes them.
template <typename Change>
void run(MadeUpRun& made_up, int steps, Change change) {
  for (int i = 0; i < steps; ++i) {
    plumb::StepRecord record = made_up.healthy();
    change(record);
    made_up.add(record);
  }
}

inline void unchanged(plumb::StepRecord&) {}

inline void learns_nothing(plumb::StepRecord& r) {
  r.loss = MadeUpRun::baseline * (1 + 0.002 * std::sin(static_cast<double>(r.step)));
}

/// From a tap on.
inline void collapse(plumb::StepRecord& r, std::size_t tap, double spread) {
  for (; tap < r.activations.size(); ++tap) r.activations[tap]->spread = spread;
}

inline constexpr double infinity = std::numeric_limits<double>::infinity();
