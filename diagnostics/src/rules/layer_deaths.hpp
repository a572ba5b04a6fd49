#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>

#include "plumb/diagnostics/rule.hpp"

namespace plumb {

/// Tells layers that die from layers that were dead from the start.
class LayerDeaths {
 public:
  /// To be called at every probe. The first tap, by RunView::taps, that was alive once and of whose
  /// values at least that share has been exactly 0 at three probes in a row; nothing if there is
  /// none.
  std::optional<std::size_t> observe(const RunView& run, double dead_share);

 private:
  struct State {
    bool was_alive = false;
    int dead_probes = 0;
  };

  std::map<std::string, State> taps_;  // by name: a resumed run may visit them in another order
};

}  // namespace plumb
