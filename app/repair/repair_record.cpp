#include "repair/repair_record.hpp"

#include <cmath>
#include <nlohmann/json.hpp>

#include <fmt/format.h>

#include "config/toml.hpp"
#include "plumb/diagnostics/run_writer.hpp"
#include "plumb/internal/csv_cell.hpp"
#include "plumb/internal/json_value.hpp"
#include "plumb/internal/number_text.hpp"
#include "repair/remedy_settings.hpp"

namespace plumb {
namespace {

using Json = nlohmann::ordered_json;

Json number(double value) {
  return std::isfinite(value) ? Json(value) : Json(nullptr);
}

/// The checkpoint, which may be earlier than the step that the trial asked for.
std::optional<std::int64_t> went_on_from(const TrialOutcome& outcome) {
  return outcome.first_step > 0 ? std::optional(outcome.first_step) : std::nullopt;
}

Json objections(const TrialOutcome& outcome) {
  Json json = Json::array();
  for (const auto& finding : by_severity(outcome.findings)) {
    if (finding.severity == Severity::info) continue;
    json.push_back({{"rule", finding.rule},
                    {"severity", to_string(finding.severity)},
                    {"step", finding.reported_step}});
  }
  return json;
}

Json proof_json(const std::vector<PairedScores>& proof) {
  const Gain gain = gain_of(proof);
  Json json;
  json["gain"] = number(gain.mean);
  json["spread"] = gain.seeds > 1 ? number(gain.spread) : Json(nullptr);
  json["chance"] = gain.chance > 0 ? number(gain.chance) : Json(nullptr);
  json["counts"] = gain.counts();
  json["seeds"] = Json::array();
  for (const auto& pair : proof)
    json["seeds"].push_back({{"seed", pair.seed},
                             {"broken", number(pair.broken)},
                             {"repaired", number(pair.repaired)},
                             {"broken_loss", number(pair.broken_loss)},
                             {"repaired_loss", number(pair.repaired_loss)}});
  return json;
}

Json to_json(const Attempt& attempt) {
  Json json;
  json["flags"] = flags_text(attempt.trial.remedies);
  const auto from = went_on_from(attempt.outcome);
  json["goes_on_from"] = from ? Json(*from) : Json(nullptr);
  json["steps"] = attempt.outcome.cost;
  json["complete"] = attempt.outcome.complete;
  json["score"] = number(attempt.outcome.score);
  json["objections"] = objections(attempt.outcome);
  if (!attempt.outcome.problem.empty()) json["problem"] = attempt.outcome.problem;
  return json;
}

Json to_json(const std::vector<Attempt>& attempts) {
  Json json = Json::array();
  for (const auto& attempt : attempts) json.push_back(to_json(attempt));
  return json;
}

Json search_json(const RepairRecord& record) {
  Json json = to_json(record.search.attempts);
  for (const auto& [attempt, proof] : record.proofs) json[attempt]["proof"] = proof_json(proof);
  return json;
}

/// "refuted,0.09,0.12"; empty cells where it was not put to the proof.
std::string proof_cells(const RepairRecord& record, std::size_t attempt) {
  const auto proof = record.proofs.find(attempt);
  if (proof == record.proofs.end()) return ",,";
  const Gain gain = gain_of(proof->second);
  const std::string spread = gain.seeds > 1 ? number_text(gain.spread) : "";
  return fmt::format("{},{},{}", gain.counts() ? "confirmed" : "refuted", number_text(gain.mean),
                     spread);
}

const Attempt* answer_of(const RepairResult& result) {
  return result.answer ? &result.attempts[*result.answer] : nullptr;
}

const char* status_of(const RepairRecord& record) {
  if (record.interrupted()) return "interrupted";
  if (record.search.answer) return "repaired";
  return record.found_nothing_wrong() ? "healthy" : "not-repaired";
}

}  // namespace

const std::vector<PairedScores>& RepairRecord::proof() const {
  static const std::vector<PairedScores> none;
  const auto found = search.answer ? proofs.find(*search.answer) : proofs.end();
  return found == proofs.end() ? none : found->second;
}

double answer_score(const RepairResult& result, double broken) {
  const Attempt* answer = answer_of(result);
  return answer == nullptr ? broken : answer->outcome.score;
}

std::string repair_json(const RepairRecord& record) {
  Json json;
  json["format"] = 1;
  const Attempt* answer = answer_of(record.search);
  json["status"] = status_of(record);
  json["repaired"] = answer != nullptr;
  json["flags"] = answer == nullptr ? Json(nullptr) : Json(flags_text(answer->trial.remedies));
  json["steps_of_a_run"] = record.steps;
  json["cost"] = record.cost();
  json["attempts"] = search_json(record);
  json["proof"] = record.proof().empty() ? Json(nullptr) : proof_json(record.proof());
  json["proof_steps"] = record.proof_cost;
  if (record.random) {
    const Attempt* random = answer_of(*record.random);
    json["random"] = {
        {"flags", random == nullptr ? Json(nullptr) : Json(flags_text(random->trial.remedies))},
        {"steps", record.random->cost},
        {"attempts", to_json(record.random->attempts)}};
  }
  return json_document(json);
}

std::string attempts_csv(const RepairRecord& record) {
  std::string text =
      "attempt,flags,goes_on_from,steps,complete,score,objection,proof,gain,spread\n";
  for (std::size_t i = 0; i < record.search.attempts.size(); ++i) {
    const auto& [trial, outcome] = record.search.attempts[i];
    const auto findings = by_severity(outcome.findings);
    const auto from = went_on_from(outcome);
    const bool objected = worst(findings) != Severity::info;
    text += fmt::format("{},{},{},{},{},{},{},{}\n", i, csv_cell(flags_text(trial.remedies)),
                        from ? std::to_string(*from) : "", outcome.cost,
                        outcome.complete ? "yes" : "no", number_text(outcome.score),
                        objected ? csv_cell(findings.front().rule) : "", proof_cells(record, i));
  }
  return text;
}

void write_repair(const std::filesystem::path& directory, const RepairRecord& record) {
  write_file_atomically(directory / "repair.json", repair_json(record));
  write_file_atomically(directory / "attempts.csv", attempts_csv(record));
  if (record.search.answer) {
    write_file_atomically(directory / "repaired.toml", to_toml(record.repaired));
  }
}

}  // namespace plumb
