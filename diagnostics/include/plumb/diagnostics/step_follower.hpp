#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "plumb/diagnostics/run_directory.hpp"

namespace plumb {

/// Reads steps.jsonl while a run writes it, perhaps in another process.
class StepFollower {
 public:
  struct News {
    bool restarted = false;  ///< the file was replaced, thinned by its writer or rewound by a
                             ///< resumed run: `rows` is all of it, and replaces what came before
    std::vector<StepTable::Row> rows;  ///< each as wide as the parameters known when it was written
  };

  /// The file need not be there yet.
  explicit StepFollower(const std::filesystem::path& directory);
  ~StepFollower();
  StepFollower(StepFollower&&) noexcept;
  StepFollower& operator=(StepFollower&&) noexcept;

  /// What was written since the last call, up to the last line that is complete. Throws Error,
  /// which names file and line, for a line that is no step.
  News poll();

  /// Of the rows' norms, in their order.
  const std::vector<std::string>& parameters() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace plumb
