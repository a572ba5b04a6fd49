#include "report/distribution_data.hpp"

#include "support/catch.hpp"

using plumb::EpochHistograms;
using plumb::HistogramKind;
using plumb::ValueHistogram;
using Json = nlohmann::ordered_json;

namespace {

EpochHistograms row(std::int64_t epoch, HistogramKind kind, std::vector<ValueHistogram> layers) {
  EpochHistograms made{epoch, kind, static_cast<std::int64_t>(layers.size()), {}};
  for (auto& values : layers) {
    const auto name = "dense_" + std::to_string(made.layers.size()) + ".weight";
    made.layers.push_back({name, std::move(values)});
  }
  return made;
}

ValueHistogram counted(double low, double high, std::vector<std::int64_t> counts) {
  return {low, high, std::move(counts), 0, 0, 0, 1};
}

std::size_t characters(const Json& kind) {
  std::size_t sum = 0;
  for (const auto& layer : kind["layers"]) {
    for (const auto& column : layer["columns"]) sum += column.get<std::string>().size();
  }
  return sum;
}

}  // namespace

TEST_CASE("a run without histograms has no distributions") {
  CHECK(plumb::distribution_data({}, {}).empty());
}

TEST_CASE("all epochs of a layer are on one axis, shares as characters") {
  const auto data =
      plumb::distribution_data({row(0, HistogramKind::weights, {counted(-1, 1, {4, 0})}),
                                row(2, HistogramKind::weights, {counted(1, 3, {0, 4})})},
                               {});
  CHECK(data.size() == 1);
  const auto& weights = data["weights"];
  CHECK(weights["of"] == 1);
  CHECK(weights["left_out"] == Json::array());
  CHECK(weights["epochs"] == Json({0, 2}));
  const auto& layer = weights["layers"][0];
  CHECK(layer["layer"] == "dense_0");
  CHECK(layer["low"] == -1);
  CHECK(layer["high"] == 3);
  CHECK(layer["peak"] == 0.125);  // eight of the 32 rows share it
  CHECK(layer["columns"] ==
        Json({"////////AAAAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAAAA////////"}));
  CHECK(layer["zeros"] == "AA");
}

TEST_CASE("the gradients of all layers are on one axis, what has no place on it beside it") {
  auto vanishing = counted(-9.25, -9, {2});
  vanishing.zeros = 6;
  ValueHistogram lost;
  lost.non_finite = 3;
  const auto data = plumb::distribution_data(
      {row(0, HistogramKind::gradients, {vanishing, counted(-3, -2.5, {1, 1}), lost})}, {});
  const auto& layers = data["gradients"]["layers"];
  for (const auto& layer : layers) {
    CHECK(layer["low"] == -9.25);
    CHECK(layer["high"] == -2.5);
    CHECK(layer["columns"][0].get<std::string>().size() == 27);
  }
  CHECK(layers[0]["peak"] == 0.75);
  CHECK(layers[0]["zeros"] == "/");
  CHECK(layers[0]["columns"][0].get<std::string>().front() == 'k');  // 63 √(0.25 / 0.75) = 36
  CHECK(layers[2]["non_finite"] == "/");
}

TEST_CASE("an entry among millions is a share still") {
  const auto data = plumb::distribution_data(
      {row(0, HistogramKind::activations, {counted(0, 1, {1, 9'000'000})})}, {});
  const auto column = data["activations"]["layers"][0]["columns"][0].get<std::string>();
  CHECK(column.front() == 'B');
  CHECK(column.back() == '/');
}

TEST_CASE("distributions are bounded whatever the run, and name what they leave out") {
  const std::vector<ValueHistogram> layers(100, counted(-12, -2, std::vector<std::int64_t>(40, 5)));
  std::vector<EpochHistograms> rows;
  for (std::int64_t epoch = 0; epoch < 64; ++epoch) {
    for (const auto kind :
         {HistogramKind::weights, HistogramKind::gradients, HistogramKind::activations}) {
      rows.push_back(row(epoch, kind, layers));
      rows.back().of = 300;
    }
  }
  const plumb::PageBudget budget;
  const auto data = plumb::distribution_data(rows, budget);
  std::size_t sum = 0;
  for (const auto& kind : data) sum += characters(kind);
  CHECK(sum <= budget.histogram_values);
  CHECK(data["weights"]["of"] == 300);
  CHECK(data["weights"]["layers"].size() == 24);
  CHECK(data["weights"]["left_out"].size() == 76);
  CHECK(data["weights"]["epochs"].size() > 20);
  CHECK(data["weights"]["epochs"].front() == 0);
  CHECK(data["weights"]["epochs"].back() == 63);
  const auto shared = plumb::distribution_data(rows, plumb::PageBudget::for_runs(20));
  CHECK(shared["weights"]["layers"].size() < 24);
  CHECK(characters(shared["weights"]) < 5000);
}
