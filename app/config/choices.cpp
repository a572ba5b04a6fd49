#include "config/choices.hpp"

namespace plumb {

std::vector<std::string> model_names() {
  return {"mlp", "cnn", "resnet", "lenet"};
}

std::vector<std::string> activation_names() {
  return {"identity", "sigmoid", "tanh", "relu",        "leaky-relu", "elu",
          "selu",     "gelu",    "silu", "exponential", "softplus"};
}

std::vector<std::string> output_activation_names() {
  std::vector<std::string> names = activation_names();
  names.front() = "softmax";
  names.insert(names.begin(), "none");
  return names;
}

std::vector<std::string> initializer_names() {
  return {"glorot-uniform", "glorot-normal", "he-uniform", "he-normal",  "lecun-uniform",
          "lecun-normal",   "orthogonal",    "uniform:A",  "normal:STD", "zeros"};
}

std::vector<std::string> bias_initializer_names() {
  return {"zeros", "uniform:A", "normal:STD"};
}

std::vector<std::string> normalization_names() {
  return {"none", "batch"};
}

std::vector<std::string> loss_names() {
  return {"cross-entropy", "bce", "mse", "mae"};
}

bool needs_classes(std::string_view loss) {
  return loss == "cross-entropy" || loss == "bce";
}

std::vector<std::string> optimizer_names() {
  return {"adam", "keras-adam", "adamw", "sgd", "rmsprop", "adagrad"};
}

std::vector<std::string> schedule_names() {
  return {"constant", "cosine", "step", "plateau"};
}

}  // namespace plumb
