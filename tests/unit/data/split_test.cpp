#include "data/split.hpp"

#include <algorithm>
#include <numeric>

#include "data_files.hpp"
#include "support/catch.hpp"

using plumb::Dataset;
using plumb::DatasetRequest;
using plumb::Split;

namespace {

/// Sample i has the features 10 i and 10 i + 1 and the label i.
Split numbered(std::int64_t count) {
  Split split;
  split.count = count;
  for (std::int64_t i = 0; i < count; ++i) {
    split.features.push_back(static_cast<float>(10 * i));
    split.features.push_back(static_cast<float>(10 * i + 1));
    split.labels.push_back(i);
  }
  return split;
}

Dataset split_of(std::int64_t count, const DatasetRequest& request) {
  Dataset dataset;
  plumb::hold_out(numbered(count), request, dataset);
  return dataset;
}

}  // namespace

TEST_CASE("take gathers features with their labels or targets") {
  const std::vector<std::int64_t> indices{2, 0, 2};
  const Split taken = plumb::take(numbered(3), indices);
  CHECK(taken.count == 3);
  CHECK(taken.labels == std::vector<std::int64_t>{2, 0, 2});
  CHECK(taken.features == std::vector<float>{20, 21, 0, 1, 20, 21});

  Split values = numbered(3);
  values.labels.clear();
  values.targets = {0.5F, 1.5F, 2.5F};
  CHECK(plumb::take(values, indices).targets == std::vector<float>{2.5F, 0.5F, 2.5F});
}

TEST_CASE("holding out loses no sample and mixes them") {
  const auto dataset = split_of(100, {});
  CHECK(dataset.train.count == 80);
  CHECK(dataset.validation.count == 20);
  CHECK_FALSE(std::is_sorted(dataset.train.labels.begin(), dataset.train.labels.end()));
  std::vector<std::int64_t> all = dataset.train.labels;
  all.insert(all.end(), dataset.validation.labels.begin(), dataset.validation.labels.end());
  std::sort(all.begin(), all.end());
  CHECK(all == numbered(100).labels);
  CHECK(dataset.train.features[0] == static_cast<float>(10 * dataset.train.labels[0]));
}

TEST_CASE("the split follows the data seed, and the limit does not move it") {
  DatasetRequest request;
  const auto first = split_of(50, request);
  CHECK(split_of(50, request).train.labels == first.train.labels);
  request.limit = 7;
  const auto limited = split_of(50, request);
  CHECK(limited.train.count == 7);
  CHECK(std::equal(limited.train.labels.begin(), limited.train.labels.end(),
                   first.train.labels.begin()));
  CHECK(limited.validation.labels == first.validation.labels);
  request.limit = 0;
  request.data_seed = 1;
  CHECK(split_of(50, request).train.labels != first.train.labels);
}

TEST_CASE("neither side of a split is ever empty") {
  DatasetRequest request;
  request.val_fraction = 0.001;
  CHECK(split_of(10, request).validation.count == 1);
  request.val_fraction = 0.999;
  CHECK(split_of(10, request).train.count == 1);
  CHECK_THAT(error_of([&] { split_of(1, request); }), ContainsSubstring("cannot be split"));
}
