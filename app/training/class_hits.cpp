#include "training/class_hits.hpp"

#include <ATen/ATen.h>

#include <algorithm>
#include <cstdint>
#include <vector>

namespace plumb {

void ClassHits::add(const at::Tensor& outputs, const at::Tensor& targets) {
  if (targets.scalar_type() != at::kLong) return;
  const at::NoGradGuard no_grad;
  if (!counts_.defined())
    counts_ = at::zeros({2, std::max<std::int64_t>(outputs.size(-1), 2)}, targets.options());
  const at::Tensor labels = targets.flatten();
  const at::Tensor hits = criterion_.predicted(outputs).flatten().eq(labels).to(at::kLong);
  counts_[0].index_add_(0, labels, at::ones_like(labels));
  counts_[1].index_add_(0, labels, hits);
}

ClassCounts ClassHits::counts() const {
  if (!counts_.defined()) return {};
  const at::Tensor counts = counts_.to(at::kCPU);
  const auto* samples = counts.const_data_ptr<std::int64_t>();
  const auto* hits = samples + counts.size(1);
  return {{samples, hits}, {hits, hits + counts.size(1)}};
}

}  // namespace plumb
