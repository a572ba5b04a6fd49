#include "loss_names.hpp"

#include <array>
#include <utility>

namespace plumb {

std::string_view nonnegative_loss(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 7> titles{
      {{"cross-entropy", "cross-entropy"},
       {"bce", "cross-entropy"},
       {"mse", "mean squared error"},
       {"mae", "mean absolute error"},
       {"huber", "Huber loss"},
       {"smooth-l1", "Huber loss"},
       {"kl", "Kullback-Leibler divergence"}}};
  for (const auto& [known, title] : titles) {
    if (known == name) return title;
  }
  return {};
}

bool is_cross_entropy(std::string_view name) {
  return name == "cross-entropy" || name == "bce";
}

bool is_distance_to_targets(std::string_view name) {
  return name == "mse" || name == "mae" || name == "huber" || name == "smooth-l1";
}

bool takes_logarithms(std::string_view name) {
  return name == "cross-entropy" || name == "kl";
}

}  // namespace plumb
