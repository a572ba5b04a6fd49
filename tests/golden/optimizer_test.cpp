#include "training/optimizer.hpp"

#include <torch/types.h>

#include "closeness.hpp"
#include "golden_network.hpp"

using plumb::golden::GoldenNetwork;
using plumb::golden::Json;

namespace {

plumb::OptimizerOptions options_of(const Json& golden) {
  const Json& given = golden.at("options");
  plumb::OptimizerOptions options;
  options.name = golden.at("name");
  options.learning_rate = given.at("lr").get<double>();
  if (given.contains("eps")) options.epsilon = given.at("eps").get<double>();
  options.momentum = given.value("momentum", 0.0);
  options.nesterov = given.value("nesterov", false);
  options.weight_decay = given.value("weight_decay", 0.0);
  options.centered = given.value("centered", false);
  return options;
}

std::vector<at::Tensor> copies(const std::vector<at::Tensor>& tensors) {
  std::vector<at::Tensor> result;
  for (const at::Tensor& tensor : tensors) result.push_back(tensor.detach().clone());
  return result;
}

/// Trains as long as the golden run did; returns the loss before each step and after the last.
std::vector<double> train(GoldenNetwork& network, const Json& golden) {
  const auto optimizer = plumb::make_optimizer(options_of(golden), network.tensors());
  std::vector<double> losses;
  for (std::size_t step = 0; step + 1 < golden.at("losses").size(); ++step) {
    losses.push_back(network.backward().item<double>());
    optimizer->step();
  }
  losses.push_back(network.backward().item<double>());
  return losses;
}

/// How far a parameter moved is a small difference of rounded numbers: README.md, Tolerances.
void check_moved(double expected, double actual, double parameter_norm) {
  const double relative = plumb::golden::document().at("moved_tolerance");
  const double rounding = plumb::golden::document().at("moved_rounding");
  CHECK_THAT(actual, WithinAbs(expected, relative * expected + rounding * parameter_norm));
}

void check_optimizer(const std::string& name, const Json& golden) {
  CAPTURE(name, golden.at("name"), golden.at("options").dump());
  GoldenNetwork network(name);
  const std::vector<at::Tensor> start = copies(network.tensors());

  plumb::golden::check_each(golden.at("losses"), train(network, golden));

  for (std::size_t i = 0; i < start.size(); ++i) {
    const auto& [parameter, tensor] = network.parameters()[i];
    CAPTURE(parameter);
    const double norm = plumb::golden::l2_norm(tensor);
    plumb::golden::check_close(golden.at("norms")[i], norm);
    plumb::golden::check_entries(golden.at("entries")[i], plumb::golden::probe(tensor),
                                 plumb::golden::root_mean_square(tensor));
    check_moved(golden.at("moved")[i], plumb::golden::l2_norm(tensor.detach() - start[i]), norm);
  }
}

}  // namespace

TEST_CASE("ten steps of every optimizer end where PyTorch's, and Keras's Adam, do") {
  for (const std::string& name : plumb::golden::network_names()) {
    for (const Json& golden : plumb::golden::network(name).at("optimizers")) {
      check_optimizer(name, golden);
    }
  }
}

TEST_CASE("the golden file has every optimizer") {
  for (const auto& optimizer : plumb::optimizers()) {
    CAPTURE(optimizer.name);
    std::size_t cases = 0;
    for (const Json& golden : plumb::golden::network("deep_linear").at("optimizers")) {
      if (golden.at("name") == optimizer.name) ++cases;
    }
    CHECK(cases > 0);
  }
}
