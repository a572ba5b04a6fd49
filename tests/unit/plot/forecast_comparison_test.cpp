#include "plot/forecast_comparison.hpp"

#include <cmath>
#include <limits>

#include "sample_run.hpp"
#include "support/catch.hpp"

using namespace plumb;

namespace {

StepTable first_step(std::vector<std::optional<double>> norms, std::int64_t step = 0) {
  StepTable table;
  table.parameters = {"dense_01.weight", "dense_01.bias", "dense_02.weight", "output.weight"};
  StepTable::Row row;
  row.step = step;
  row.norms = std::move(norms);
  table.rows.push_back(row);
  return table;
}

}  // namespace

TEST_CASE("the weights of step 0 are held against the band, by name") {
  const auto comparison = compare_forecast(sample_forecast(), first_step({1e-4, 77, 0.03, 1.0}));
  REQUIRE(comparison.layers.size() == 3);
  CHECK(comparison.layers[1].name == "dense_02");
  CHECK(comparison.layers[1].measured == 0.03);
  CHECK(comparison.measured == 3);
  CHECK(comparison.inside == 2);
  CHECK(comparison.worst == 0);
  CHECK_THAT(*comparison.layers[0].decades(), WithinAbs(-1, 1e-12));
}

TEST_CASE("a record that lost its first step has nothing to compare") {
  for (const auto& steps : {StepTable(), first_step({1e-4, 77, 0.03, 1.0}, /*step=*/4)}) {
    const auto comparison = compare_forecast(sample_forecast(), steps);
    CHECK(comparison.layers.size() == 3);
    CHECK(comparison.measured == 0);
    CHECK_FALSE(comparison.worst);
  }
}

TEST_CASE("norms of zero, inf and nan are the furthest off, unless forecast") {
  const double infinite = std::numeric_limits<double>::infinity();
  const double none = std::nan("");
  const auto worst = [](std::vector<std::optional<double>> norms) {
    return compare_forecast(sample_forecast(), first_step(std::move(norms)));
  };
  CHECK(worst({1e-4, 0, 0.0, 1.0}).worst == 1);
  CHECK(worst({1e-4, 0, 0.02, infinite}).worst == 2);
  CHECK(worst({1e-9, 0, none, 1.0}).worst == 1);
  CHECK(worst({1e-9, 0, std::nullopt, 1.0}).measured == 2);
  auto zeros = sample_forecast();
  zeros.forecast.layers[0].median = zeros.forecast.layers[0].low = zeros.forecast.layers[0].high =
      0;
  const auto same = compare_forecast(zeros, first_step({0.0, 0, 0.03, 1.0}));
  CHECK(same.inside == 3);
  CHECK(same.layers[0].decades() == 0);
}
