#pragma once

#include <cstddef>
#include <limits>
#include <vector>

namespace plumb {

/// A value a step over a whole run, in bounded memory: past `capacity` parts, neighbouring parts
/// are merged in pairs.
class RunCurve {
 public:
  explicit RunCurve(std::size_t capacity = 512) : capacity_(capacity) {}

  void add(double value);
  void clear();

  enum class Of { means, largest };

  /// The whole run in at most `columns` values of equally many steps each, the last of maybe fewer.
  /// A stretch with a value that is not finite is that.
  std::vector<double> columns(std::size_t columns, Of of) const;

  std::size_t size() const { return steps_; }
  double last() const { return last_; }

  /// Of the finite values of all steps; lowest() > highest() where there is none.
  double lowest() const { return lowest_; }
  double highest() const { return highest_; }

 private:
  struct Part {
    double sum = 0;
    double largest = 0;
    std::size_t steps = 0;

    void add(const Part& other);
  };

  void merge_pairs();

  std::size_t capacity_;
  std::size_t steps_per_part_ = 1;
  std::size_t steps_ = 0;
  double last_ = 0;
  double lowest_ = std::numeric_limits<double>::infinity();
  double highest_ = -std::numeric_limits<double>::infinity();
  std::vector<Part> parts_;
};

}  // namespace plumb
