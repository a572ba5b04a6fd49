#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>
#include <unordered_map>

#include "csv.hpp"
#include "plumb/diagnostics/error.hpp"
#include "plumb/diagnostics/run_directory.hpp"
#include "plumb/diagnostics/run_facts.hpp"
#include "plumb/diagnostics/run_writer.hpp"
#include "plumb/internal/folder_title.hpp"
#include "plumb/internal/larger_norm.hpp"
#include "time_gradient_file.hpp"

namespace plumb {
namespace {

using nlohmann::json;

constexpr double missing = std::numeric_limits<double>::quiet_NaN();
constexpr int known_format = 1;

// A resumed run writes again what its killed predecessor wrote after the last checkpoint: in each
// of the three files, an epoch or a step that comes again replaces the earlier one and all after
// it.

std::vector<EpochRow> read_epochs(const std::filesystem::path& file) {
  const std::vector<std::string> columns{
      "epoch",    "train_loss",   "train_accuracy", "train_eval_loss", "train_eval_accuracy",
      "val_loss", "val_accuracy", "seconds"};
  constexpr std::array<double EpochRow::*, 7> members{
      &EpochRow::train_loss,      &EpochRow::train_accuracy,
      &EpochRow::train_eval_loss, &EpochRow::train_eval_accuracy,
      &EpochRow::val_loss,        &EpochRow::val_accuracy,
      &EpochRow::seconds};
  std::vector<EpochRow> rows;
  CsvReader reader(file);
  reader.read(columns, [&](const std::vector<std::string>& cells) {
    EpochRow row;
    row.epoch = reader.integer(cells[0], "epoch");
    while (!rows.empty() && rows.back().epoch >= row.epoch) rows.pop_back();
    for (std::size_t i = 0; i < members.size(); ++i) {
      row.*members[i] = reader.number(cells[i + 1], columns[i + 1]);
    }
    rows.push_back(row);
  });
  return rows;
}

GradientTable read_gradients(const std::filesystem::path& file) {
  GradientTable table;
  std::unordered_map<std::string, std::size_t> index;
  std::vector<std::vector<double>> rows;  // one an epoch, as wide as the parameters seen so far
  std::vector<bool> seen;
  CsvReader reader(file);
  reader.read({"epoch", "parameter", "norm"}, [&](const std::vector<std::string>& cells) {
    const auto epoch = reader.integer(cells[0], "epoch");
    const auto known = index.find(cells[1]);
    const bool goes_on = !table.epochs.empty() && epoch == table.epochs.back() &&
                         !(known != index.end() && seen[known->second]);
    if (!goes_on) {
      while (!table.epochs.empty() && table.epochs.back() >= epoch) {
        table.epochs.pop_back();
        rows.pop_back();
      }
      table.epochs.push_back(epoch);
      rows.emplace_back(table.parameters.size(), missing);
      seen.assign(table.parameters.size(), false);
    }
    const auto [entry, is_new] = index.try_emplace(cells[1], table.parameters.size());
    if (is_new) {
      table.parameters.push_back(cells[1]);
      rows.back().push_back(missing);
      seen.push_back(false);
    }
    seen[entry->second] = true;
    rows.back()[entry->second] = reader.number(cells[2], "norm");
  });
  for (auto& row : rows) {
    row.resize(table.parameters.size(), missing);
    table.norms.insert(table.norms.end(), row.begin(), row.end());
  }
  return table;
}

void require_run(const std::filesystem::path& directory) {
  if (!std::filesystem::is_directory(directory)) {
    throw Error("\"" + directory.string() + "\" is not a directory; name one that a run wrote");
  }
  if (holds_run(directory)) return;
  throw Error("\"" + directory.string() +
              "\" holds no run: it has neither epochs.csv nor any other file of a run directory");
}

}  // namespace

std::optional<double> GradientTable::largest(std::int64_t epoch) const {
  const auto found = std::lower_bound(epochs.begin(), epochs.end(), epoch);
  if (found == epochs.end() || *found != epoch) return std::nullopt;
  const auto row = static_cast<std::size_t>(found - epochs.begin());
  double result = 0;
  for (std::size_t i = 0; i < parameters.size(); ++i) result = larger_norm(result, at(row, i));
  return result;
}

std::map<std::string, std::string> read_summary(const std::filesystem::path& directory) {
  const auto file = directory / "summary.json";
  std::ifstream stream(file, std::ios::binary);
  if (!stream) {
    if (!std::filesystem::exists(file)) return {};
    throw Error("cannot read \"" + file.string() + "\"");
  }
  const auto document = json::parse(stream, nullptr, false);
  if (!document.is_object()) throw Error("\"" + file.string() + "\" is not a JSON object");
  std::map<std::string, std::string> summary;
  for (const auto& [key, value] : document.items()) {
    if (value.is_string()) {
      summary[key] = value.get<std::string>();
    } else if (value.is_number() || value.is_boolean()) {
      summary[key] = value.dump();
    }
  }
  const auto format = summary.find("format");
  if (format != summary.end() && format->second != std::to_string(known_format)) {
    throw Error("\"" + file.string() + "\" has format " + format->second +
                "; this version reads format " + std::to_string(known_format));
  }
  return summary;
}

std::optional<double> summary_number(const std::map<std::string, std::string>& summary,
                                     const std::string& key) {
  const auto found = summary.find(key);
  if (found == summary.end()) return std::nullopt;
  const std::string& text = found->second;
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

RecordedRun read_run(const std::filesystem::path& directory) {
  require_run(directory);
  RecordedRun run;
  run.directory = directory;
  run.epochs = read_epochs(directory / "epochs.csv");
  run.gradients = read_gradients(directory / "gradients.csv");
  run.time_gradients = read_time_gradients(directory / "time_gradients.csv");
  run.summary = read_summary(directory);
  run.parameters = read_facts(directory).value_or(RunFacts()).parameters;
  const auto name = run.summary.find("name");
  run.name = name == run.summary.end() ? folder_title(directory) : name->second;
  return run;
}

std::map<std::int64_t, std::filesystem::path> find_checkpoints(
    const std::filesystem::path& directory) {
  constexpr std::string_view prefix = "epoch-";
  constexpr std::string_view suffix = ".safetensors";
  std::map<std::int64_t, std::filesystem::path> checkpoints;
  const auto folder = directory / "checkpoints";
  if (!std::filesystem::is_directory(folder)) return checkpoints;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const auto name = entry.path().filename().string();
    if (name.size() < prefix.size() + suffix.size() || !name.starts_with(prefix) ||
        !name.ends_with(suffix)) {
      continue;
    }
    const std::string digits =
        name.substr(prefix.size(), name.size() - prefix.size() - suffix.size());
    const auto epoch = parse_csv_integer(digits);
    if (digits.size() >= 4 && epoch && *epoch >= 0) checkpoints[*epoch] = entry.path();
  }
  return checkpoints;
}

}  // namespace plumb
