#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "plumb/diagnostics/evaluation_record.hpp"
#include "plumb/diagnostics/thresholds.hpp"

namespace plumb {

/// Over all classes.
struct ClassTotals {
  std::int64_t samples = 0, right = 0;
  std::int64_t most = 0;  ///< samples of the most frequent class
};

ClassTotals totals_of(const ClassCounts& counts);

/// What the counts of an evaluation say of the classes that have samples.
struct ClassView : ClassTotals {
  std::vector<std::size_t> learnt;      ///< classes that are right at least once
  std::vector<std::size_t> never;       ///< the others
  std::vector<std::size_t> unlearnt;    ///< of these the ones where that is not by chance
  std::int64_t unlearnt_samples = 0;    ///< of these
  double accuracy = 0, mean_share = 0;  ///< over all samples, and the mean over the classes

  /// Two classes at least, of which no more than one is ever right.
  bool has_one_answer() const;

  /// Whether always guessing the most frequent class has an accuracy far above that of any guess.
  bool is_uneven(const Thresholds& thresholds) const;
};

ClassView view_of(const ClassCounts& counts, const Thresholds& thresholds);

/// "class 1", "classes 1 and 2", "classes 1, 2, 3, 4 and 5 others".
std::string class_names(const std::vector<std::size_t>& classes);

}  // namespace plumb
