#include "training/baseline_loss.hpp"

#include <ATen/ATen.h>

namespace plumb {
namespace {

/// Frequency of each class; for a single output that of class 1.
at::Tensor frequencies(const at::Tensor& classes, std::int64_t outputs) {
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

}  // namespace

std::optional<double> baseline_loss(std::string_view loss, const at::Tensor& targets,
                                    std::int64_t outputs, double label_smoothing) {
  if (loss != "cross-entropy" && loss != "bce" && loss != "mse" && loss != "mae")
    return std::nullopt;
  if (targets.dim() == 2) {
    double sum = 0;
    for (const auto& step : targets.unbind(1)) {
      const auto loss_of_step = baseline_loss(loss, step, outputs, label_smoothing);
      if (!loss_of_step) return std::nullopt;
      sum += *loss_of_step;
    }
    return sum / static_cast<double>(targets.size(1));
  }
  if (targets.scalar_type() == at::kLong)
    return of_classes(loss, frequencies(targets, outputs), label_smoothing);
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

}  // namespace plumb
