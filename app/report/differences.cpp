#include "report/differences.hpp"

#include <algorithm>
#include <array>

#include "report/number_format.hpp"

namespace plumb {
namespace {

using Format = std::string (*)(const std::string&);

struct Outcome {
  const char* what;
  const char* key;
  Format format;
};

std::string as_it_stands(const std::string& text) {
  return text;
}

constexpr std::array outcome_keys{
    Outcome{"status", "status", as_it_stands},
    Outcome{"final validation accuracy", "final_val_accuracy", percent_text},
    Outcome{"best validation accuracy", "best_val_accuracy", percent_text},
    Outcome{"final training loss", "final_train_loss", rounded_text},
    Outcome{"final validation loss", "final_val_loss", rounded_text},
    Outcome{"largest gradient norm of a parameter (epochs)", "largest_norm", rounded_text},
    Outcome{"largest total gradient norm (steps)", "largest_step_norm", rounded_text},
    Outcome{"exploded in epoch", "exploded_epoch", as_it_stands},
    Outcome{"first step that is not finite", "first_non_finite_step", as_it_stands},
    Outcome{"share of clipped steps", "clipped_share", percent_text},
    Outcome{"skipped updates", "skipped_updates", as_it_stands},
    Outcome{"steps", "steps", as_it_stands},
    Outcome{"duration", "seconds", duration_text_of},
};

bool any_filled(const ComparedRow& row) {
  return std::any_of(row.values.begin(), row.values.end(),
                     [](const auto& value) { return !value.empty(); });
}

bool all_equal(const ComparedRow& row) {
  return std::all_of(row.values.begin(), row.values.end(),
                     [&](const auto& value) { return value == row.values.front(); });
}

/// As the run says it; empty also where it is no news: without clipping no step is clipped.
std::string value_of(const RunOutline& run, const std::string& key) {
  const auto value = run.summary.find(key), clip = run.summary.find("clip");
  if (value == run.summary.end()) return {};
  const bool idle = key == "clipped_share" && clip != run.summary.end() && clip->second == "none";
  return idle ? std::string() : value->second;
}

std::string found_text(const RunOutline& run) {
  if (!run.judged) return {};
  std::string text;
  for (const auto& finding : run.findings) {
    if (finding.severity == Severity::info) continue;
    text += (text.empty() ? "" : ", ") + finding.rule;
  }
  return text.empty() ? "nothing" : text;
}

}  // namespace

std::vector<ComparedRow> differing_settings(const std::vector<RunOutline>& runs) {
  std::vector<ComparedRow> rows;
  std::map<std::string, std::size_t> place;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    for (const auto& setting : runs[i].settings) {
      if (setting.section.empty() && setting.key == "name") continue;
      const auto [found, fresh] =
          place.try_emplace(setting.section + '.' + setting.key, rows.size());
      if (fresh) rows.push_back({setting.key, std::vector<std::string>(runs.size())});
      rows[found->second].values[i] = setting.value;
    }
  }
  rows.erase(std::remove_if(rows.begin(), rows.end(), all_equal), rows.end());
  return rows;
}

std::vector<ComparedRow> outcomes(const std::vector<RunOutline>& runs) {
  std::vector<ComparedRow> rows;
  ComparedRow found{"found", {}};
  for (const auto& run : runs) found.values.push_back(found_text(run));
  rows.push_back(std::move(found));
  for (const auto& [what, key, format] : outcome_keys) {
    ComparedRow row{what, {}};
    for (const auto& run : runs) {
      const std::string value = value_of(run, key);
      row.values.push_back(value.empty() ? "" : format(value));
    }
    if (any_filled(row)) rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace plumb
