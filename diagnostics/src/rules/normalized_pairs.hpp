#pragma once

#include <optional>

#include "plumb/diagnostics/rule.hpp"

namespace plumb {

/// Whether dense layers are normalized over batches of two samples, with no shortcut around it.
bool normalizes_pairs(const RunFacts& facts);

/// Batch normalization of dense layers over two samples, or group normalization over two units:
/// (x − μ)/σ of two values is −1 and 1, whatever they are, so that only the order of the two is
/// left, and the slope is 0 (but for the epsilon in σ). Those of an MLP, and a LeNet's behind its
/// convolutions, which are normalized over positions too; the other models have none but the last.
/// To be called in a run's first step. Nothing where shortcuts lead around it, and where batch and
/// normalization are not known.
std::optional<Verdict> normalized_pairs(const RunView& run);

/// The same layers over three or four samples, of whose values one or two are left free: what
/// explains a network that learns too little. Nothing of others. Without a severity.
std::optional<Verdict> normalized_few(const RunView& run);

}  // namespace plumb
