#include "plumb/diagnostics/facts_of_targets.hpp"

#include <ATen/ATen.h>

#include <cstddef>
#include <span>
#include <string>

#include "plumb/diagnostics/column_widths.hpp"
#include "plumb/diagnostics/error.hpp"

namespace plumb {
namespace {

void check_classes(const at::Tensor& classes, std::int64_t outputs) {
  const std::int64_t largest = classes.max().item<std::int64_t>();
  const std::int64_t count = outputs == 1 ? 2 : outputs;
  if (largest < count) return;
  throw Error("a target of " + std::to_string(largest) + " is none of " + std::to_string(count) +
              " classes");
}

/// Frequency of each class; for a single output that of class 1. There must be some.
at::Tensor frequencies(const at::Tensor& classes, std::int64_t outputs) {
  check_classes(classes, outputs);
  if (outputs == 1) return classes.to(at::kDouble).mean().reshape({1});
  return at::bincount(classes.to(at::kCPU), {}, outputs).to(at::kDouble) /
         static_cast<double>(classes.numel());
}

at::Tensor entropy_terms(const at::Tensor& p) {
  return -at::special_xlogy(p, p);
}

double of_classes(std::string_view loss, const at::Tensor& p, double label_smoothing) {
  if (loss == "cross-entropy") {
    const double share = label_smoothing / static_cast<double>(p.numel());
    return entropy_terms((1 - label_smoothing) * p + share).sum().item<double>();
  }
  if (loss == "bce") return (entropy_terms(p) + entropy_terms(1 - p)).mean().item<double>();
  if (loss == "mse") return (p * (1 - p)).mean().item<double>();
  return at::minimum(p, 1 - p).mean().item<double>();
}

double of_values(std::string_view loss, const at::Tensor& y) {
  if (loss == "mse") return y.var(/*unbiased=*/false).item<double>();
  return (y - y.median()).abs().mean().item<double>();
}

std::int64_t count_of(const at::Tensor& targets) {
  if (targets.is_floating_point()) return targets.numel();
  return targets.ge(0).sum().item<std::int64_t>();
}

std::optional<double> mean_over_steps(std::string_view loss, const at::Tensor& targets,
                                      std::int64_t outputs, double label_smoothing) {
  double sum = 0;
  std::int64_t count = 0;
  for (const auto& step : targets.unbind(1)) {
    const std::int64_t there = count_of(step);
    if (there == 0) continue;
    const auto loss_of_step = baseline_loss(loss, step, outputs, label_smoothing);
    if (!loss_of_step) return std::nullopt;
    sum += *loss_of_step * static_cast<double>(there);
    count += there;
  }
  return count > 0 ? std::optional(sum / static_cast<double>(count)) : std::nullopt;
}

}  // namespace

std::optional<double> baseline_loss(std::string_view loss, const at::Tensor& targets,
                                    std::int64_t outputs, double label_smoothing) {
  if (loss != "cross-entropy" && loss != "bce" && loss != "mse" && loss != "mae")
    return std::nullopt;
  if (targets.numel() == 0) return std::nullopt;
  if (targets.dim() == 2) return mean_over_steps(loss, targets, outputs, label_smoothing);
  if (targets.scalar_type() == at::kLong) {
    const at::Tensor classes = targets.masked_select(targets >= 0);
    if (classes.numel() == 0) return std::nullopt;
    return of_classes(loss, frequencies(classes, outputs), label_smoothing);
  }
  if (loss == "cross-entropy" || loss == "bce") return std::nullopt;
  return of_values(loss, targets.to(at::kDouble));
}

double least_loss(std::string_view loss, std::int64_t outputs, double label_smoothing) {
  if (loss != "cross-entropy") return 0;
  const at::Tensor label = at::zeros({outputs}, at::kDouble);
  label[0] = 1;
  return of_classes(loss, label, label_smoothing);
}

double unreachable_loss(std::string_view loss, const at::Tensor& targets,
                        std::pair<double, double> range) {
  if (!targets.is_floating_point() || (loss != "mse" && loss != "mae")) return 0;
  const at::Tensor y = targets.to(at::kDouble);
  const at::Tensor error = y - y.clamp(range.first, range.second);
  return (loss == "mse" ? error.square() : error.abs()).mean().item<double>();
}

std::optional<TargetFacts> target_facts(const at::Tensor& targets) {
  if (!targets.is_floating_point()) return std::nullopt;
  const at::Tensor values = targets.to(at::kDouble);
  const at::Tensor on_host = targets.to(at::kCPU, at::kFloat).contiguous();
  const std::span<const float> all{on_host.const_data_ptr<float>(),
                                   static_cast<std::size_t>(on_host.numel())};
  return TargetFacts{values.mean().item<double>(), values.std(/*unbiased=*/false).item<double>(),
                     column_widths(all, 1).front()};
}

}  // namespace plumb
