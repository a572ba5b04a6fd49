#include "plot/catalog.hpp"

#include <algorithm>

#include "plot/weights.hpp"
#include "plumb/diagnostics/diagnose_run.hpp"
#include "plumb/diagnostics/error.hpp"
#include "plumb/diagnostics/safetensors.hpp"

namespace plumb {
namespace {

/// A run with what its figures need beside, read when the first of them asks.
class RunSource {
 public:
  RunSource(const RecordedRun& run, FigureWidth width, std::vector<std::string>* left_out)
      : run_(run), width_(width), left_out_(left_out) {}

  FigureWidth size() const { return width_; }
  int width() const { return units_of(width_); }

  const RecordedRun& run() const { return run_; }

  /// causes_first(). None, with a note, of a damaged file: it must not take the rest along.
  std::vector<Finding> findings() {
    const StepTable& known = steps();
    try {
      return recorded_findings(run_.directory, known);
    } catch (const Error& problem) {
      if (left_out_ == nullptr) throw;
      left_out_->emplace_back(problem.what());
      return {};
    }
  }

  const StepTable& steps() {
    if (!steps_) steps_ = read_steps(run_.directory);
    return *steps_;
  }

  const std::vector<EpochHistograms>& histograms() {
    if (!histograms_) histograms_ = read_histograms(run_.directory);
    return *histograms_;
  }

 private:
  const RecordedRun& run_;
  FigureWidth width_;
  std::vector<std::string>* left_out_;
  std::optional<StepTable> steps_;
  std::optional<std::vector<EpochHistograms>> histograms_;
};

WeightSample read_weights(const RecordedRun& run, const std::filesystem::path& checkpoint,
                          std::int64_t epoch) {
  return collect_weights(read_safetensors(checkpoint), epoch, run.parameters);
}

std::optional<Figure> weight_histogram(RunSource& source) {
  const auto checkpoints = find_checkpoints(source.run().directory);
  if (checkpoints.empty()) return std::nullopt;
  const auto& [last_epoch, last_file] = *checkpoints.rbegin();
  WeightSample initial;
  if (const auto found = checkpoints.find(0); found != checkpoints.end() && last_epoch != 0) {
    initial = read_weights(source.run(), found->second, 0);
  }
  return weight_histogram_figure(source.run(), read_weights(source.run(), last_file, last_epoch),
                                 initial, source.width());
}

/// Of the worst finding; observations without consequence need no proof.
std::optional<Figure> worst_finding(RunSource& source) {
  const auto findings = source.findings();
  if (findings.empty() || findings.front().severity == Severity::info) return std::nullopt;
  return finding_figure(source.run(), source.steps(), findings.front(), source.width());
}

struct RunFigure {
  FigureInfo info;
  std::optional<Figure> (*of)(RunSource&);
};

const std::vector<RunFigure>& run_figures() {
  static const std::vector<RunFigure> all{
      {{"finding", "the curve that proves the worst finding, its steps shaded"}, worst_finding},
      {{"history", "loss and accuracy by epoch, training and validation"},
       [](RunSource& s) { return history_figure(s.run(), s.width()); }},
      {{"steps", "loss and total gradient norm by step"},
       [](RunSource& s) { return steps_figure(s.run(), s.steps(), s.width()); }},
      {{"gradient-norms", "gradient norm of each weight matrix over time"},
       [](RunSource& s) { return gradient_norms_figure(s.run(), s.steps(), s.width()); }},
      {{"heat-map", "the same as layer × time"},
       [](RunSource& s) { return heat_map_figure(s.run(), s.steps(), s.width()); }},
      {{"depth-profile", "gradient norm against layer, at up to six moments"},
       [](RunSource& s) { return depth_profile_figure(s.run(), s.steps(), s.width()); }},
      {{"forecast", "gradient norms as forecast, with their 90 % band, and at the first step"},
       [](RunSource& s) {
         return forecast_figure(s.run(), s.steps(), read_forecast(s.run().directory), s.width());
       }},
      {{"weight-histogram", "all weights, before training and after"}, weight_histogram},
      {{"gradient-histograms",
        "sizes of the gradient's entries by layer, before training and after"},
       [](RunSource& s) { return gradient_histograms_figure(s.run(), s.histograms(), s.width()); }},
      {{"activation-histograms", "activations by layer, before training and after"},
       [](RunSource& s) {
         return activation_histograms_figure(s.run(), s.histograms(), s.width());
       }},
      {{"update-ratios", "update of a step in parts of the weight, by layer"},
       [](RunSource& s) { return update_ratios_figure(s.run(), s.steps(), s.width()); }},
      {{"activations", "mean and deviation of each layer's activations, gradient at them"},
       [](RunSource& s) { return activations_figure(s.run(), s.steps(), s.width()); }},
      {{"saturation", "saturated entries, zeros and inactive units of each layer"},
       [](RunSource& s) { return saturation_figure(s.run(), s.steps(), s.width()); }},
      {{"clipping", "gradient norm before and after clipping, share of clipped steps"},
       [](RunSource& s) { return clipping_figure(s.run(), s.steps(), s.width()); }},
      {{"time-lags", "of a recurrent network: gradient norm against time lag"},
       [](RunSource& s) { return time_lags_figure(s.run(), s.width()); }},
  };
  return all;
}

/// Several runs; their steps are read when the first figure asks.
class ComparisonSource {
 public:
  ComparisonSource(const std::vector<RecordedRun>& runs, FigureWidth width)
      : runs_(runs), width_(fitting_several(width)) {}

  FigureWidth size() const { return width_; }
  int width() const { return units_of(width_); }

  const std::vector<RecordedRun>& runs() const { return runs_; }

  const std::vector<RunSteps>& steps() {
    if (with_steps_.empty()) {
      for (const auto& run : runs_) with_steps_.push_back({run, read_steps(run.directory)});
    }
    return with_steps_;
  }

 private:
  const std::vector<RecordedRun>& runs_;
  FigureWidth width_;
  std::vector<RunSteps> with_steps_;
};

struct ComparisonFigure {
  FigureInfo info;
  std::optional<Figure> (*of)(ComparisonSource&);
};

const std::vector<ComparisonFigure>& comparison_figures() {
  static const std::vector<ComparisonFigure> all{
      {{"comparison", "loss, validation accuracy and largest gradient norm of each run", true},
       [](ComparisonSource& s) { return comparison_figure(s.runs(), s.width()); }},
      {{"comparison-gradients", "gradient norm of each weight matrix, a panel a run", true},
       [](ComparisonSource& s) { return comparison_gradients_figure(s.runs(), s.width()); }},
      {{"comparison-clipping", "gradient norm before and after clipping, a panel a run", true},
       [](ComparisonSource& s) { return comparison_clipping_figure(s.steps(), s.width()); }},
      {{"comparison-update-ratios", "update ratios, a panel a run", true},
       [](ComparisonSource& s) { return comparison_update_ratios_figure(s.steps(), s.width()); }},
      {{"comparison-time-lags", "gradient norm against time lag of each run", true},
       [](ComparisonSource& s) { return comparison_time_lags_figure(s.runs(), s.width()); }},
  };
  return all;
}

std::string names_of(bool compares) {
  std::string names;
  for (const auto& info : figure_infos()) {
    if (info.compares == compares) names += (names.empty() ? "" : ", ") + info.name;
  }
  return names;
}

template <typename Entry, typename Source>
std::vector<Figure> select(const std::vector<Entry>& entries, Source&& source,
                           const std::vector<std::string>& only) {
  std::vector<Figure> figures;
  for (const auto& entry : entries) {
    if (!only.empty() && std::find(only.begin(), only.end(), entry.info.name) == only.end())
      continue;
    auto figure = entry.of(source);
    if (!figure) continue;
    figure->for_paper = source.size() != FigureWidth::standard;
    figures.push_back(std::move(*figure));
  }
  return figures;
}

}  // namespace

int units_of(FigureWidth width) {
  if (width == FigureWidth::column) return column_width;
  return width == FigureWidth::page ? page_width : standard_width;
}

FigureWidth fitting_several(FigureWidth width) {
  return width == FigureWidth::column ? FigureWidth::page : width;
}

const std::vector<FigureInfo>& figure_infos() {
  static const std::vector<FigureInfo> all = [] {
    std::vector<FigureInfo> infos;
    for (const auto& figure : run_figures()) infos.push_back(figure.info);
    for (const auto& figure : comparison_figures()) infos.push_back(figure.info);
    return infos;
  }();
  return all;
}

void check_figure_names(const std::vector<std::string>& names, bool compares) {
  for (const auto& name : names) {
    const auto& all = figure_infos();
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const auto& info) { return info.name == name; });
    if (found == all.end() || found->compares != compares)
      throw Error('"' + name + "\" is no figure of " + (compares ? "several runs" : "one run") +
                  "; known are " + names_of(compares));
  }
}

std::vector<Figure> figures_of(const RecordedRun& run, const std::vector<std::string>& only,
                               FigureWidth width, std::vector<std::string>* left_out) {
  check_figure_names(only, /*compares=*/false);
  return select(run_figures(), RunSource(run, width, only.empty() ? left_out : nullptr), only);
}

std::vector<Figure> figures_of(const std::vector<RecordedRun>& runs,
                               const std::vector<std::string>& only, FigureWidth width) {
  check_figure_names(only, /*compares=*/true);
  return select(comparison_figures(), ComparisonSource(runs, width), only);
}

}  // namespace plumb
