#include "data/class_balance.hpp"

#include <utility>

#include "data_files.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using plumb::Dataset;
using plumb::DatasetRequest;
using plumb::load_dataset;

namespace {

Dataset dataset_of(std::vector<std::int64_t> train, std::vector<std::int64_t> validation) {
  Dataset dataset;
  dataset.classes = 4;
  dataset.train.count = static_cast<std::int64_t>(train.size());
  dataset.train.labels = std::move(train);
  dataset.validation.count = static_cast<std::int64_t>(validation.size());
  dataset.validation.labels = std::move(validation);
  return dataset;
}

/// A folder whose training samples are sorted by their class: three of 0, then two of 1.
DatasetRequest sorted_set(const TemporaryFolder& folder) {
  write_image_set(folder.path());
  write_file(folder.path() / "train-labels-idx1-ubyte.gz", gzip(idx_labels({0, 0, 0, 1, 1})));
  write_file(folder.path() / "t10k-labels-idx1-ubyte.gz", gzip(idx_labels({1, 0})));
  DatasetRequest request;
  request.name = "idx:" + folder.path().string();
  return request;
}

}  // namespace

TEST_CASE("a limit that leaves a single class is refused") {
  const TemporaryFolder folder;
  auto request = sorted_set(folder);
  request.limit = 3;
  CHECK_THAT(error_of([&] { load_dataset(request); }),
             ContainsSubstring("--limit 3 keeps the first training samples, which are of one "
                               "class:") &&
                 ContainsSubstring("shuffle samples that are sorted"));
  request.limit = 4;
  CHECK(load_dataset(request).train.labels == std::vector<std::int64_t>{0, 0, 0, 1});
}

TEST_CASE("a split that leaves a single class to train on is refused") {
  const TemporaryFolder folder;
  const auto file = folder.path() / "table.csv";
  write_text(file, "1,a\n2,b\n");
  DatasetRequest request;
  request.name = "csv:" + file.string();
  CHECK_THAT(error_of([&] { load_dataset(request); }),
             ContainsSubstring("all training samples (1) are of one class") &&
                 ContainsSubstring("--val-fraction"));
  request.regression = true;
  write_text(file, "1,2\n2,2\n3,2\n");
  CHECK(load_dataset(request).train.count == 2);
}

TEST_CASE("validation samples of classes that training never has are told") {
  const TemporaryFolder folder;
  auto request = sorted_set(folder);
  CHECK(load_dataset(request).notice.empty());
  write_file(folder.path() / "t10k-labels-idx1-ubyte.gz", gzip(idx_labels({1, 2})));
  CHECK(load_dataset(request).notice ==
        "50 % of the validation samples have classes that no training sample has");
}

TEST_CASE("a sequence has an unseen class where one of its labels is of one") {
  Dataset sequences = dataset_of({0, 1, 0, 2}, {0, 1, 3, 0, 1, 2, 3, 3});
  sequences.train.count = 2;
  sequences.validation.count = 4;
  sequences.label_steps = 2;
  CHECK_THAT(plumb::unseen_classes_notice(sequences), ContainsSubstring("50 %"));
}

TEST_CASE("the majority's share is that of the class that is most frequent in training") {
  CHECK(plumb::majority_share(dataset_of({0, 2, 2, 1}, {2, 1, 1, 1})) == 0.25);
  CHECK(plumb::majority_share(dataset_of({0, 2, 2}, {2, 2})) == 1.0);
  CHECK_FALSE(plumb::majority_share(Dataset()).has_value());
}
