#include "plot/figures/run_panels.hpp"

namespace plumb {

std::optional<Figure> comparison_gradients_figure(const std::vector<RecordedRun>& runs, int width) {
  std::vector<RunPanel> panels;
  std::vector<double> all;
  for (const auto& run : runs) {
    const auto layers = layer_norms(run, {});
    if (layers.times.empty()) continue;
    const auto values = flatten(layers.norms);
    all.insert(all.end(), values.begin(), values.end());
    auto& panel = panels.emplace_back(RunPanel{run.name, {}});
    const auto count = layers.names.size();
    for (std::size_t layer = 0; layer < count; ++layer)
      panel.curves.push_back({"", layers.times, layers.norms[layer], bar_style(layer, count),
                              layers.times.size() == 1});
  }
  const auto axis = fit_log_axis(all);
  if (!axis) return std::nullopt;
  return run_panels_figure({"comparison-gradients", "Gradient norm of each weight matrix", "epoch",
                            "gradient norm (L2)", *axis, epoch_range(runs)},
                           std::move(panels), width);
}

}  // namespace plumb
