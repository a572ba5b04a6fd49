#pragma once

#include <string>
#include <vector>

#include "plot/figure.hpp"

namespace plumb {

/// A figure that can be drawn of recorded runs.
struct FigureInfo {
  std::string name;  ///< also of its file
  std::string description;
  bool compares = false;  ///< of several runs, not of one
};

/// All of them, in the order in which they are drawn.
const std::vector<FigureInfo>& figure_infos();

/// Throws Error naming the first of `names` that is no figure of one run (or, if `compares`, of
/// several), and those that are.
void check_figure_names(const std::vector<std::string>& names, bool compares);

/// The figures of a run that it has the data for; of `only` those, if any are named. Reads from its
/// directory what they need: steps, findings, checkpoints. Findings that cannot be read leave out
/// their figure, with the reason in `left_out`; throws Error where `only` names it or there is no
/// `left_out`.
std::vector<Figure> figures_of(const RecordedRun& run, const std::vector<std::string>& only,
                               FigureWidth width = FigureWidth::standard,
                               std::vector<std::string>* left_out = nullptr);

/// The same of several runs beside each other; at least as wide as a page.
std::vector<Figure> figures_of(const std::vector<RecordedRun>& runs,
                               const std::vector<std::string>& only,
                               FigureWidth width = FigureWidth::standard);

}  // namespace plumb
