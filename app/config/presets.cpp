#include "config/presets.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "config/value_text.hpp"
#include "plumb/diagnostics/error.hpp"

namespace plumb {
namespace {

RunConfig keras_config(std::string name) {
  RunConfig config;
  config.name = config.preset = std::move(name);
  config.training.optimizer = "keras-adam";
  config.training.learning_rate = 1e-3;
  config.training.epsilon = 1e-7;
  config.training.epochs = 10;
  config.training.batch_size = 32;
  return config;
}

RunConfig sigmoid_mlp() {
  RunConfig config = keras_config("sigmoid-mlp");
  config.network = {"mlp", 11, 256, "sigmoid", "glorot-uniform", "none", "none"};
  return config;
}

RunConfig resnet_cnn() {
  RunConfig config = keras_config("resnet-cnn");
  config.network = {"resnet", 6, 64, "relu", "he-normal", "batch", "plain"};
  return config;
}

RunConfig deep_linear() {
  RunConfig config = keras_config("deep-linear");
  config.network = {"mlp", 21, 256, "identity", "glorot-uniform", "none", "none"};
  return config;
}

RunConfig deep_linear_clipped() {
  RunConfig config = deep_linear();
  config.name = config.preset = "deep-linear-clipped";
  config.clip = Clip::tensor(1.0);
  return config;
}

}  // namespace

const std::vector<Preset>& presets() {
  static const std::vector<Preset> all{
      {"sigmoid-mlp", "11 sigmoid layers: the gradient vanishes, nothing is learned",
       sigmoid_mlp()},
      {"resnet-cnn", "residual CNN: the cure of the vanishing gradient", resnet_cnn()},
      {"deep-linear", "21 linear layers: the gradient explodes", deep_linear()},
      {"deep-linear-clipped", "the same with clipping per tensor: the cure", deep_linear_clipped()},
  };
  return all;
}

const Preset& find_preset(std::string_view name) {
  const auto& all = presets();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Preset& p) { return p.name == name; });
  if (found != all.end()) return *found;
  std::vector<std::string> names;
  for (const auto& preset : all) names.push_back(preset.name);
  throw Error(fmt::format("'{}' is not a preset: {}", name,
                          did_you_mean(name, names, "there are " + join(names))));
}

}  // namespace plumb
