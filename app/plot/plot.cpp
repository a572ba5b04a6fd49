#include "plot/plot.hpp"

#include "plot/figure.hpp"
#include "plot/gnuplot.hpp"
#include "plot/grid.hpp"
#include "plot/weights.hpp"
#include "plumb/diagnostics/error.hpp"
#include "plumb/diagnostics/safetensors.hpp"

namespace plumb {
namespace {

using Figures = std::vector<std::optional<Figure>>;

std::vector<std::filesystem::path> render_all(const Figures& figures, const PlotOptions& options) {
  std::error_code code;
  std::filesystem::create_directories(options.output_directory, code);
  if (code) {
    throw Error("cannot create \"" + options.output_directory.string() + "\": " + code.message(),
                Error::Kind::failure);
  }
  std::vector<std::filesystem::path> files;
  for (const auto& figure : figures) {
    if (!figure) continue;
    for (const auto& format : options.formats) {
      files.push_back(render(*figure, format, options.output_directory, options.gnuplot));
    }
  }
  return files;
}

WeightSample read_weights(const std::filesystem::path& checkpoint, std::int64_t epoch) {
  return collect_weights(read_safetensors(checkpoint), epoch);
}

std::optional<Figure> histogram_of(const RecordedRun& run) {
  const auto checkpoints = find_checkpoints(run.directory);
  if (checkpoints.empty()) return std::nullopt;
  const auto& [last_epoch, last_file] = *checkpoints.rbegin();
  WeightSample initial;
  if (const auto found = checkpoints.find(0); found != checkpoints.end() && last_epoch != 0) {
    initial = read_weights(found->second, 0);
  }
  return weight_histogram_figure(run, read_weights(last_file, last_epoch), initial);
}

}  // namespace

const std::vector<std::string>& figure_formats() {
  static const std::vector<std::string> formats{"svg", "png", "pdf"};
  return formats;
}

void check_plotting(const PlotOptions& options) {
  for (const auto& format : options.formats) check_format(format);
  check_gnuplot(options.gnuplot);
}

std::vector<std::filesystem::path> plot_run(const RecordedRun& run, const PlotOptions& options) {
  check_plotting(options);
  return render_all(
      {history_figure(run), gradient_norms_figure(run), heat_map_figure(run),
       depth_profile_figure(run), histogram_of(run), steps_figure(run, read_steps(run.directory)),
       time_lags_figure(run)},
      options);
}

std::vector<std::filesystem::path> plot_comparison(const std::vector<RecordedRun>& runs,
                                                   const PlotOptions& options) {
  check_plotting(options);
  return render_all({comparison_figure(runs), comparison_gradients_figure(runs),
                     comparison_time_lags_figure(runs)}, options);
}

std::vector<std::filesystem::path> plot_grid(const GridData& grid, const PlotOptions& options) {
  check_plotting(options);
  return render_all({grid_figure(grid)}, options);
}

}  // namespace plumb
