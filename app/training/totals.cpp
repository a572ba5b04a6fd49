#include "training/totals.hpp"

#include <ATen/ATen.h>

#include <limits>

namespace plumb {

Totals::Totals(const at::Device& device)
    : loss_(at::zeros({}, at::TensorOptions().dtype(at::kDouble).device(device))),
      correct_(at::zeros({}, at::TensorOptions().dtype(at::kLong).device(device))) {}

void Totals::add_sums(const at::Tensor& loss_sum, const at::Tensor& predicted,
                      const at::Tensor& targets) {
  const at::NoGradGuard no_grad;
  loss_.add_(loss_sum.detach());
  classifies_ = targets.scalar_type() == at::kLong;
  if (classifies_) correct_.add_(predicted.eq(targets).sum());
}

Evaluation Totals::means() const {
  const double count = static_cast<double>(count_);
  const double correct = static_cast<double>(correct_.item<std::int64_t>());
  return {loss_.item<double>() / count, classifies_ ? correct / static_cast<double>(predictions_)
                                                    : std::numeric_limits<double>::quiet_NaN()};
}

}  // namespace plumb
