#include "plot/plot.hpp"

#include "plot/catalog.hpp"
#include "plot/figure.hpp"
#include "plot/gnuplot.hpp"
#include "plot/grid.hpp"
#include "plumb/diagnostics/run_writer.hpp"

namespace plumb {
namespace {

std::vector<std::filesystem::path> render_all(const std::vector<Figure>& figures,
                                              const PlotOptions& options) {
  if (figures.empty()) return {};
  make_directories(options.output_directory);
  std::vector<std::filesystem::path> files;
  for (const auto& figure : figures) {
    for (const auto& format : options.formats) {
      files.push_back(render(figure, format, options.output_directory, options.gnuplot));
    }
  }
  return files;
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
  check_figure_names(options.only, /*compares=*/false);
  check_plotting(options);
  std::vector<std::string> left_out;
  const auto files = render_all(figures_of(run, options.only, options.width, &left_out), options);
  for (const auto& reason : left_out) {
    if (options.on_left_out) options.on_left_out(reason);
  }
  return files;
}

std::vector<std::filesystem::path> plot_comparison(const std::vector<RecordedRun>& runs,
                                                   const PlotOptions& options) {
  check_figure_names(options.only, /*compares=*/true);
  check_plotting(options);
  return render_all(figures_of(runs, options.only, options.width), options);
}

std::vector<std::filesystem::path> plot_grid(const GridData& grid, const PlotOptions& options) {
  check_plotting(options);
  auto figure = grid_figure(grid, units_of(fitting_several(options.width)));
  if (figure) figure->for_paper = options.width != FigureWidth::standard;
  return render_all(figure ? std::vector<Figure>{*figure} : std::vector<Figure>(), options);
}

}  // namespace plumb
