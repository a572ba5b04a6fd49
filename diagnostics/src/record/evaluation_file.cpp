#include "evaluation_file.hpp"

#include <cerrno>
#include <fstream>
#include <string>

#include "csv.hpp"
#include "json_line.hpp"
#include "plumb/diagnostics/run_writer.hpp"
#include "plumb/internal/number_text.hpp"

namespace plumb {
namespace {

constexpr auto evaluation_file = "evaluations.jsonl";
constexpr auto training_key = "training_loss", validation_key = "validation_loss";

std::string loss_text(const char* key, const std::optional<double>& loss) {
  return std::string(",\"") + key + "\":" + (loss ? json_token(*loss) : "null");
}

}  // namespace

std::vector<EvaluationRecord> read_evaluations(const std::filesystem::path& directory) {
  const auto file = directory / evaluation_file;
  JsonLineReader reader(file);
  std::vector<EvaluationRecord> evaluations;
  for_each_complete_line(file, [&](std::string_view line, std::size_t number) {
    const auto object = reader.parse(line, number);
    const EvaluationRecord read{reader.integer(object, "steps"),
                                {reader.optional_number(object, training_key),
                                 reader.optional_number(object, validation_key)}};
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
      << loss_text(validation_key, evaluation.losses.validation) << "}\n"
      << std::flush;
  if (!out) throw write_error(file, errno);
}

}  // namespace plumb
