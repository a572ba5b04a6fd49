#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "plot/figure.hpp"
#include "plumb/diagnostics/run_directory.hpp"

namespace plumb {

struct GridData;

struct PlotOptions {
  std::vector<std::string> formats{"svg", "png"};  ///< of figure_formats()
  std::filesystem::path output_directory;          ///< created where it is missing
  std::string gnuplot = "gnuplot";                 ///< the program, looked for in PATH
  std::vector<std::string> only = {};  ///< names of figures (plot/catalog.hpp); empty: all
  FigureWidth width = FigureWidth::standard;
  std::function<void(const std::string&)> on_left_out = {};  ///< why a figure is, of a damaged file
};

/// svg, png, pdf.
const std::vector<std::string>& figure_formats();

/// Throws Error for a format that is not one of figure_formats(), and for a gnuplot that is not
/// installed (how to install it) or too old: what plot_run would say, before a long run instead of
/// after it.
void check_plotting(const PlotOptions& options);

/// Draws every figure that the run has the data for; findings that cannot be read leave out only
/// theirs, unless `only` names it. Returns the files written. Throws Error as
/// check_plotting does, for a name in `only` that is none of one run, and with gnuplot's own
/// message where it fails.
std::vector<std::filesystem::path> plot_run(const RecordedRun& run, const PlotOptions& options);

/// Draws the runs beside each other, likewise.
std::vector<std::filesystem::path> plot_comparison(const std::vector<RecordedRun>& runs,
                                                   const PlotOptions& options);

/// Draws a value by two settings (plot/grid.hpp). Returns the files written: none where no cell has
/// a number.
std::vector<std::filesystem::path> plot_grid(const GridData& grid, const PlotOptions& options);

}  // namespace plumb
