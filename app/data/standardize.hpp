#pragma once

#include "data/dataset.hpp"

namespace plumb {

/// Makes every column of the training split have mean 0 and (population) deviation 1, and does the
/// same to the validation split with the training split's numbers, which dataset.standardization
/// then has. A column is one of a table {features}; a feature, over all steps, of sequences {steps,
/// features}; a channel, over all pixels, of images {channels, height, width}. One that is constant
/// is centred only: its deviation is given as 1. Targets stay as they are. Where a split has exact
/// features, all this is done with them, and they are dropped: only what comes of it is rounded.
void standardize(Dataset& dataset);

/// The same by order statistics, which a few wild values do not move: less the median, by the
/// distance between the quartiles (half the range where they are equal; a constant column is
/// centred only), then softly bounded to (-3, 3) by z / sqrt(1 + (z / 3)²), so that neither a long
/// tail nor a stand-in for a missing value (-999) outweighs all else. Source: "robust scale" and
/// "smooth clip" of RealMLP (Holzmüller, Grinsztajn, Steinwart 2024, arXiv 2407.04491, section 3).
void standardize_robustly(Dataset& dataset);

/// The first of the values to regress on, which dataset.target_standardization then has, one
/// column. Throws Error where there are classes instead.
void standardize_targets(Dataset& dataset);

}  // namespace plumb
