#include "training/data_record.hpp"

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include <fmt/format.h>

#include "plumb/diagnostics/error.hpp"
#include "plumb/diagnostics/run_writer.hpp"
#include "plumb/internal/json_value.hpp"

namespace plumb {
namespace {

std::string digest_text(std::uint64_t digest) {
  return fmt::format("{:016x}", digest);  // a JSON number is a double to many readers
}

std::string samples_text(std::int64_t train, std::int64_t validation) {
  return fmt::format("{} training and {} validation samples", train, validation);
}

[[noreturn]] void refuse_data(const std::filesystem::path& directory, const JsonValue& begun,
                              const DataRecord& here, std::string_view way_out) {
  const auto train = json_at<std::int64_t>(begun, "train_samples");
  const auto validation = json_at<std::int64_t>(begun, "validation_samples");
  const bool same_size = train == here.train_samples && validation == here.validation_samples;
  const std::string sizes =
      same_size ? std::string()
                : fmt::format(", {} where that had {}",
                              samples_text(here.train_samples, here.validation_samples),
                              samples_text(train, validation));
  throw Error(
      fmt::format("{} has other data than the run in {} began with{}: put those back, or {}",
                  here.source, directory.string(), sizes, way_out));
}

}  // namespace

std::optional<DataRecord> data_record(const Dataset& dataset) {
  if (!dataset.digest) return std::nullopt;
  return DataRecord{std::filesystem::absolute(dataset.source).lexically_normal().string(),
                    dataset.train.count, dataset.validation.count, *dataset.digest};
}

void write_data_record(const std::filesystem::path& directory, const DataRecord& record) {
  const JsonValue json{{"format", 1},
                       {"source", record.source},
                       {"train_samples", record.train_samples},
                       {"validation_samples", record.validation_samples},
                       {"digest", digest_text(record.digest)}};
  write_file_atomically(directory / "data.json", json_document(json));
}

void check_data_record(const std::filesystem::path& directory, const DataRecord& record,
                       std::string_view way_out) {
  const auto file = directory / "data.json";
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return;
  JsonValue begun;
  bool same = false;
  try {
    begun = parse_json(std::string(std::istreambuf_iterator<char>(stream), {}));
    same = json_at<std::string>(begun, "digest") == digest_text(record.digest) &&
           json_at<std::int64_t>(begun, "train_samples") == record.train_samples &&
           json_at<std::int64_t>(begun, "validation_samples") == record.validation_samples;
  } catch (const Error& problem) {
    throw Error(fmt::format(
        "{} is damaged ({}): delete it to go on without knowing that the data are the same",
        file.string(), problem.what()));
  }
  if (!same) refuse_data(directory, begun, record, way_out);
}

}  // namespace plumb
