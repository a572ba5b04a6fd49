#include "training/batches.hpp"

#include <torch/types.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <utility>

#include <fmt/format.h>

#include "plumb/diagnostics/error.hpp"
#include "plumb/internal/parallel.hpp"
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

bool lies_in_rows(const at::Tensor& tensor) {
  return tensor.is_cpu() && tensor.layout() == at::kStrided && tensor.is_contiguous() &&
         tensor.numel() > 0;
}

// Below it, waking a second thread takes longer than it saves.
constexpr std::int64_t bytes_per_thread = std::int64_t{1} << 20;

/// As at::index_select, which on the CPU sets up an iterator for every row.
at::Tensor gather_rows(const at::Tensor& source, const at::Tensor& indices) {
  if (!lies_in_rows(source) || !lies_in_rows(indices)) return source.index_select(0, indices);
  std::vector<std::int64_t> shape = source.sizes().vec();
  const std::int64_t count = std::exchange(shape.front(), indices.numel());
  const at::Tensor rows = at::empty(shape, source.options());
  const std::int64_t bytes = source.numel() / count * source.element_size();
  const auto* from = static_cast<const std::byte*>(source.const_data_ptr());
  auto* to = static_cast<std::byte*>(rows.mutable_data_ptr());
  const auto* index = indices.const_data_ptr<std::int64_t>();
  parallel_shares(indices.numel() * bytes, bytes_per_thread, [&](Share share) {
    const auto [first, end] = share.range(indices.numel());
    for (std::int64_t i = first; i < end; ++i) {
      if (index[i] < 0 || index[i] >= count)
        throw Error(fmt::format("there is no sample {} among {}", index[i], count));
      std::memcpy(to + i * bytes, from + index[i] * bytes, static_cast<std::size_t>(bytes));
    }
  });
  return rows;
}

}  // namespace

TensorSplit TensorSplit::range(std::int64_t first, std::int64_t length) const {
  return {features.narrow(0, first, length), targets.narrow(0, first, length)};
}

TensorSplit TensorSplit::gather(const at::Tensor& indices) const {
  return {gather_rows(features, indices), gather_rows(targets, indices)};
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
