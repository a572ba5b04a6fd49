#include "training/batches.hpp"

#include <torch/types.h>

#include <algorithm>
#include <memory>

#include "training/seeds.hpp"

namespace plumb {
namespace {

template <typename T>
at::Tensor adopt(std::vector<T>&& values, const std::vector<std::int64_t>& shape,
                 at::ScalarType type) {
  auto owner = std::make_shared<std::vector<T>>(std::move(values));
  return at::from_blob(
      owner->data(), shape, [owner](void*) {}, at::TensorOptions().dtype(type));
}

}  // namespace

TensorSplit TensorSplit::range(std::int64_t first, std::int64_t length) const {
  return {features.narrow(0, first, length), targets.narrow(0, first, length)};
}

TensorSplit TensorSplit::gather(const at::Tensor& indices) const {
  return {features.index_select(0, indices), targets.index_select(0, indices)};
}

TensorSplit to_device(Split&& split, const std::vector<std::int64_t>& sample_shape,
                      const at::Device& device) {
  std::vector<std::int64_t> shape{split.count};
  shape.insert(shape.end(), sample_shape.begin(), sample_shape.end());
  std::vector<std::int64_t> label_shape{split.count};
  const auto labels = static_cast<std::int64_t>(split.labels.size());
  if (labels > split.count) label_shape.push_back(labels / split.count);
  at::Tensor features = adopt(std::move(split.features), shape, at::kFloat);
  at::Tensor targets = split.labels.empty()
                           ? adopt(std::move(split.targets), {split.count}, at::kFloat)
                           : adopt(std::move(split.labels), label_shape, at::kLong);
  return {features.to(device), targets.to(device)};
}

at::Tensor epoch_order(std::int64_t count, std::uint64_t seed, std::int64_t epoch,
                       const at::Device& device) {
  const auto part = static_cast<std::uint64_t>(epoch);
  auto generator =
      at::make_generator<at::CPUGeneratorImpl>(stream_seed(seed, RandomStream::order, part));
  return at::randperm(count, generator, at::kLong).to(device);
}

TensorSplit first_batch(const TensorSplit& train, std::uint64_t seed, std::int64_t size) {
  const at::Tensor order = epoch_order(train.count(), seed, 1, train.features.device());
  return train.gather(order.narrow(0, 0, std::min(size, train.count())));
}

}  // namespace plumb
