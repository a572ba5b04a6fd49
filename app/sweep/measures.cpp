#include "sweep/measures.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "config/value_text.hpp"
#include "plumb/diagnostics/error.hpp"

namespace plumb {

const std::vector<Measure>& measures() {
  using N = RunNumbers;
  using Scale = Measure::Scale;
  static const std::vector<Measure> all{
      {"steps-done", "steps_done", "steps trained", &N::steps},
      {"seconds", "seconds", "seconds", &N::seconds},
      {"final-train-loss", "final_train_eval_loss", "training loss at the end",
       &N::final_train_loss},
      {"best-train-loss", "best_train_eval_loss", "lowest training loss", &N::best_train_loss},
      {"final-train-accuracy", "final_train_eval_accuracy", "training accuracy at the end",
       &N::final_train_accuracy, Scale::share},
      {"best-train-accuracy", "best_train_eval_accuracy", "best training accuracy",
       &N::best_train_accuracy, Scale::share},
      {"final-loss", "final_val_loss", "validation loss at the end", &N::final_val_loss},
      {"best-loss", "best_val_loss", "lowest validation loss", &N::best_val_loss},
      {"final-accuracy", "final_val_accuracy", "validation accuracy at the end",
       &N::final_val_accuracy, Scale::share},
      {"best-accuracy", "best_val_accuracy", "best validation accuracy", &N::best_val_accuracy,
       Scale::share},
      {"final-train-score", "final_train_eval_score",
       "1 - training loss / best constant's, at the end", &N::final_train_score},
      {"final-score", "final_val_score", "1 - validation loss / best constant's, at the end",
       &N::final_val_score},
      {"first-layer-norm", "first_layer_norm", "gradient norm of the first layer at step 0",
       &N::first_layer_norm},
      {"last-layer-norm", "last_layer_norm", "gradient norm of the last layer at step 0",
       &N::last_layer_norm},
      {"log10-gradient-ratio", "log10_gradient_ratio",
       "log10(first / last layer's gradient norm), step 0", &N::log10_gradient_ratio,
       Scale::signed_log},
      {"final-first-layer-norm", "final_first_layer_norm",
       "gradient norm of the first layer at the end", &N::final_first_layer_norm},
      {"final-last-layer-norm", "final_last_layer_norm",
       "gradient norm of the last layer at the end", &N::final_last_layer_norm},
      {"final-log10-gradient-ratio", "final_log10_gradient_ratio",
       "log10(first / last layer's gradient norm), the end", &N::final_log10_gradient_ratio,
       Scale::signed_log},
      {"steps-to-failure", "steps_to_failure",
       "steps until the gradient exploded or was not finite", &N::steps_to_failure},
      {"infos", "findings_info", "findings that are observations", &N::infos},
      {"warnings", "findings_warning", "findings that are warnings", &N::warnings},
      {"errors", "findings_error", "findings that are errors", &N::errors},
  };
  return all;
}

const Measure& find_measure(std::string_view name) {
  const auto& all = measures();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Measure& m) { return m.name == name; });
  if (found != all.end()) return *found;
  std::vector<std::string> names;
  for (const auto& measure : all) names.push_back(measure.name);
  throw Error(fmt::format("'{}' is no measure of a run; {}", name,
                          did_you_mean(name, names, "there are " + join(names))));
}

}  // namespace plumb
