#include "plumb/diagnostics/simple_model.hpp"

#include <cmath>
#include <string>

#include "plumb/diagnostics/error.hpp"
#include "plumb/internal/number_text.hpp"

namespace plumb {

namespace {

void check_score(const std::string& name, const UnseenScore& score) {
  if (score.accuracy.has_value() == score.loss.has_value())
    throw Error("the simple model '" + name + "' wants either an accuracy or a loss");
  if (score.accuracy && !(*score.accuracy >= 0 && *score.accuracy <= 1))
    throw Error("the simple model '" + name + "' has an accuracy of " +
                number_text(*score.accuracy) + ": it wants one from 0 to 1");
  if (score.guess && !(*score.guess >= 0 && *score.guess <= 1))
    throw Error("beside the simple model '" + name + "' a guess has an accuracy of " +
                number_text(*score.guess) + ": it wants one from 0 to 1");
  if (score.loss && !(std::isfinite(*score.loss) && *score.loss >= 0))
    throw Error("the simple model '" + name + "' has a loss of " + number_text(*score.loss) +
                ": it wants a finite one that is not negative");
  if (score.samples < 1)
    throw Error("the simple model '" + name + "' was judged by " + std::to_string(score.samples) +
                " samples: it wants 1 or more");
}

}  // namespace

void SimpleModel::check() const {
  check_score(name, {tested, accuracy, loss, guess});
  if (unseen) check_score(name, *unseen);
  if (samples < 1)
    throw Error("the simple model '" + name + "' was fitted to " + std::to_string(samples) +
                " samples: it wants 1 or more");
}

}  // namespace plumb
