#include "data/standardize.hpp"

#include <fmt/format.h>

#include <cmath>
#include <fstream>
#include <set>

#include "data_files.hpp"
#include "plumb/diagnostics/error.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

namespace {

using plumb::Dataset;
using plumb::Split;
using plumb::standardize;

Dataset dataset_of(std::vector<std::int64_t> shape, std::vector<float> train,
                   std::vector<float> validation) {
  Dataset dataset;
  dataset.sample_shape = std::move(shape);
  dataset.train.features = std::move(train);
  dataset.validation.features = std::move(validation);
  return dataset;
}

void check_close(const std::vector<float>& values, const std::vector<double>& expected) {
  REQUIRE(values.size() == expected.size());
  for (std::size_t i = 0; i < values.size(); ++i)
    CHECK(values[i] == Approx(expected[i]).margin(1e-6));
}

}  // namespace

TEST_CASE("standardize: the columns of a table, by the training split's mean and deviation") {
  // Columns 1, 3 (mean 2, deviation 1) and 10, 50 (mean 30, deviation 20).
  Dataset table = dataset_of({2}, {1, 10, 3, 50}, {5, 30});
  standardize(table);
  check_close(table.train.features, {-1, -1, 1, 1});
  check_close(table.validation.features, {3, 0});
  REQUIRE(table.standardization.has_value());
  CHECK(table.standardization->center == std::vector<double>{2, 30});
  CHECK(table.standardization->scale == std::vector<double>{1, 20});
}

TEST_CASE("standardize: a constant column is centred only, whatever its mean rounds to") {
  Dataset table = dataset_of({1}, std::vector<float>(1001, 0.1F), {0.1F, 1.1F});
  standardize(table);
  for (const float x : table.train.features) REQUIRE(x == 0);
  check_close(table.validation.features, {0, 1});
  CHECK(table.standardization->scale == std::vector<double>{1});
}

TEST_CASE("standardize: values far from zero keep what tells them apart") {
  Dataset table = dataset_of({1}, {16'000'000, 16'000'001, 16'000'002}, {});
  standardize(table);
  const double end = std::sqrt(1.5);
  check_close(table.train.features, {-end, 0, end});
}

TEST_CASE("standardize: a channel of images over all of its pixels") {
  Dataset images = dataset_of({2, 1, 2}, {0, 2, 5, 5, 4, 6, 5, 9}, {});
  standardize(images);
  CHECK(images.standardization->center == std::vector<double>{3, 6});
  CHECK(images.standardization->scale[0] == Approx(std::sqrt(5.0)));
  CHECK(images.standardization->scale[1] == Approx(std::sqrt(3.0)));
  check_close(images.train.features,
              {-3 / std::sqrt(5), -1 / std::sqrt(5), -1 / std::sqrt(3), -1 / std::sqrt(3),
               1 / std::sqrt(5), 3 / std::sqrt(5), -1 / std::sqrt(3), 3 / std::sqrt(3)});
}

TEST_CASE("standardize: a feature of sequences over all of their steps") {
  Dataset sequences = dataset_of({2, 2}, {1, 0, 3, 0, 1, 4, 3, 4}, {});
  standardize(sequences);
  CHECK(sequences.standardization->center == std::vector<double>{2, 2});
  check_close(sequences.train.features, {-1, -1, 1, -1, -1, 1, 1, 1});
}

TEST_CASE("robustly: by median and quartiles of the training split, softly bounded") {
  // 0 to 3 and a wild one: median 2, quartiles 1 and 3. The second column's quartiles are equal,
  // its range is 4. The third is constant.
  Dataset table =
      dataset_of({3}, {0, 5, 7, 1, 5, 7, 2, 5, 7, 3, 5, 7, 1e6, 1, 7}, {2, 5, 7, 6, 3, 8});
  plumb::standardize_robustly(table);
  const auto bounded = [](double z) { return z / std::sqrt(1 + z * z / 9); };
  check_close(table.train.features, {bounded(-1), 0, 0, bounded(-0.5), 0, 0, 0, 0, 0, bounded(0.5),
                                     0, 0, 3, bounded(-2), 0});
  check_close(table.validation.features, {0, 0, 0, bounded(2), bounded(-1), bounded(1)});
  REQUIRE(table.standardization.has_value());
  CHECK(table.standardization->center == std::vector<double>{2, 5, 7});
  CHECK(table.standardization->scale == std::vector<double>{2, 2, 1});
  CHECK(table.standardization->bound == 3);
}

TEST_CASE("robustly: quartiles between two values are interpolated, and a channel is one column") {
  // Of 0, 1, 2, 4 the quartiles are 0.75 and 2.5, the median 1.5; of 10 to 13 10.75, 12.25, 11.5.
  Dataset images = dataset_of({2, 1, 2}, {4, 0, 10, 13, 2, 1, 12, 11}, {});
  plumb::standardize_robustly(images);
  CHECK(images.standardization->center == std::vector<double>{1.5, 11.5});
  CHECK(images.standardization->scale == std::vector<double>{1.75, 1.5});
}

TEST_CASE("values to regress on are standardized by the training split, and classes refused") {
  Dataset table = dataset_of({1}, {0, 0}, {0});
  table.name = "csv:t.csv";
  CHECK_THROWS_WITH(plumb::standardize_targets(table),
                    ContainsSubstring("--standardize-targets on is for values to regress on, and "
                                      "csv:t.csv has classes"));
  table.train.targets = {290, 296};
  table.validation.targets = {299};
  plumb::standardize_targets(table);
  check_close(table.train.targets, {-1, 1});
  check_close(table.validation.targets, {2});
  REQUIRE(table.target_standardization.has_value());
  CHECK(table.target_standardization->center == std::vector<double>{293});
  CHECK(table.target_standardization->scale == std::vector<double>{3});
  CHECK_FALSE(table.standardization.has_value());
}

TEST_CASE("a set is standardized before it is scaled") {
  const TemporaryFolder folder;
  const auto file = folder.path() / "table.csv";
  std::ofstream(file) << "1000,0.001,a\n3000,0.003,b\n1000,0.003,a\n3000,0.001,b\n1000,0.002,a\n";
  plumb::DatasetRequest request;
  request.name = "csv:" + file.string();
  request.scaling = plumb::Scaling::standard;
  request.input_scale = 2;
  const Dataset dataset = plumb::load_dataset(request);
  REQUIRE(dataset.train.count == 4);
  for (std::size_t column = 0; column < 2; ++column) {
    double sum = 0, squares = 0;
    for (std::size_t row = 0; row < 4; ++row) {
      const double x = dataset.train.features[2 * row + column];
      sum += x;
      squares += x * x;
    }
    CHECK(sum == Approx(0).margin(1e-5));
    CHECK(squares / 4 == Approx(4));
  }
}

TEST_CASE("a table is scaled before it is rounded, by the numbers of the file") {
  const TemporaryFolder folder;
  const auto file = folder.path() / "table.csv";
  // Seconds since 1970, a tenth apart, where float32 is 128 apart.
  std::string text;
  for (int i = 0; i < 400; ++i)
    text += fmt::format("{:.1f},{:.1f}\n", 1.7e9 + i / 10.0, 1.7e9 - i / 5.0);
  write_text(file, text);
  plumb::DatasetRequest request;
  request.name = "csv:" + file.string();
  request.regression = true;
  const auto digest = plumb::load_dataset(request).digest;
  request.standardize_targets = true;
  for (const auto scaling : {plumb::Scaling::standard, plumb::Scaling::robust}) {
    request.scaling = scaling;
    const Dataset dataset = plumb::load_dataset(request);
    const auto& train = dataset.train;
    CHECK(std::set<float>(train.features.begin(), train.features.end()).size() == 320);
    CHECK(std::set<float>(train.targets.begin(), train.targets.end()).size() == 320);
    const auto& by = *dataset.standardization;
    const auto& targets_by = *dataset.target_standardization;
    CHECK(by.center[0] == Approx(1.7e9 + 20).margin(3).epsilon(0));
    CHECK(targets_by.center[0] == Approx(1.7e9 - 40).margin(6).epsilon(0));
    for (std::size_t i = 0; i < train.features.size() && scaling == plumb::Scaling::standard; ++i) {
      const double feature = train.features[i], target = train.targets[i];
      const double seconds = feature * by.scale[0] + by.center[0] - 1.7e9;
      REQUIRE(10 * seconds == Approx(std::round(10 * seconds)).margin(1e-3));
      REQUIRE(target * targets_by.scale[0] + targets_by.center[0] - 1.7e9 ==
              Approx(-2 * seconds).margin(1e-3));
    }
    CHECK(dataset.digest == digest);
    CHECK(train.exact_features.empty());
    CHECK(dataset.validation.exact_targets.empty());
  }
}

TEST_CASE("widths are those of the numbers of the file, which standardizing may round away") {
  const TemporaryFolder folder;
  const auto file = folder.path() / "table.csv";
  std::string text;
  for (int i = 0; i < 400; ++i)
    text += fmt::format("{},{:.1f},{}\n", i % 20 == 0 ? 1e20 : i / 400.0, 1.7e9 + i / 10.0, i % 2);
  write_text(file, text);
  plumb::DatasetRequest request;
  request.name = "csv:" + file.string();
  request.scaling = plumb::Scaling::standard;
  const Dataset dataset = plumb::load_dataset(request);
  // A uniform middle half of about 0.5 beside a deviation of about sqrt(0.05 * 0.95) * 1e20.
  CHECK(dataset.input_widths.at(0) == Approx(1.7e-20).epsilon(0.2));
  CHECK(dataset.input_widths.at(1) == Approx(1.28).epsilon(0.05));
  request.scaling = plumb::Scaling::robust;
  CHECK(plumb::load_dataset(request).input_widths.at(0) > 0.1);
}

TEST_CASE("what float32 holds is scaled to the same bits, exact values or not") {
  const std::vector<float> train{1, 0.5F, 3, -7, 1e6F, 0.25F, 12, 4096.5F}, validation{2, 0.125F};
  for (const bool robustly : {false, true}) {
    Dataset rounded = dataset_of({2}, train, validation), exact = rounded;
    exact.train.exact_features.assign(train.begin(), train.end());
    exact.validation.exact_features.assign(validation.begin(), validation.end());
    for (Dataset* dataset : {&rounded, &exact})
      robustly ? plumb::standardize_robustly(*dataset) : standardize(*dataset);
    CHECK(exact.train.features == rounded.train.features);
    CHECK(exact.validation.features == rounded.validation.features);
    CHECK(exact.standardization->center == rounded.standardization->center);
    CHECK(exact.standardization->scale == rounded.standardization->scale);
  }
}

TEST_CASE("images are standardized before they become sequences") {
  plumb::DatasetRequest request;
  request.name = "digits";
  request.limit = 20;
  request.scaling = plumb::Scaling::standard;
  const Dataset images = plumb::load_dataset(request);
  request.sequence = "rows";
  const Dataset rows = plumb::load_dataset(request);
  CHECK(rows.sample_shape == std::vector<std::int64_t>{28, 28});
  CHECK(rows.train.features == images.train.features);
}
