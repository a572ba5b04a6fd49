#pragma once

#include <algorithm>
#include <utility>
#include <vector>

#include "recorded.hpp"

// Runs that end beside simple models.

inline plumb::SimpleModel linear(double accuracy) {
  return {"a linear model", 1000, 400, accuracy, {}, true};
}

inline plumb::SimpleModel kernel(double accuracy) {
  return {"kernel regression", 1000, 400, accuracy, {}, false};
}

inline plumb::SimpleModel columns_as_given(double accuracy) {
  plumb::SimpleModel model = kernel(accuracy);
  model.as_given = true;
  return model;
}

inline plumb::RunFacts facts_with(std::vector<plumb::SimpleModel> models) {
  plumb::RunFacts facts = MadeUpRun::facts({}, "cross-entropy");
  facts.simple_models = std::move(models);
  return facts;
}

/// 400 samples of two classes, so many of a hundred right.
inline plumb::EvaluationLosses accuracy(int percent, double loss = 0.5 * MadeUpRun::baseline) {
  return {
      .training = loss, .validation = loss, .classes = {{200, 200}, {2 * percent, 2 * percent}}};
}

/// 400 steps down to half the baseline, where most of them stay, evaluated, and over.
inline MadeUpRun ended(plumb::RunFacts facts, const plumb::EvaluationLosses& losses,
                       double end = 0.5) {
  MadeUpRun made_up(std::move(facts));
  run(made_up, 400,
      [&](plumb::StepRecord& r) { r.loss = std::max(r.loss, end * MadeUpRun::baseline); });
  made_up.evaluate(losses);
  made_up.finish();
  return made_up;
}

/// The same down to a quarter of it, each step changed first.
template <typename Change>
MadeUpRun ended_after(const plumb::RunFacts& facts, int percent, Change change) {
  MadeUpRun made_up(facts);
  run(made_up, 400, [&](plumb::StepRecord& r) {
    r.loss = std::max(r.loss, 0.25 * MadeUpRun::baseline);
    change(r);
  });
  made_up.evaluate(accuracy(percent));
  made_up.finish();
  return made_up;
}
