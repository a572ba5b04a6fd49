#include "plumb/diagnostics/fit_simple_models.hpp"

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "kernel_ridge.hpp"
#include "plumb/diagnostics/error.hpp"
#include "table_scaling.hpp"

namespace plumb {
namespace {

constexpr std::int64_t tuned_samples = 400;  // by which width and penalty are chosen
constexpr std::int64_t least_fitted = 20, least_judged = 10;
constexpr std::int64_t most_inputs = 16'384;
constexpr std::uint64_t draw_seed = 0;
constexpr double penalties[] = {1e-4, 1e-2, 1};          // of a kernel whose diagonal is about 1
constexpr double squared_widths[] = {0.05, 0.25, 1, 4};  // of the median squared distance

/// What is left of the samples: rows of doubles.
struct Rows {
  at::Tensor inputs;   // {n, columns}
  at::Tensor targets;  // {n}: int64 classes or double values
};

LabelledSamples drawn(const LabelledSamples& all, std::int64_t most) {
  const std::int64_t count = all.targets.size(0);
  auto generator = at::make_generator<at::CPUGeneratorImpl>(draw_seed);
  const at::Tensor order = at::randperm(count, generator, at::TensorOptions(at::kLong))
                               .narrow(0, 0, std::min(count, most));
  const auto pick = [&](const at::Tensor& from) {
    return from.index_select(0, order.to(from.device())).to(at::kCPU);
  };
  return {pick(all.inputs), pick(all.targets)};
}

Rows rows_of(const LabelledSamples& samples) {
  const bool has_classes = !samples.targets.is_floating_point();
  return {samples.inputs.flatten(1).to(at::kDouble),
          samples.targets.to(has_classes ? at::kLong : at::kDouble)};
}

bool are_finite(const Rows& rows) {
  return rows.inputs.isfinite().all().item<bool>() && rows.targets.isfinite().all().item<bool>();
}

void check(const LabelledSamples& samples, const char* name) {
  const auto count = [](const at::Tensor& tensor) { return tensor.dim() > 0 ? tensor.size(0) : 0; };
  if (count(samples.inputs) == count(samples.targets)) return;
  throw Error(std::string("the ") + name + " samples have " +
              std::to_string(count(samples.inputs)) + " inputs and " +
              std::to_string(count(samples.targets)) + " targets");
}

bool can_be_told(const LabelledSamples& samples, std::int64_t least, std::string_view loss) {
  if (samples.inputs.dim() < 2 || samples.targets.dim() != 1) return false;
  if (samples.targets.is_floating_point() && loss != "mse" && loss != "mae") return false;
  return samples.targets.size(0) >= least && samples.inputs[0].numel() > 0 &&
         samples.inputs[0].numel() <= most_inputs;
}

/// What is fitted: classes as indicators, values as they are, around their mean and of a size whose
/// squares do not overflow.
struct Goal {
  Goal(const at::Tensor& targets, std::int64_t classes)
      : known(classes > 0 ? at::one_hot(targets, classes).to(at::kDouble) : targets.unsqueeze(1)),
        mean(known.mean(0, /*keepdim=*/true)),
        scale((known - mean).abs().max().clamp_min(1e-300)),
        fitted((known - mean) / scale) {}

  at::Tensor known;   // {n, outputs}
  at::Tensor mean;    // {1, outputs}
  at::Tensor scale;   // {}
  at::Tensor fitted;  // {n, outputs}
};

at::Tensor linear_kernel(const at::Tensor& a, const at::Tensor& b) {
  return (at::matmul(a, b.t()) + 1) / static_cast<double>(a.size(1) + 1);
}

at::Tensor squared_distances(const at::Tensor& a, const at::Tensor& b) {
  const at::Tensor squares = a.square().sum(1, true) + b.square().sum(1, true).t();
  return (squares - 2 * at::matmul(a, b.t())).clamp_min(0);
}

/// Outputs of the samples that judge, {m, outputs}, and of the first ones that were fitted, each by
/// the regression without it, {p, outputs}. Undefined where the fit fails.
struct Predictions {
  at::Tensor judged, left_out;
};

struct Choice {
  double error = std::numeric_limits<double>::infinity();
  double penalty = 0;
  double squared_width = 0;  // of a Gaussian kernel
  at::Tensor left_out;       // predictions, {p, outputs}
};

void try_penalties(Choice& best, const at::Tensor& kernel, const at::Tensor& goal,
                   double squared_width) {
  const double size = kernel.diagonal().mean().item<double>();
  for (const double penalty : penalties) {
    const at::Tensor left_out = left_out_predictions(kernel, goal, penalty * size);
    if (!left_out.defined()) continue;
    const double error = (left_out - goal).square().mean().item<double>();
    if (error < best.error) best = {error, penalty * size, squared_width, left_out};
  }
}

/// In the targets' unit, and as far as these reach.
at::Tensor outputs_of(const at::Tensor& fitted, const Goal& goal) {
  const at::Tensor outputs = fitted * goal.scale + goal.mean;
  return at::minimum(at::maximum(outputs, goal.known.amin(0, true)), goal.known.amax(0, true));
}

Predictions predictions(const at::Tensor& kernel, const at::Tensor& judged, const Goal& goal,
                        const Choice& choice) {
  const at::Tensor coefficients = kernel_ridge(kernel, goal.fitted, choice.penalty);
  if (!coefficients.defined() || !choice.left_out.defined()) return {};
  return {outputs_of(at::matmul(judged, coefficients), goal), outputs_of(choice.left_out, goal)};
}

Predictions linear(const at::Tensor& fitted, const at::Tensor& judged, const Goal& goal) {
  const at::Tensor kernel = linear_kernel(fitted, fitted);
  const std::int64_t part = std::min(kernel.size(0), tuned_samples);
  Choice best;
  try_penalties(best, kernel.narrow(0, 0, part).narrow(1, 0, part), goal.fitted.narrow(0, 0, part),
                0);
  return predictions(kernel, linear_kernel(judged, fitted), goal, best);
}

Predictions gaussian(const at::Tensor& fitted, const at::Tensor& judged, const Goal& goal) {
  const at::Tensor distances = squared_distances(fitted, fitted);
  const std::int64_t part = std::min(distances.size(0), tuned_samples);
  const at::Tensor some = distances.narrow(0, 0, part).narrow(1, 0, part);
  const double median = some.median().item<double>();
  if (!(median > 0)) return {};
  Choice best;
  for (const double squared_width : squared_widths)
    try_penalties(best, (some / (-2 * squared_width * median)).exp(),
                  goal.fitted.narrow(0, 0, part), squared_width);
  const double scale = -2 * best.squared_width * median;
  return predictions((distances / scale).exp(), (squared_distances(judged, fitted) / scale).exp(),
                     goal, best);
}

double share_right(const at::Tensor& classes, const at::Tensor& targets) {
  return classes.eq(targets).to(at::kDouble).mean().item<double>();
}

UnseenScore score_of(const at::Tensor& outputs, const Goal& goal, const at::Tensor& targets,
                     std::string_view loss) {
  UnseenScore score{.samples = targets.size(0)};
  if (!targets.is_floating_point()) {
    score.accuracy = share_right(outputs.argmax(1), targets);
    score.guess = share_right(goal.mean.argmax(1), targets);  // the means are the classes' shares
    return score;
  }
  const at::Tensor missed = outputs.squeeze(1) - targets;
  score.loss = (loss == "mse" ? missed.square() : missed.abs()).mean().item<double>();
  return score;
}

struct Samples {
  const Rows &fitted, &judged;
};

void give_scores(SimpleModel& model, const Predictions& outputs, const Goal& goal,
                 const Samples& samples, std::string_view loss) {
  const at::Tensor& judged = samples.judged.targets;
  const UnseenScore score = score_of(outputs.judged, goal, judged, loss);
  model.samples = samples.fitted.targets.size(0);
  model.tested = score.samples;
  model.accuracy = score.accuracy;
  model.loss = score.loss;
  model.guess = score.guess;
  const at::Tensor left_out = samples.fitted.targets.narrow(0, 0, outputs.left_out.size(0));
  model.unseen = score_of(at::cat({outputs.judged, outputs.left_out}), goal,
                          at::cat({judged, left_out}), loss);
}

/// Finite outputs may still have squares that overflow.
bool scores_are_finite(const Predictions& outputs, const SimpleModel& model) {
  return outputs.judged.isfinite().all().item<bool>() && std::isfinite(model.loss.value_or(0)) &&
         std::isfinite(model.unseen->loss.value_or(0));
}

}  // namespace

std::vector<SimpleModel> fit_simple_models(const LabelledSamples& training,
                                           const LabelledSamples& validation,
                                           std::string_view loss) {
  check(training, "training");
  check(validation, "validation");
  if (training.targets.is_floating_point() != validation.targets.is_floating_point())
    throw Error(
        "the training samples have classes and the validation samples values, or the other way "
        "round");
  if (!can_be_told(training, least_fitted, loss) || !can_be_told(validation, least_judged, loss))
    return {};
  const at::NoGradGuard no_grad;
  const Rows fitted = rows_of(drawn(training, simple_model_samples));
  const Rows judged = rows_of(drawn(validation, simple_model_samples));
  if (!are_finite(fitted) || !are_finite(judged)) return {};
  const bool has_classes = !fitted.targets.is_floating_point();
  if (has_classes && fitted.targets.min().item<std::int64_t>() < 0) return {};
  const std::int64_t classes = has_classes ? fitted.targets.max().item<std::int64_t>() + 1 : 0;
  const Goal goal(fitted.targets, classes);
  const TableScaling scaling(fitted.inputs);
  const at::Tensor a = scaling(fitted.inputs), b = scaling(judged.inputs);

  std::vector<SimpleModel> models;
  const auto add = [&](SimpleModel model, const Predictions& outputs) {
    if (outputs.judged.defined()) give_scores(model, outputs, goal, {fitted, judged}, loss);
    if (model.unseen && scores_are_finite(outputs, model)) models.push_back(std::move(model));
  };
  add({.name = "a linear model", .is_linear = true}, linear(a, b, goal));
  add({.name = "kernel regression"}, gaussian(a, b, goal));
  if (training.inputs.dim() == 2)
    add({.name = "kernel regression of the columns as they are", .as_given = true},
        gaussian(fitted.inputs, judged.inputs, goal));
  return models;
}

}  // namespace plumb
