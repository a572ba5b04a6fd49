#include <torch/types.h>

#include "closeness.hpp"
#include "golden_network.hpp"
#include "plumb/diagnostics/monitor.hpp"

using plumb::Collection;
using plumb::StepRecord;
using plumb::golden::GoldenNetwork;

namespace {

StepRecord record_one_step(GoldenNetwork& network, Collection collection) {
  std::vector<StepRecord> records;
  plumb::MonitorOptions options;
  options.collection = collection;
  options.on_record = [&](const StepRecord& record) { records.push_back(record); };
  plumb::Monitor monitor(network.parameters(), options);
  monitor.step(network.backward());
  monitor.flush();
  REQUIRE(records.size() == 1);
  return records.front();
}

}  // namespace

TEST_CASE("the networks compute PyTorch's logits and loss") {
  for (const std::string& name : plumb::golden::network_names()) {
    CAPTURE(name);
    GoldenNetwork network(name);
    const at::Tensor logits = network.logits();
    plumb::golden::check_entries(network.expected().at("logits"), plumb::golden::to_doubles(logits),
                                 plumb::golden::root_mean_square(logits));
    plumb::golden::check_close(network.expected().at("loss"), network.backward().item<double>());
  }
}

TEST_CASE("gradients have PyTorch's entries") {
  for (const std::string& name : plumb::golden::network_names()) {
    CAPTURE(name);
    GoldenNetwork network(name);
    network.backward();
    const auto& expected = network.expected().at("gradient_entries");
    for (std::size_t i = 0; i < network.parameters().size(); ++i) {
      const auto& [parameter, tensor] = network.parameters()[i];
      CAPTURE(parameter);
      plumb::golden::check_entries(expected[i], plumb::golden::probe(tensor.grad()),
                                   plumb::golden::root_mean_square(tensor.grad()));
    }
  }
}

TEST_CASE("the monitor records PyTorch's gradient norms, in both collection modes") {
  for (const Collection collection : {Collection::hook, Collection::batched}) {
    CAPTURE(collection == Collection::hook);
    for (const std::string& name : plumb::golden::network_names()) {
      CAPTURE(name);
      GoldenNetwork network(name);
      const StepRecord record = record_one_step(network, collection);
      const auto& expected = network.expected();
      std::vector<double> norms;
      for (const auto& norm : record.norms) norms.push_back(norm.value());
      plumb::golden::check_each(expected.at("gradient_norms"), norms);
      plumb::golden::check_close(expected.at("total_norm"), record.norm);
      plumb::golden::check_close(expected.at("loss"), record.loss);
    }
  }
}
