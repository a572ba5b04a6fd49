#include <torch/types.h>

#include "closeness.hpp"
#include "golden_network.hpp"
#include "plumb/diagnostics/monitor.hpp"

using plumb::Clip;
using plumb::Collection;
using plumb::StepRecord;
using plumb::golden::GoldenNetwork;
using plumb::golden::Json;

namespace {

Clip clip_of(const Json& golden) {
  const std::string kind = golden.at("kind");
  const double threshold = golden.at("threshold");
  if (kind == "norm") return Clip::norm(threshold);
  if (kind == "tensor") return Clip::tensor(threshold);
  return Clip::value(threshold);
}

std::vector<double> gradient_norms(const GoldenNetwork& network) {
  std::vector<double> norms;
  for (const at::Tensor& tensor : network.tensors()) {
    norms.push_back(plumb::golden::l2_norm(tensor.grad()));
  }
  return norms;
}

void check_clip(const std::string& name, const Json& golden, Collection collection) {
  const Clip clip = clip_of(golden);
  CAPTURE(name, plumb::to_string(clip));
  GoldenNetwork network(name);
  std::vector<StepRecord> records;
  plumb::MonitorOptions options;
  options.collection = collection;
  options.on_record = [&](const StepRecord& record) { records.push_back(record); };
  plumb::Monitor monitor(network.parameters(), options);

  const at::Tensor loss = network.backward();
  CHECK(monitor.clip(clip).finite());
  monitor.step(loss);
  monitor.flush();

  const std::vector<double> expected = golden.at("norms");
  const std::vector<double> before = network.expected().at("gradient_norms");
  plumb::golden::check_each(expected, gradient_norms(network));
  REQUIRE(records.size() == 1);
  const StepRecord& record = records.front();
  plumb::golden::check_close(network.expected().at("total_norm"), record.norm);
  plumb::golden::check_close(golden.at("total"), record.norm_after);
  CHECK(record.clipped == (expected != before));
  if (record.clipped) {
    std::vector<double> after;
    for (const auto& norm : record.norms_after) after.push_back(norm.value());
    plumb::golden::check_each(expected, after);
  }
}

}  // namespace

TEST_CASE("clipped gradients have PyTorch's and Keras's norms, and both norms are recorded") {
  for (const Collection collection : {Collection::hook, Collection::batched}) {
    for (const std::string& name : plumb::golden::network_names()) {
      for (const Json& golden : plumb::golden::network(name).at("clips")) {
        check_clip(name, golden, collection);
      }
    }
  }
}
