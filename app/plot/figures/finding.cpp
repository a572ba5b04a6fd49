#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "plot/figures/common.hpp"
#include "plot/figures/step_curves.hpp"
#include "plot/style.hpp"

namespace plumb {
namespace {

constexpr double log_loss_ratio = 30;

/// The curves that show what a finding says.
struct Proof {
  std::string y_name;
  std::vector<Curve> curves;
  std::optional<Axis> axis;
};

struct Subject {
  const StepTable& steps;
  const Finding& finding;
};

Proof loss(const Subject& subject) {
  Proof proof{"batch loss",
              {step_curve(subject.steps, "", &StepTable::Row::loss,
                          line_style(style::training, style::thin_curve))},
              {}};
  proof.axis = fit_axis(values_of(proof.curves), log_loss_ratio);
  return proof;
}

Proof evaluations(const Subject& subject) {
  Proof proof{"loss",
              {step_curve(subject.steps, "batches, in training mode", &StepTable::Row::loss,
                          line_style(style::others, style::hairline))},
              {}};
  for (auto& curve : evaluation_curves(subject.steps)) proof.curves.push_back(std::move(curve));
  proof.axis = fit_axis(values_of(proof.curves), log_loss_ratio);
  return proof;
}

Proof total_norm(const Subject& subject) {
  Proof proof{"total gradient norm (L2)", total_norm_curves(subject.steps), {}};
  if (proof.curves.size() == 1) proof.curves.front().label.clear();
  proof.axis = fit_log_axis(values_of(proof.curves));
  return proof;
}

/// The layer itself in colour, over the others in grey, so that one sees how it stands among them.
std::vector<Curve> among_others(LayerCurves layers, const std::string& layer) {
  const auto is_named = [&](const std::string& name) {
    return layer == name || layer.starts_with(name + '.');
  };
  const auto named = std::find_if(layers.names.begin(), layers.names.end(), is_named);
  const auto place = static_cast<std::size_t>(named - layers.names.begin());
  std::vector<Curve> curves;
  for (std::size_t i = 0; i < layers.curves.size(); ++i) {
    auto& curve = layers.curves[i];
    if (i == place || curve.x.empty()) continue;
    curve.label = curves.empty() ? "other layers" : "";
    curve.style = line_style(style::others, style::hairline);
    curves.push_back(std::move(curve));
  }
  if (named == layers.names.end()) {
    if (!curves.empty()) curves.front().label = "layers";
    return curves;
  }
  auto& curve = layers.curves[place];
  curve.label = *named;
  curve.style = line_style(style::validation, style::bold_curve);
  curves.push_back(std::move(curve));
  return curves;
}

Proof layer_norms_proof(const Subject& subject) {
  Proof proof{"gradient norm (L2)",
              among_others(gradient_norm_curves(subject.steps), subject.finding.layer),
              {}};
  proof.axis = fit_log_axis(values_of(proof.curves));
  return proof;
}

Proof update_ratio(const Subject& subject) {
  Proof proof{
      "‖Δw‖ / ‖w‖", among_others(update_ratio_curves(subject.steps), subject.finding.layer), {}};
  proof.axis = fit_log_axis(values_of(proof.curves));
  return proof;
}

Proof weight_norms(const Subject& subject) {
  Proof proof{"weight norm (L2)",
              among_others(weight_norm_curves(subject.steps), subject.finding.layer),
              {}};
  proof.axis = fit_log_axis(values_of(proof.curves));
  return proof;
}

Proof share(const Subject& subject, const char* y_name, ProbedQuantity quantity) {
  return {y_name, among_others(activation_curves(subject.steps, quantity), subject.finding.layer),
          Axis{false, -0.03, 1.03, true}};
}

Proof inactive(const Subject& subject) {
  return share(subject, "units inactive",
               [](const auto& probe) { return std::optional(probe.inactive); });
}

Proof saturated(const Subject& subject) {
  return share(subject, "share saturated", [](const auto& probe) { return probe.saturated; });
}

Proof logarithmic(const Subject& subject, const char* y_name, ProbedQuantity quantity) {
  Proof proof{
      y_name, among_others(activation_curves(subject.steps, quantity), subject.finding.layer), {}};
  proof.axis = fit_log_axis(values_of(proof.curves));
  return proof;
}

Proof spread(const Subject& subject) {
  return logarithmic(subject, "spread between samples",
                     [](const auto& probe) { return probe.spread; });
}

Proof deviation(const Subject& subject) {
  return logarithmic(subject, "standard deviation",
                     [](const auto& probe) { return std::optional(probe.deviation); });
}

/// It says several things of the initial weights; which one, its numbers tell.
Proof initialization(const Subject& subject) {
  for (const auto& [name, value] : subject.finding.evidence) {
    if (name == "spread") return spread(subject);
    if (name == "saturated") return saturated(subject);
    if (name == "decades") return deviation(subject);
  }
  return loss(subject);
}

/// What the report (app/report/page/proof.js) shows beside the same finding: other rules the loss.
Proof proof_of(const Subject& subject) {
  static const std::map<std::string, Proof (*)(const Subject&), std::less<>> by_rule{
      {"vanishing-gradient", layer_norms_proof},
      {"exploding-gradient", total_norm},
      {"gradient-spike", total_norm},
      {"non-finite", total_norm},
      {"clipping-always", total_norm},
      {"clipping-never", total_norm},
      {"dead-units", inactive},
      {"saturated-units", saturated},
      {"update-ratio", update_ratio},
      {"weight-decay", weight_norms},
      {"evaluation-mode", evaluations},
      {"overfitting", evaluations},
      {"poor-initialization", initialization},
      {"input-scale", deviation}};
  if (const auto found = by_rule.find(subject.finding.rule); found != by_rule.end()) {
    auto proof = found->second(subject);
    const auto values = values_of(proof.curves);
    if (proof.axis && any_finite(values)) return proof;
  }
  return loss(subject);
}

std::string title_of(const RecordedRun& run, const Finding& finding) {
  auto rule = finding.rule;
  std::replace(rule.begin(), rule.end(), '-', ' ');
  const auto where = finding.layer.empty() ? "" : " at " + plain_text(finding.layer, 24);
  const auto when = finding.first_step == finding.last_step
                        ? fmt::format("step {}", finding.first_step)
                        : fmt::format("steps {} to {}", finding.first_step, finding.last_step);
  return run_title(run, fmt::format("{}{}, {}", rule, where, when));
}

/// The finding's steps, shaded; a single one, or few of a long run, is a line at least.
void mark_steps(Script& script, const Finding& finding) {
  script.add(fmt::format(
      "set object 1 rectangle from first {0},graph 0 to first {1},graph 1 behind fc rgb '{2}' fs "
      "solid border lc rgb '{2}'\n"
      "set arrow from first {0},graph 0 to first {0},graph 1 nohead back lw {3:g} dt 2 lc rgb "
      "'{4}'\n",
      finding.first_step, finding.last_step, style::band, style::hairline, style::quiet));
}

}  // namespace

std::optional<Figure> finding_figure(const RecordedRun& run, const StepTable& steps,
                                     const Finding& finding, int width) {
  if (steps.rows.empty()) return std::nullopt;
  const auto proof = proof_of({steps, finding});
  if (!proof.axis) return std::nullopt;

  Figure figure{"finding", title_of(run, finding), width,
                360 + (is_narrow(width) ? 17 : 0) + title_room(width), ""};
  Script script(figure.width, figure.height);
  script.title(figure.title);
  const bool explained = std::any_of(proof.curves.begin(), proof.curves.end(),
                                     [](const auto& curve) { return !curve.label.empty(); });
  const double room = label_room(*proof.axis);
  const Box box{70 + room, width - 16.0, 50, explained ? 290.0 : 310.0};
  script.panel(box);
  script.axis_names(box, "step", proof.y_name, room);
  const auto first = std::min(steps.rows.front().step, finding.first_step);
  const auto last = std::max(steps.rows.back().step, finding.last_step);
  script.add(count_axis_commands(static_cast<double>(first), static_cast<double>(last),
                                 count_ticks(width)));
  mark_steps(script, finding);
  std::vector<Curve> named;
  for (const auto& curve : proof.curves) {
    if (!curve.label.empty()) named.push_back(curve);
  }
  std::reverse(named.begin(), named.end());  // the layer at fault first
  const bool narrow = is_narrow(width);
  if (explained) script.legend(14, narrow ? 341 : 324, narrow ? 2 : 1, named);
  script.curves(proof.curves, *proof.axis);
  figure.script = script.finish();
  return figure;
}

}  // namespace plumb
