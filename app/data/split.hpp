#pragma once

#include <cstdint>
#include <span>

#include "data/dataset.hpp"

namespace plumb {

/// The chosen samples, in the order of `indices`.
Split take(const Split& samples, std::span<const std::int64_t> indices);

/// Keeps the first `limit` samples; 0 keeps all.
void keep_first(Split& samples, std::int64_t limit);

/// Shuffles by `request.data_seed`, sets `request.val_fraction` of the samples aside as
/// `dataset.validation` (rounded, at least one and never all) and keeps the first `request.limit`
/// of the others as `dataset.train`. Throws plumb::Error for fewer than two samples.
void hold_out(const Split& samples, const DatasetRequest& request, Dataset& dataset);

}  // namespace plumb
