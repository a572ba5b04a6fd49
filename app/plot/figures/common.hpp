#pragma once

#include <optional>
#include <string>
#include <vector>

#include "plot/figure.hpp"
#include "plot/script.hpp"

namespace plumb {

/// The gradient norms of a run's weight matrices, layer by layer, as the figures draw them.
struct LayerNorms {
  std::vector<std::string> names;          ///< first layer to last
  std::vector<double> epochs;              ///< ascending
  std::vector<std::vector<double>> norms;  ///< [layer][epoch]
};

LayerNorms layer_norms(const RecordedRun& run);

std::vector<double> flatten(const std::vector<std::vector<double>>& rows);

/// One member of every row of epochs.csv.
std::vector<double> column(const RecordedRun& run, double EpochRow::*member);
std::vector<double> epoch_numbers(const RecordedRun& run);

bool any_finite(const std::vector<double>& values);

/// 0 for the first of `count`, 1 for the last.
double depth_position(std::size_t index, std::size_t count);

std::string line_style(std::string_view colour, double width, int dash = 1);

/// A thin vertical line where the run exploded, if its summary says so. Belongs before the curves.
void mark_explosion(Script& script, const RecordedRun& run);

}  // namespace plumb
