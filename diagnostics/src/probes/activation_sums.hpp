#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

#include "plumb/diagnostics/step_record.hpp"
#include "probe_number.hpp"

namespace plumb {

/// The sums over one visit of a tap, as columns of a double tensor: they add up over visits.
enum ActivationColumn : std::int64_t {
  entry_count,
  value_sum,
  square_sum,
  spare_rows,    ///< samples, less one a visit
  within_units,  ///< Σ over units and samples of (value − the unit's mean)²
  zero_count,
  saturated_count,
  non_finite_count,
  gradient_square_sum,
  gradient_visits,
  inactive_share,  ///< filled in at the end of the step
  activation_columns,
};

/// x as {samples, units}: channels of an image and features of a time step are units.
at::Tensor samples_by_units(const at::Tensor& x);

/// Sums of such a matrix, {activation_columns} double on its device. `last_active`, {units} double
/// there, is set to the probe's number for units with an entry that is neither 0 nor saturated.
at::Tensor activation_sums(const at::Tensor& matrix, ActivationKind kind,
                           const at::Tensor& last_active, ProbeNumber& probe);

}  // namespace plumb
