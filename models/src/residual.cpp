#include "plumb/models/residual.hpp"

#include "registry.hpp"

namespace plumb {
namespace {

const Registry<Residual>& registry() {
  static const Registry<Residual> all(
      "residual",
      {
          {"none", "no residual connections", Residual::none},
          {"plain", "y = f(x) + x", Residual::plain},
          {"preact", "the same with norm and activation before each kernel (He 2016b)",
           Residual::preact},
          {"rezero", "y = x + a f(x), a learned and 0 at first", Residual::rezero},
          {"fixup", "no normalization, but branches that start at 0 (Zhang 2019)", Residual::fixup},
      });
  return all;
}

}  // namespace

Residual find_residual(std::string_view name) {
  return registry().find(name);
}

const std::vector<NamedEntry>& residuals() {
  return registry().listing();
}

}  // namespace plumb
