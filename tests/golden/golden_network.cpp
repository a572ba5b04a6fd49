#include "golden_network.hpp"

#include <torch/nn/functional/loss.h>
#include <torch/types.h>

#include <cmath>
#include <stdexcept>

namespace plumb::golden {

std::vector<std::string> network_names() {
  std::vector<std::string> names;
  for (const Json& spec : document().at("networks")) names.push_back(spec.at("name"));
  return names;
}

at::Tensor filled_tensor(const Json& spec) {
  std::vector<float> entries = fill(spec);
  return torch::from_blob(entries.data(), shape(spec), torch::kFloat32).clone();
}

std::vector<double> to_doubles(const at::Tensor& tensor) {
  const at::Tensor flat = tensor.detach().to(torch::kFloat64).flatten().contiguous();
  return {flat.const_data_ptr<double>(), flat.const_data_ptr<double>() + flat.numel()};
}

double l2_norm(const at::Tensor& tensor) {
  return tensor.detach().to(torch::kFloat64).norm().item<double>();
}

double root_mean_square(const at::Tensor& tensor) {
  return l2_norm(tensor) / std::sqrt(static_cast<double>(tensor.numel()));
}

std::vector<double> probe(const at::Tensor& tensor) {
  const at::Tensor flat = tensor.detach().flatten();
  std::vector<double> entries;
  for (const std::int64_t i : {std::int64_t{0}, flat.numel() / 2, flat.numel() - 1}) {
    entries.push_back(flat[i].item<double>());
  }
  return entries;
}

GoldenNetwork::GoldenNetwork(const std::string& name)
    : spec_(network(name)),
      inputs_(filled_tensor(spec_.at("inputs"))),
      labels_(torch::tensor(spec_.at("labels").get<std::vector<std::int64_t>>())) {
  for (const Json& parameter : spec_.at("parameters")) {
    parameters_.emplace_back(parameter.at("name"), filled_tensor(parameter).requires_grad_());
  }
}

std::vector<at::Tensor> GoldenNetwork::tensors() const {
  std::vector<at::Tensor> result;
  for (const auto& [name, tensor] : parameters_) result.push_back(tensor);
  return result;
}

at::Tensor GoldenNetwork::parameter(const std::string& name) const {
  for (const auto& [candidate, tensor] : parameters_) {
    if (candidate == name) return tensor;
  }
  throw std::out_of_range("no parameter " + name);
}

at::Tensor GoldenNetwork::logits() const {
  const std::string name = spec_.at("name");
  if (name == "sigmoid_mlp") return mlp(true);
  if (name == "deep_linear") return mlp(false);
  if (name == "residual_cnn") return residual_cnn();
  throw std::out_of_range("no forward pass for network " + name);
}

at::Tensor GoldenNetwork::backward() {
  for (const auto& [name, tensor] : parameters_) tensor.mutable_grad().reset();
  at::Tensor loss = torch::nn::functional::cross_entropy(logits(), labels_);
  loss.backward();
  return loss;
}

at::Tensor GoldenNetwork::mlp(bool sigmoid) const {
  at::Tensor x = inputs_;
  for (std::size_t i = 0; i + 1 < parameters_.size(); i += 2) {
    x = torch::linear(x, parameters_[i].second, parameters_[i + 1].second);
    const bool hidden = i + 2 < parameters_.size();
    if (hidden && sigmoid) x = torch::sigmoid(x);
  }
  return x;
}

at::Tensor GoldenNetwork::normalize(const at::Tensor& x, const std::string& name) const {
  return torch::batch_norm(x, parameter(name + ".weight"), parameter(name + ".bias"), {}, {},
                           /*training=*/true, /*momentum=*/0.0, /*eps=*/1e-3,
                           /*cudnn_enabled=*/false);
}

at::Tensor GoldenNetwork::residual_cnn() const {
  at::Tensor x = torch::conv2d(inputs_, parameter("stem.conv.weight"), parameter("stem.conv.bias"),
                               /*stride=*/2, /*padding=*/1);
  x = normalize(torch::relu(x), "stem.norm");
  at::Tensor y = torch::conv2d(x, parameter("block_1.conv_1.weight"),
                               parameter("block_1.conv_1.bias"), /*stride=*/1, /*padding=*/1);
  y = normalize(torch::relu(y), "block_1.norm_1");
  y = torch::conv2d(y, parameter("block_1.conv_2.weight"), {}, /*stride=*/1, /*padding=*/1);
  x = torch::relu(x + normalize(y, "block_1.norm_2"));
  return torch::linear(x.flatten(1), parameter("output.weight"), parameter("output.bias"));
}

}  // namespace plumb::golden
