#include "config/idle_settings.hpp"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "config/keys.hpp"

namespace plumb {
namespace {

/// What an option waits for in vain.
struct Use {
  std::string_view option;
  std::string_view of;  ///< what has a use for it
  bool (*used)(const RunConfig&);
};

bool has_momentum(const RunConfig& config) {
  return config.training.optimizer == "sgd" || config.training.optimizer == "rmsprop";
}

const std::vector<Use>& uses() {
  static const std::vector<Use> all{
      {"--momentum", "the optimizers sgd and rmsprop", has_momentum},
      {"--nesterov", "the optimizer sgd",
       [](const RunConfig& config) { return config.training.optimizer == "sgd"; }},
      {"--rho", "the optimizer rmsprop",
       [](const RunConfig& config) { return config.training.optimizer == "rmsprop"; }},
      {"--epsilon", "the optimizers other than sgd",
       [](const RunConfig& config) { return config.training.optimizer != "sgd"; }},
      {"--val-fraction", "data sets without a validation part of their own, csv:FILE and idx:DIR",
       [](const RunConfig& config) {
         return config.data.data.starts_with("csv:") || config.data.data.starts_with("idx:");
       }},
  };
  return all;
}

/// To say what holds anyway is not in vain: --momentum 0.
bool is_default(const RunConfig& config, std::string_view option) {
  const auto& key = find_key(option.substr(2));
  return key.get(config) == key.get(RunConfig());
}

}  // namespace

std::vector<std::string> idle_settings(const RunConfig& config,
                                       const std::vector<std::string>& given) {
  std::vector<std::string> sentences;
  for (const auto& [option, of, used] : uses()) {
    if (std::find(given.begin(), given.end(), option) == given.end()) continue;
    if (used(config) || is_default(config, option)) continue;
    sentences.push_back(fmt::format("{} has no effect here: it is for {}", option, of));
  }
  return sentences;
}

}  // namespace plumb
