#pragma once

#include <vector>

#include "plumb/diagnostics/finding.hpp"

namespace plumb {

/// The remedies of findings, each once.
struct Advice {
  /// Of what was wrong before the first step, causes_first(): it comes before all that the steps
  /// show, however severe. A rate that is a millionth keeps weights that are a thousand times too
  /// large from overflowing, and no more. Of data far from 1 that have done no harm yet the first.
  std::vector<Remedy> before_the_run;

  /// Of the other warnings and errors, the most severe first, among them causes before symptoms.
  std::vector<Remedy> others;
};
Advice advice_of(const std::vector<Finding>& findings);

}  // namespace plumb
