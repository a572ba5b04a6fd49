#pragma once

#include <optional>
#include <string>

#include "data/dataset.hpp"

namespace plumb {

/// Throws plumb::Error for training samples of one class alone, naming what left no other:
/// `request.limit`, or the split. Values to regress on pass.
void check_several_classes(const Dataset& dataset, const DatasetRequest& request);

/// That validation samples have classes of which there is nothing to train on, a sentence without
/// its full stop; empty where none has.
std::string unseen_classes_notice(const Dataset& dataset);

/// The accuracy of always guessing the class that is most frequent in training: its share of the
/// validation labels. Nothing for values to regress on.
std::optional<double> majority_share(const Dataset& dataset);

}  // namespace plumb
