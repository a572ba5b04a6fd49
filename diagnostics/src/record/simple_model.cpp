#include "plumb/diagnostics/simple_model.hpp"

#include <cmath>

#include "plumb/diagnostics/error.hpp"
#include "plumb/internal/number_text.hpp"

namespace plumb {

void SimpleModel::check() const {
  if (accuracy.has_value() == loss.has_value())
    throw Error("the simple model '" + name + "' wants either an accuracy or a loss");
  if (accuracy && !(*accuracy >= 0 && *accuracy <= 1))
    throw Error("the simple model '" + name + "' has an accuracy of " + number_text(*accuracy) +
                ": it wants one from 0 to 1");
  if (guess && !(*guess >= 0 && *guess <= 1))
    throw Error("beside the simple model '" + name + "' a guess has an accuracy of " +
                number_text(*guess) + ": it wants one from 0 to 1");
  if (loss && !(std::isfinite(*loss) && *loss >= 0))
    throw Error("the simple model '" + name + "' has a loss of " + number_text(*loss) +
                ": it wants a finite one that is not negative");
  if (samples < 1 || tested < 1)
    throw Error("the simple model '" + name + "' was fitted to " + std::to_string(samples) +
                " samples and judged by " + std::to_string(tested) + ": both want 1 or more");
}

}  // namespace plumb
