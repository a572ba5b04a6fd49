#include "plumb/diagnostics/layers.hpp"

#include "support/catch.hpp"
#include "support/run_folder.hpp"

using plumb::ParameterInfo;

namespace {

std::vector<std::string> names_of(const std::vector<plumb::Layer>& layers) {
  std::vector<std::string> names;
  for (const auto& layer : layers) names.push_back(layer.name);
  return names;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("layers are told by shape, whatever they are called") {
  const std::vector<ParameterInfo> known{{"conv1.weight", {4, 1, 3, 3}, 36, {}},
                                         {"layer1.0.downsample.1.weight", {8}, 8, {}},
                                         {"ln_f.weight", {8}, 8, {}},
                                         {"theta", {8, 8}, 64, {}},
                                         {"fc.weight_g", {8, 1}, 8, {}},
                                         {"fc.weight_v", {8, 8}, 64, {}},
                                         {"lora.weight", {0, 8}, 0, {}}};
  CHECK(names_of(plumb::layers_of(known)) == Names{"conv1", "theta", "fc"});
}

TEST_CASE("a record's layers are those of run.json, in its order; others are told by name") {
  const std::vector<ParameterInfo> known{{"input", {4, 4}, 16, {}},
                                         {"ln_f.weight", {8}, 8, {}},
                                         {"absent", {2, 2}, 4, {}},
                                         {"head.weight", {2, 4}, 8, {}}};
  const Names names{"head.weight", "late.bias", "ln_f.weight", "input", "late.weight"};
  const auto layers = plumb::layers_of(names, known);
  REQUIRE(names_of(layers) == Names{"input", "head", "late"});
  CHECK(layers[0].parameter == 3);
  CHECK(layers[1].parameter == 0);
  CHECK(layers[2].parameter == 4);
}

TEST_CASE("without a shape a layer is told from biases and normalization by its name") {
  for (const auto* name : {"weight", "dense_01.weight", "block_3.conv_1.weight", "rnn.weight_hh_l0",
                           "normal.dense.weight", "fc.weight_v", "linear.weight"}) {
    CAPTURE(name);
    CHECK(plumb::names_layer(name));
  }
  for (const auto* name : {"dense_01.bias", "batch_norm_1.weight", "block_1.norm_2.weight",
                           "layers.bn1.weight", "stem.bias", "fc.weight_g", "ln_f.weight"}) {
    CAPTURE(name);
    CHECK_FALSE(plumb::names_layer(name));
  }
  CHECK(plumb::layer_name("a.weight") == "a");
  CHECK(plumb::layer_name("a.weight_v") == "a");
  CHECK(plumb::layer_name(".weight") == ".weight");
  CHECK(plumb::layer_name("theta") == "theta");
}

TEST_CASE("a run and its steps know the shapes that its run.json has") {
  const RunFolder folder;
  folder.file("steps.jsonl", "").file("epochs.csv", "");
  CHECK(folder.read().parameters.empty());
  folder.file("run.json", R"({"parameters":[{"name":"ln_f.weight","shape":[8]}]})");
  REQUIRE(folder.read().parameters.size() == 1);
  CHECK(folder.read().parameters[0].shape == std::vector<std::int64_t>{8});
  CHECK(plumb::read_steps(folder.path()).known.size() == 1);
}
