#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace plumb {

/// How the entries of a tensor are spread: finite ones counted in bins of one width, each with its
/// left edge, the last one with its right edge too.
struct ValueHistogram {
  double low = 0;   ///< left edge of the first bin
  double high = 0;  ///< right edge of the last; equal to low where all values are: then one bin
  std::vector<std::int64_t> counts;  ///< empty: nothing to count
  std::int64_t zeros = 0;            ///< exact zeros where bins are of log10|x|, which has none
  std::int64_t non_finite = 0;       ///< inf or NaN
  double mean = 0;                   ///< of the finite entries themselves, zeros included
  double deviation = 0;              ///< their standard deviation

  /// All entries: counted, zero, not finite.
  std::int64_t entries() const;
};

/// What is counted: weights and activations as they are, gradients as log10 of their size.
enum class HistogramKind { weights, gradients, activations };

std::string_view to_string(HistogramKind kind);

struct LayerHistogram {
  std::string layer;  ///< a parameter (dense_01.weight), or a tap (dense_01)
  ValueHistogram values;
};

/// One line of histograms.jsonl.
struct EpochHistograms {
  std::int64_t epoch = 0;
  HistogramKind kind = HistogramKind::weights;
  std::int64_t of = 0;  ///< layers that there are; `layers` are at even distances among them
  std::vector<LayerHistogram> layers;  ///< input to output
};

/// Reads histograms.jsonl, by the rules of read_run: empty where there is none, a malformed line is
/// an Error naming file and line, an epoch that comes again replaces the earlier one and all after
/// it. A kind that is not known is left out.
std::vector<EpochHistograms> read_histograms(const std::filesystem::path& directory);

/// Writes histograms.jsonl, bounded: past `most_epochs` every second epoch is dropped, and from
/// there on only every second, fourth, … one is wanted.
class HistogramWriter {
 public:
  /// Appends to an existing file. Throws Error if that is malformed.
  explicit HistogramWriter(const std::filesystem::path& directory, std::size_t most_epochs = 64);

  /// Whether an epoch that is not the last should be written.
  bool wants(std::int64_t epoch) const { return epoch % stride_ == 0; }

  /// All kinds of one epoch, later than those before. Throws Error if it cannot be written.
  void write(const std::vector<EpochHistograms>& histograms);

 private:
  void thin(std::int64_t newest);

  std::filesystem::path file_;
  std::size_t most_epochs_;
  std::int64_t stride_ = 1;
  std::vector<std::int64_t> epochs_;  // in the file
};

}  // namespace plumb
