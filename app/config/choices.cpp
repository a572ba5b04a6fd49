#include "config/choices.hpp"

namespace plumb {

std::vector<std::string> model_names() {
  return {"mlp", "cnn", "resnet"};
}

std::vector<std::string> activation_names() {
  return {"identity", "sigmoid", "tanh", "relu", "leaky-relu",
          "elu",      "selu",    "gelu", "silu", "softplus"};
}

std::vector<std::string> initializer_names() {
  return {"glorot-uniform", "glorot-normal", "he-uniform", "he-normal",
          "lecun-uniform",  "lecun-normal",  "orthogonal", "zeros"};
}

std::vector<std::string> normalization_names() {
  return {"none", "batch"};
}

std::vector<std::string> optimizer_names() {
  return {"adam", "keras-adam", "adamw", "sgd", "rmsprop", "adagrad"};
}

}  // namespace plumb
