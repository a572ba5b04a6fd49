#include "config/choices.hpp"

namespace plumb {

std::vector<std::string> dataset_names() {
  return {"mnist",  "fashion-mnist", "digits",   "circles", "blobs",
          "adding", "copy",          "csv:FILE", "idx:DIR"};
}

std::vector<std::string> model_names() {
  return {"mlp", "cnn", "resnet", "lenet", "rnn", "lstm", "gru"};
}

std::vector<std::string> activation_names() {
  return {"identity", "sigmoid", "tanh", "relu", "leaky-relu",  "prelu",
          "elu",      "selu",    "gelu", "silu", "exponential", "softplus"};
}

std::vector<std::string> output_activation_names() {
  std::vector<std::string> names = activation_names();
  names.front() = "softmax";
  names.insert(names.begin(), "none");
  return names;
}

std::vector<std::string> initializer_names() {
  return {"glorot-uniform",   "glorot-normal", "he-uniform", "he-normal",  "lecun-uniform",
          "lecun-normal",     "critical",      "uniform:A",  "normal:STD", "orthogonal",
          "delta-orthogonal", "lsuv",          "constant:C", "zeros"};
}

std::vector<std::string> bias_initializer_names() {
  return {"zeros", "uniform:A", "normal:STD", "constant:C"};
}

std::vector<std::string> normalization_names() {
  return {"none", "batch", "layer", "group", "group:G", "weight"};
}

std::vector<std::string> residual_names() {
  return {"none", "plain", "preact", "rezero", "fixup"};
}

std::vector<std::string> recurrent_initializer_names() {
  std::vector<std::string> names = initializer_names();
  std::erase(names, "lsuv");  // scales layers one after the other, which a recurrence has not
  names.insert(names.end(), {"orthogonal:X", "identity", "identity:X"});
  return names;
}

bool is_recurrent_model(std::string_view model) {
  return model == "rnn" || model == "lstm" || model == "gru";
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
