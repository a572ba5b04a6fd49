#include "evaluation_file.hpp"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <string>
#include <vector>

#include "csv.hpp"
#include "json_line.hpp"
#include "plumb/diagnostics/error.hpp"
#include "plumb/diagnostics/run_writer.hpp"
#include "plumb/internal/number_text.hpp"

namespace plumb {
namespace {

constexpr auto evaluation_file = "evaluations.jsonl";
constexpr auto training_key = "training_loss", validation_key = "validation_loss";
constexpr auto samples_key = "class_samples", right_key = "class_right";

std::string loss_text(const char* key, const std::optional<double>& loss) {
  return std::string(",\"") + key + "\":" + (loss ? json_token(*loss) : "null");
}

std::string counts_text(const char* key, const std::vector<std::int64_t>& counts) {
  if (counts.empty()) return {};
  return std::string(",\"") + key + "\":" + JsonLineReader::Json(counts).dump();
}

/// Empty where the key is missing.
std::vector<std::int64_t> counts_at(const JsonLineReader& reader,
                                    const JsonLineReader::Json& object, const char* key) {
  const auto found = object.find(key);
  if (found == object.end()) return {};
  const auto is_whole = [](const auto& number) { return number.is_number_integer(); };
  if (!found->is_array() || !std::all_of(found->begin(), found->end(), is_whole))
    reader.reject(std::string("\"") + key + "\" is not an array of whole numbers");
  return found->get<std::vector<std::int64_t>>();
}

ClassCounts classes_of(const JsonLineReader& reader, const JsonLineReader::Json& object) {
  ClassCounts classes{counts_at(reader, object, samples_key), counts_at(reader, object, right_key)};
  try {
    classes.check();
  } catch (const Error& error) {
    reader.reject(error.what());
  }
  return classes;
}

}  // namespace

std::vector<EvaluationRecord> read_evaluations(const std::filesystem::path& directory) {
  const auto file = directory / evaluation_file;
  JsonLineReader reader(file);
  std::vector<EvaluationRecord> evaluations;
  for_each_complete_line(file, [&](std::string_view line, std::size_t number) {
    const auto object = reader.parse(line, number);
    const EvaluationRecord read{
        reader.integer(object, "steps"),
        {reader.optional_number(object, training_key),
         reader.optional_number(object, validation_key), classes_of(reader, object)}};
    while (!evaluations.empty() && evaluations.back().steps >= read.steps) evaluations.pop_back();
    evaluations.push_back(read);
  });
  return evaluations;
}

void append_evaluation(const std::filesystem::path& directory, const EvaluationRecord& evaluation) {
  const auto file = directory / evaluation_file;
  std::ofstream out(file, std::ios::app);
  // The steps come first: rewind_run looks for them there.
  out << "{\"steps\":" << evaluation.steps << loss_text(training_key, evaluation.losses.training)
      << loss_text(validation_key, evaluation.losses.validation)
      << counts_text(samples_key, evaluation.losses.classes.samples)
      << counts_text(right_key, evaluation.losses.classes.right) << "}\n"
      << std::flush;
  if (!out) throw write_error(file, errno);
}

}  // namespace plumb
