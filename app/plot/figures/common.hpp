#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plot/figure.hpp"
#include "plot/script.hpp"

namespace plumb {

/// The gradient norms of a run's weight matrices, layer by layer, as the figures draw them.
struct LayerNorms {
  std::string time = "epoch";              ///< what `times` count: "epoch" or "step"
  std::vector<std::string> names;          ///< first layer to last
  std::vector<double> times;               ///< ascending
  std::vector<std::vector<double>> norms;  ///< [layer][time]
};

/// By epoch, of the whole training set. Of a run that measured none, as a loop of someone's own, by
/// step, of the batch: of a long one the step with the largest total of each stretch.
LayerNorms layer_norms(const RecordedRun& run, const StepTable& steps);

/// Whether a figure is a single column wide: panels stand below each other, legends above them.
bool is_narrow(int width);

/// How much higher a narrow figure is: its title may need a second line.
int title_room(int width);

/// About how many labels an axis of counts has room for.
double count_ticks(int width);

/// "NAME: text". What is too long for a title is the name's middle, not the text.
std::string run_title(const RecordedRun& run, std::string_view text);

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
