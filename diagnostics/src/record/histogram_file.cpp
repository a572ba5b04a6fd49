#include <algorithm>
#include <array>
#include <cerrno>
#include <fstream>
#include <optional>

#include "csv.hpp"
#include "json_line.hpp"
#include "plumb/diagnostics/error.hpp"
#include "plumb/diagnostics/histograms.hpp"
#include "plumb/diagnostics/run_writer.hpp"
#include "plumb/internal/number_text.hpp"

namespace plumb {
namespace {

using Json = JsonLineReader::Json;

constexpr auto file_name = "histograms.jsonl";

std::string values_json(const ValueHistogram& values) {
  std::string text = "{";
  if (!values.counts.empty()) {
    // All digits: the edges of neighbouring epochs are compared.
    text += "\"low\":" + number_text(values.low) + ",\"high\":" + number_text(values.high) + ',';
  }
  text += "\"counts\":[";
  for (std::size_t i = 0; i < values.counts.size(); ++i) {
    if (i > 0) text += ',';
    text += std::to_string(values.counts[i]);
  }
  text += ']';
  if (values.zeros > 0) text += ",\"zeros\":" + std::to_string(values.zeros);
  if (values.non_finite > 0) text += ",\"non_finite\":" + std::to_string(values.non_finite);
  return text + ",\"mean\":" + json_token(values.mean) +
         ",\"deviation\":" + json_token(values.deviation) + '}';
}

/// One line. The epoch comes first: rewind_run looks for it there.
std::string line_of(const EpochHistograms& histograms) {
  std::string text = "{\"epoch\":" + std::to_string(histograms.epoch) + ",\"kind\":\"";
  text += to_string(histograms.kind);
  text += "\",\"of\":" + std::to_string(histograms.of) + ",\"layers\":{";
  for (std::size_t i = 0; i < histograms.layers.size(); ++i) {
    const auto& [layer, values] = histograms.layers[i];
    if (i > 0) text += ',';
    text += nlohmann::json(layer).dump();
    text += ':';
    text += values_json(values);
  }
  return text + "}}\n";
}

std::optional<HistogramKind> kind_named(const std::string& name) {
  for (const auto kind :
       {HistogramKind::weights, HistogramKind::gradients, HistogramKind::activations}) {
    if (to_string(kind) == name) return kind;
  }
  return std::nullopt;
}

class HistogramParser {
 public:
  explicit HistogramParser(std::filesystem::path file) : reader_(std::move(file)) {}

  void add(std::string_view line, std::size_t number) {
    const Json object = reader_.parse(line, number);
    EpochHistograms read;
    read.epoch = reader_.integer(object, "epoch");
    const auto name = object.find("kind");
    if (name == object.end() || !name->is_string()) reader_.reject("it has no \"kind\"");
    const auto kind = kind_named(name->get<std::string>());
    if (!kind) return;
    read.kind = *kind;
    read.of = reader_.integer(object, "of");
    const auto layers = object.find("layers");
    if (layers == object.end() || !layers->is_object()) reader_.reject("it has no \"layers\"");
    for (const auto& [layer, values] : layers->items())
      read.layers.push_back({layer, histogram(layer, values)});
    forget_what_it_replaces(read);
    rows_.push_back(std::move(read));
  }

  std::vector<EpochHistograms> finish() { return std::move(rows_); }

 private:
  ValueHistogram histogram(const std::string& layer, const Json& object) const {
    if (!object.is_object()) reader_.reject("layer \"" + layer + "\" is not an object");
    ValueHistogram values;
    const auto counts = object.find("counts");
    if (counts == object.end() || !counts->is_array())
      reader_.reject("layer \"" + layer + "\" has no \"counts\"");
    for (const auto& count : *counts) values.counts.push_back(whole(count, layer));
    if (!values.counts.empty()) {
      values.low = reader_.number(object, "low");
      values.high = reader_.number(object, "high");
      if (!(values.low <= values.high))
        reader_.reject("\"low\" of layer \"" + layer + "\" is not below its \"high\"");
    }
    for (const auto& [key, member] : optional_counts) {
      const auto found = object.find(key);
      if (found != object.end()) values.*member = whole(*found, layer);
    }
    values.mean = reader_.number(object, "mean");
    values.deviation = reader_.number(object, "deviation");
    return values;
  }

  std::int64_t whole(const Json& count, const std::string& layer) const {
    if (!count.is_number_integer() || count.get<std::int64_t>() < 0)
      reader_.reject("a count of layer \"" + layer + "\" is " + count.dump());
    return count.get<std::int64_t>();
  }

  void forget_what_it_replaces(const EpochHistograms& row) {
    const bool again = std::any_of(rows_.begin(), rows_.end(), [&](const auto& other) {
      return other.epoch > row.epoch || (other.epoch == row.epoch && other.kind == row.kind);
    });
    if (again) std::erase_if(rows_, [&](const auto& other) { return other.epoch >= row.epoch; });
  }

  static constexpr std::array<std::pair<const char*, std::int64_t ValueHistogram::*>, 2>
      optional_counts{
          {{"zeros", &ValueHistogram::zeros}, {"non_finite", &ValueHistogram::non_finite}}};

  JsonLineReader reader_;
  std::vector<EpochHistograms> rows_;
};

}  // namespace

std::vector<EpochHistograms> read_histograms(const std::filesystem::path& directory) {
  const auto file = directory / file_name;
  HistogramParser parser(file);
  for_each_complete_line(
      file, [&](std::string_view line, std::size_t number) { parser.add(line, number); });
  return parser.finish();
}

HistogramWriter::HistogramWriter(const std::filesystem::path& directory, std::size_t most_epochs)
    : file_(directory / file_name), most_epochs_(std::max<std::size_t>(most_epochs, 2)) {
  for (const auto& row : read_histograms(directory)) {
    if (epochs_.empty() || epochs_.back() != row.epoch) epochs_.push_back(row.epoch);
  }
  // The first two are never off the stride, unless they are all that there is.
  if (epochs_.size() > 2) stride_ = epochs_[1] - epochs_[0];
}

void HistogramWriter::write(const std::vector<EpochHistograms>& histograms) {
  if (histograms.empty()) return;
  std::ofstream out(file_, std::ios::binary | std::ios::app);
  for (const auto& row : histograms) out << line_of(row);
  out << std::flush;
  if (!out) throw write_error(file_, errno);
  epochs_.push_back(histograms.back().epoch);
  while (epochs_.size() > most_epochs_) thin(epochs_.back());
}

void HistogramWriter::thin(std::int64_t newest) {
  stride_ *= 2;
  const auto stays = [&](std::int64_t epoch) { return wants(epoch) || epoch == newest; };
  std::string kept;
  JsonLineReader reader(file_);
  for_each_complete_line(file_, [&](std::string_view line, std::size_t number) {
    if (stays(reader.integer(reader.parse(line, number), "epoch"))) (kept += line) += '\n';
  });
  write_file_atomically(file_, kept);
  std::erase_if(epochs_, [&](std::int64_t epoch) { return !stays(epoch); });
}

}  // namespace plumb
