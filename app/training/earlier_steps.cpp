#include "training/earlier_steps.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

#include "config/toml.hpp"
#include "plumb/diagnostics/error.hpp"
#include "plumb/diagnostics/rule_catalog.hpp"
#include "plumb/diagnostics/run_status.hpp"

namespace plumb {
namespace {

class ListeningRule final : public Rule {
 public:
  ListeningRule(std::unique_ptr<Rule> rule, const bool& listening)
      : rule_(std::move(rule)), listening_(listening) {}

  std::string_view name() const override { return rule_->name(); }
  bool sees_non_finite() const override { return rule_->sees_non_finite(); }
  bool always_finishes() const override { return rule_->always_finishes(); }
  bool finishes_last() const override { return rule_->finishes_last(); }

  std::optional<Verdict> observe(const RunView& run) override {
    auto verdict = rule_->observe(run);
    if (listening_) return std::nullopt;
    if (!first_) first_ = run.record.step;
    return of_this_run(std::move(verdict));
  }

  std::optional<Verdict> observe_evaluation(const RunView& run,
                                            const EvaluationLosses& losses) override {
    auto verdict = rule_->observe_evaluation(run, losses);
    if (listening_) return std::nullopt;
    return of_this_run(std::move(verdict));
  }

  std::optional<Verdict> finish(const RunView& run) override {
    return of_this_run(rule_->finish(run));
  }

 private:
  std::optional<Verdict> of_this_run(std::optional<Verdict> verdict) const {
    if (verdict && first_) verdict->first_step = std::max(verdict->first_step, *first_);
    return verdict;
  }

  std::unique_ptr<Rule> rule_;
  const bool& listening_;
  std::optional<std::int64_t> first_;  // that it may speak of
};

EarlierSteps steps_of(const std::filesystem::path& run, std::int64_t until) {
  const RunConfig config = recorded_config(run);
  EarlierSteps steps{read_steps(run), config.clip};
  steps.table.keep_until(until);
  for (auto& row : steps.table.rows)
    if (!row.learning_rate) row.learning_rate = config.training.learning_rate;
  return steps;
}

/// Whether a run went on from another one with other weights: what was measured before says nothing
/// of them.
bool rescaled(const std::filesystem::path& earlier, const std::filesystem::path& run) {
  return begins_anew(recorded_config(earlier), recorded_config(run));
}

}  // namespace

bool begins_anew(const RunConfig& earlier, const RunConfig& config) {
  return config.network.initializer == "lsuv" && earlier.network.initializer != "lsuv";
}

RunConfig recorded_config(const std::filesystem::path& run) {
  RunConfig config;
  apply_toml(config, run / "config.toml");
  return config;
}

double recorded_number(const std::filesystem::path& run, const std::string& key) {
  const auto summary = read_summary(run);
  if (!summary.contains(key)) return 0;
  const auto number = summary_number(summary, key);
  if (number && std::isfinite(*number)) return *number;
  throw Error(fmt::format("\"{}\" has the {} \"{}\", which is no finite number",
                          (run / "summary.json").string(), key, summary.at(key)));
}

bool had_ended(const std::filesystem::path& run) {
  const auto summary = read_summary(run);
  const auto written = summary.find("status");
  const auto status = written == summary.end() ? std::nullopt : run_status(written->second);
  return status && has_ended(*status);
}

std::vector<std::filesystem::path> runs_before(const std::filesystem::path& run) {
  std::ifstream file(run / "summary.json");
  const auto json = nlohmann::json::parse(file, nullptr, /*allow_exceptions=*/false);
  std::vector<std::filesystem::path> runs;
  if (!json.is_object() || !json.contains("went_on_from")) return runs;
  for (const auto& folder : json["went_on_from"]) {
    if (!folder.is_string())
      throw Error((run / "summary.json").string() +
                  " has a folder in went_on_from that is no text");
    runs.push_back((run / folder.get<std::string>()).lexically_normal());
  }
  return runs;
}

std::vector<EarlierSteps> steps_before(const std::vector<std::filesystem::path>& runs,
                                       std::int64_t step) {
  std::vector<EarlierSteps> parts;
  for (auto run = runs.rbegin(); run != runs.rend() && step > 0; ++run) {
    parts.push_back(steps_of(*run, step));
    step = std::min<std::int64_t>(step, std::llround(recorded_number(*run, "first_step")));
    if (const auto earlier = std::next(run); earlier != runs.rend() && rescaled(*earlier, *run))
      break;
  }
  std::reverse(parts.begin(), parts.end());
  return parts;
}

std::vector<std::unique_ptr<Rule>> listening_rules(const bool& listening) {
  std::vector<std::unique_ptr<Rule>> rules = make_rules(Thresholds());
  for (auto& rule : rules) rule = std::make_unique<ListeningRule>(std::move(rule), listening);
  return rules;
}

}  // namespace plumb
