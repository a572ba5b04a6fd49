#include "combinations.hpp"

#include <fmt/format.h>

#include "plumb/diagnostics/error.hpp"
#include "plumb/models/choice_argument.hpp"
#include "plumb/models/residual.hpp"

namespace plumb {
namespace {

bool gives_zeros(const std::string& initializer) {
  if (initializer == "zeros") return true;
  const auto text = argument_text(initializer, "constant:C");
  return text && finite_number(*text) == 0;
}

void check_fixup(const NetworkOptions& options) {
  if (options.normalization != "none") {
    throw Error(
        fmt::format("residual 'fixup' is there to do without normalization: take norm 'none' with "
                    "it, or residual 'plain' with norm '{}'",
                    options.normalization));
  }
  if (options.initializer == "lsuv") {
    throw Error(
        "residual 'fixup' starts the last kernel of every branch at zero, and initializer 'lsuv' "
        "would have to scale its outputs to a variance of 1: take initializer 'he-normal'");
  }
  if (options.bias_initializer != "zeros") {
    throw Error(
        fmt::format("residual 'fixup' has scalar biases that start at zero in its branches: take "
                    "bias-init 'zeros' instead of '{}'",
                    options.bias_initializer));
  }
}

void check_weight_norm(const NetworkOptions& options) {
  if (!gives_zeros(options.initializer)) return;
  throw Error(
      fmt::format("norm 'weight' divides a kernel by its length, and initializer '{}' gives it the "
                  "length 0: take another initializer",
                  options.initializer));
}

}  // namespace

void check_combination(const NetworkOptions& resolved) {
  if (find_residual(resolved.residual) == Residual::fixup) check_fixup(resolved);
  if (resolved.weight_norm()) check_weight_norm(resolved);
}

}  // namespace plumb
