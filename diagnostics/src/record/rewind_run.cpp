#include <charconv>
#include <fstream>
#include <iterator>
#include <optional>
#include <string_view>

#include "plumb/diagnostics/run_writer.hpp"

namespace plumb {
namespace {

constexpr std::string_view step_key = "{\"step\":";
constexpr std::string_view steps_key = "{\"steps\":";
constexpr std::string_view epoch_key = "{\"epoch\":";

/// The number that a line starts with, after `prefix`; none for a header.
std::optional<std::int64_t> leading_number(std::string_view line, std::string_view prefix) {
  if (!line.starts_with(prefix)) return std::nullopt;
  std::int64_t number = 0;
  const auto result =
      std::from_chars(line.data() + prefix.size(), line.data() + line.size(), number);
  if (result.ec != std::errc{}) return std::nullopt;
  return number;
}

void keep_lines(const std::filesystem::path& file, std::string_view prefix, std::int64_t last) {
  if (!std::filesystem::exists(file)) return;
  std::ifstream in(file, std::ios::binary);
  const std::string content{std::istreambuf_iterator<char>(in), {}};
  std::string kept;
  std::size_t begin = 0;
  for (std::size_t end; (end = content.find('\n', begin)) != std::string::npos; begin = end + 1) {
    const std::string_view line(content.data() + begin, end - begin + 1);
    const auto number = leading_number(line, prefix);
    if (!number || *number <= last) kept += line;
  }
  if (kept != content) write_file_atomically(file, kept);
}

}  // namespace

void rewind_run(const std::filesystem::path& directory, std::int64_t epoch, std::int64_t step) {
  keep_lines(directory / "epochs.csv", "", epoch);
  keep_lines(directory / "gradients.csv", "", epoch);
  keep_lines(directory / "time_gradients.csv", "", epoch);
  keep_lines(directory / "histograms.jsonl", epoch_key, epoch);
  keep_lines(directory / "steps.jsonl", step_key, step - 1);
  keep_lines(directory / "evaluations.jsonl", steps_key, step);
}

}  // namespace plumb
