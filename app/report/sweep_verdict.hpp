#pragma once

#include <string>
#include <vector>

#include "report/sweep_content.hpp"
#include "report/sweep_summary.hpp"

namespace plumb {

/// What a person reads first of a sweep.
struct SweepVerdict {
  std::string severity;    ///< "error": no run has a result; "warning": some have none; "none"
  std::string headline;    ///< the best setting and its number
  std::string importance;  ///< which setting matters most; empty where none can be told
  std::string outcome;     ///< how many runs there are, and how they ended
};

SweepVerdict sweep_verdict(const SweepContent& content);

/// "58 of 144 runs: all 27 with depth 25 and activation sigmoid, 31 elsewhere".
std::string place_text(const SweepContent& content, const std::vector<std::size_t>& rows,
                       const SweepPlace& place);

/// Runs without result for the same reason.
struct SweepLoss {
  std::string status;
  std::string reason;
  std::vector<std::size_t> rows;
};

/// The commonest first.
std::vector<SweepLoss> sweep_losses(const SweepContent& content);

}  // namespace plumb
