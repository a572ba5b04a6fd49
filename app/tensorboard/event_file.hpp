#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace plumb {

/// A named number of a step.
struct Scalar {
  std::string tag;  ///< "gradient_norm/dense_01.weight": what stands before the slash is the group
  double value = 0;
};

/// Counts of values between edges.
struct Histogram {
  std::vector<double> edges;  ///< ascending, one more than counts
  std::vector<double> counts;
  double sum = 0, sum_of_squares = 0;  ///< of the values
};

/// What the hyper-parameter plugin shows of a run.
struct HyperParameters {
  std::map<std::string, std::string> texts;
  std::map<std::string, double> numbers;
  std::vector<std::string> metrics;  ///< tags of scalars to compare runs by
};

/// An event file that TensorBoard reads while it grows: records of the TFRecord framing, each one
/// an Event message (tensorflow/core/util/event.proto). Every call appends one record and hands it
/// to the system.
class EventFile {
 public:
  /// Creates DIRECTORY/events.out.tfevents.SECONDS.plumb.N, N the next free number: TensorBoard
  /// reads the files of a folder in the order of their names. Throws Error if it cannot.
  explicit EventFile(const std::filesystem::path& directory);

  void scalars(std::int64_t step, const std::vector<Scalar>& scalars);
  void histogram(std::int64_t step, const std::string& tag, const Histogram& histogram);
  /// markdown
  void text(std::int64_t step, const std::string& tag, const std::string& markdown);
  void image(std::int64_t step, const std::string& tag, std::string_view png);
  /// At the start of a run.
  void hyper_parameters(const std::string& run, const HyperParameters& parameters);
  /// At its end.
  void session_end(bool success);

  const std::filesystem::path& path() const { return path_; }

 private:
  void write(std::int64_t step, std::string_view summary);
  void append(std::string_view record);

  std::filesystem::path path_;
  std::ofstream stream_;
};

}  // namespace plumb
