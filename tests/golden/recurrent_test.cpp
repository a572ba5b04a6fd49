#include <torch/nn/functional/loss.h>
#include <torch/types.h>

#include "closeness.hpp"
#include "golden_network.hpp"
#include "plumb/diagnostics/time_gradients.hpp"
#include "plumb/models/network.hpp"

using plumb::golden::Json;

namespace {

std::shared_ptr<plumb::Network> network_of(const Json& spec) {
  const std::string name = spec.at("name");
  const auto inputs = plumb::golden::shape(spec.at("inputs"));
  plumb::NetworkOptions options;
  options.family = name.substr(0, name.find('_'));
  if (name == "rnn_relu") options.activation = "relu";
  options.sample_shape = {inputs[1], inputs[2]};
  options.outputs = spec.at("outputs");
  options.depth = spec.at("depth");
  options.width = spec.at("units");
  auto network = plumb::make_network(options);
  const at::NoGradGuard no_grad;
  auto parameters = network->named_parameters();
  for (const Json& parameter : spec.at("parameters")) {
    const std::string key = parameter.at("name");
    parameters[key].copy_(plumb::golden::filled_tensor(parameter));
  }
  return network;
}

void check(const Json& spec) {
  const auto network = network_of(spec);
  const at::Tensor logits = network->forward(plumb::golden::filled_tensor(spec.at("inputs")));
  plumb::golden::check_entries(plumb::golden::numbers(spec.at("logits")),
                               plumb::golden::to_doubles(logits),
                               plumb::golden::root_mean_square(logits));
  const at::Tensor labels = torch::tensor(spec.at("labels").get<std::vector<std::int64_t>>());
  const at::Tensor loss = torch::nn::functional::cross_entropy(logits, labels);
  plumb::golden::check_close(spec.at("loss"), loss.item<double>());
  loss.backward();
  std::vector<double> norms;
  std::size_t i = 0;
  for (const auto& parameter : network->named_parameters()) {
    INFO(parameter.key());
    REQUIRE(parameter.key() == spec.at("parameters")[i].at("name").get<std::string>());
    const at::Tensor gradient = parameter.value().grad();
    norms.push_back(plumb::golden::l2_norm(gradient));
    plumb::golden::check_entries(plumb::golden::numbers(spec.at("gradient_entries")[i++]),
                                 plumb::golden::probe(gradient),
                                 plumb::golden::root_mean_square(gradient));
  }
  plumb::golden::check_each(plumb::golden::numbers(spec.at("gradient_norms")), norms);
}

}  // namespace

TEST_CASE("recurrent networks compute torch.nn's outputs and gradients, fused and by steps") {
  for (const char* name : {"rnn", "rnn_relu", "lstm", "gru"}) {
    CAPTURE(name);
    const Json& spec = plumb::golden::recurrent(name);
    check(spec);
    const plumb::TimeGradients by_steps;
    check(spec);
  }
}
