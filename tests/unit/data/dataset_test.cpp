#include "data/dataset.hpp"
#include "config/choices.hpp"

#include <set>

#include "data_files.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

namespace fs = std::filesystem;
using plumb::Dataset;
using plumb::DatasetRequest;
using plumb::load_dataset;

namespace {

DatasetRequest request_of(const std::string& name) {
  DatasetRequest request;
  request.name = name;
  return request;
}

std::string load_error(const DatasetRequest& request) {
  return error_of([&] { load_dataset(request); });
}

void check_consistent(const Dataset& dataset) {
  std::size_t width = 1;
  for (const auto extent : dataset.sample_shape) width *= static_cast<std::size_t>(extent);
  for (const auto* split : {&dataset.train, &dataset.validation}) {
    CHECK(split->count > 0);
    CHECK(split->features.size() == width * static_cast<std::size_t>(split->count));
    CHECK(split->labels.size() == static_cast<std::size_t>(split->count));
    CHECK(split->targets.empty());
    for (const auto label : split->labels) {
      if (label < 0 || label >= dataset.classes) FAIL_CHECK("label " << label);
    }
  }
}

}  // namespace

TEST_CASE("a published set: test images validate, limit keeps the first, scale multiplies") {
  const TemporaryFolder folder;
  write_image_set(folder.path() / "mnist");
  auto request = request_of("mnist");
  request.data_dir = folder.path();
  const auto all = load_dataset(request);
  check_consistent(all);
  CHECK(all.name == "mnist");
  CHECK(all.source == (folder.path() / "mnist").string());
  CHECK(all.classes == 10);
  CHECK(all.sample_shape == std::vector<std::int64_t>{1, 2, 3});
  CHECK(all.train.labels == std::vector<std::int64_t>{0, 3, 9, 1, 2});
  CHECK(all.validation.labels == std::vector<std::int64_t>{3, 0});
  CHECK(all.train.features[7] == 7.0F / 255.0F);

  request.limit = 2;
  request.input_scale = 10.0;
  const auto some = load_dataset(request);
  CHECK(some.train.labels == std::vector<std::int64_t>{0, 3});
  CHECK(some.train.features.size() == 12);
  CHECK(some.train.features[7] == 7.0F / 255.0F * 10.0F);
  CHECK(some.validation.features[7] == 107.0F / 255.0F * 10.0F);
  CHECK(some.validation.count == 2);

  request.limit = 1000;
  CHECK(load_dataset(request).train.count == 5);
}

TEST_CASE("a published set refuses labels above 9, and pairs that do not fit") {
  const TemporaryFolder folder;
  const fs::path mnist = folder.path() / "mnist";
  write_image_set(mnist);
  auto request = request_of("mnist");
  request.data_dir = folder.path();
  SECTION("label out of range") {
    write_file(mnist / "train-labels-idx1-ubyte.gz", gzip(idx_labels({0, 1, 2, 10, 3})));
    CHECK_THAT(load_error(request),
               ContainsSubstring("train-labels-idx1-ubyte.gz has the label 10 at index 3: labels "
                                 "must be 0 to 9"));
  }
  SECTION("test label out of range") {
    write_file(mnist / "t10k-labels-idx1-ubyte.gz", gzip(idx_labels({0, 200})));
    CHECK_THAT(load_error(request), ContainsSubstring("label 200 at index 1"));
  }
  SECTION("counts differ") {
    write_file(mnist / "t10k-labels-idx1-ubyte.gz", gzip(idx_labels({0, 1, 2})));
    const std::string message = load_error(request);
    CHECK_THAT(message, ContainsSubstring("has 2 images"));
    CHECK_THAT(message, ContainsSubstring("has 3 labels"));
  }
  SECTION("a file that was cut off") {
    Bytes packed = gzip(idx_images(2, 2, 3));
    packed.resize(20);
    write_file(mnist / "t10k-images-idx3-ubyte.gz", packed);
    CHECK_THAT(load_error(request),
               ContainsSubstring("t10k-images-idx3-ubyte.gz is truncated") &&
                   ContainsSubstring("`plumb data fetch mnist --data-dir " +
                                     folder.path().string() + "` replaces what is damaged"));
  }
  SECTION("sizes differ") {
    write_file(mnist / "t10k-images-idx3-ubyte.gz", gzip(idx_images(2, 3, 3)));
    CHECK_THAT(load_error(request), ContainsSubstring("images of 3 x 3"));
  }
}

TEST_CASE("without a name the first set found is taken") {
  const TemporaryFolder folder;
  const ScopedVariable variable("PLUMB_DATA_DIR");
  const ScopedVariable cache("XDG_CACHE_HOME", (folder.path() / "cache").string());
  const ScopedWorkingFolder working(folder.path());
  DatasetRequest request;
  request.limit = 3;
  if (!fs::exists("/usr/share/datasets/fashion-mnist")) {
    const auto fallback = load_dataset(request);
    CHECK(fallback.name == "digits");
    CHECK(fallback.source == "generated");
    CHECK_THAT(fallback.notice,
               ContainsSubstring("mnist was not found") && ContainsSubstring("this is on digits"));
  }
  write_image_set("data/fashion-mnist");
  CHECK(load_dataset(request).name == "fashion-mnist");
  CHECK_THAT(load_dataset(request).notice, ContainsSubstring("this is on fashion-mnist"));
  CHECK(load_dataset(request_of("fashion-mnist")).notice.empty());
  write_image_set("data/mnist");
  const auto found = load_dataset(request);
  CHECK(found.name == "mnist");
  CHECK(found.source == "data/mnist");
  CHECK(found.notice.empty());
}

TEST_CASE("idx: with a test set and without") {
  const TemporaryFolder folder;
  write_image_set(folder.path());
  const auto request = request_of("idx:" + folder.path().string());
  const auto with_test = load_dataset(request);
  check_consistent(with_test);
  CHECK(with_test.name == request.name);
  CHECK(with_test.source == folder.path().string());
  CHECK(with_test.validation.count == 2);
  CHECK(with_test.classes == 10);

  fs::remove(folder.path() / "t10k-images-idx3-ubyte.gz");
  CHECK_THAT(load_error(request), ContainsSubstring("has no file t10k-images-idx3-ubyte"));

  fs::remove(folder.path() / "t10k-labels-idx1-ubyte.gz");
  const auto without = load_dataset(request);
  check_consistent(without);
  CHECK(without.train.count == 4);
  CHECK(without.validation.count == 1);

  CHECK_THAT(load_error(request_of("idx:/nowhere/at/all")), ContainsSubstring("is not a folder"));
  CHECK_THAT(load_error(request_of("idx:")), ContainsSubstring("write idx:DIR"));
}

TEST_CASE("circles and blobs are 700 and 300 points, by the data seed") {
  for (const std::string name : {"circles", "blobs"}) {
    auto request = request_of(name);
    const auto first = load_dataset(request);
    check_consistent(first);
    CHECK(first.train.count == 700);
    CHECK(first.validation.count == 300);
    CHECK(first.sample_shape == std::vector<std::int64_t>{2});
    CHECK(first.classes == (name == "circles" ? 2 : 3));
    CHECK(load_dataset(request).train.features == first.train.features);

    request.limit = 10;
    const auto limited = load_dataset(request);
    CHECK(limited.validation.features == first.validation.features);
    const std::vector<float> beginning(first.train.features.begin(),
                                       first.train.features.begin() + 20);
    CHECK(limited.train.features == beginning);

    request.data_seed = 1;
    CHECK(load_dataset(request).validation.features != first.validation.features);
  }
}

TEST_CASE("digits are drawn as far as they are needed") {
  auto request = request_of("digits");
  request.limit = 20;
  const auto digits = load_dataset(request);
  check_consistent(digits);
  CHECK(digits.train.count == 20);
  CHECK(digits.validation.count == 10'000);
  CHECK(digits.classes == 10);
  CHECK(digits.sample_shape == std::vector<std::int64_t>{1, 28, 28});
  const std::vector<float> first(digits.validation.features.begin(),
                                 digits.validation.features.begin() + 20 * 784);
  CHECK(first != digits.train.features);
}

TEST_CASE("csv: is split by the fraction, for classes and for values") {
  const TemporaryFolder folder;
  const fs::path file = folder.path() / "table.csv";
  std::string text;
  for (int i = 0; i < 10; ++i) text += std::to_string(i) + "," + std::to_string(i % 2) + "\n";
  write_text(file, text);
  auto request = request_of("csv:" + file.string());
  const auto classes = load_dataset(request);
  check_consistent(classes);
  CHECK(classes.train.count == 8);
  CHECK(classes.validation.count == 2);
  CHECK(classes.name == request.name);
  CHECK(classes.source == file.string());
  CHECK(classes.sample_shape == std::vector<std::int64_t>{1});

  request.regression = true;
  request.val_fraction = 0.5;
  const auto values = load_dataset(request);
  CHECK(values.classes == 0);
  CHECK(values.train.labels.empty());
  CHECK(values.train.targets.size() == 5);
  CHECK(values.validation.targets.size() == 5);

  write_text(file, "1,2\n");
  CHECK_THAT(load_error(request), ContainsSubstring("one row of data"));
}

TEST_CASE("a request out of range is refused with its value") {
  auto request = request_of("circles");
  SECTION("limit") {
    request.limit = -3;
    CHECK_THAT(load_error(request), ContainsSubstring("limit -3"));
  }
  SECTION("fraction") {
    for (const double fraction : {0.0, 1.0, -0.5, 1.5, std::numeric_limits<double>::quiet_NaN()}) {
      request.val_fraction = fraction;
      CHECK_THAT(load_error(request), ContainsSubstring("must lie between 0 and 1"));
    }
  }
  SECTION("scale") {
    for (const double scale : {0.0, std::numeric_limits<double>::infinity()}) {
      request.input_scale = scale;
      CHECK_THAT(load_error(request), ContainsSubstring("must be finite and not 0"));
    }
  }
  SECTION("name") {
    request.name = "cifar";
    CHECK_THAT(load_error(request), ContainsSubstring("unknown data set 'cifar'"));
  }
}

TEST_CASE("known data sets have unique names and descriptions") {
  std::set<std::string> names;
  for (const auto& known : plumb::known_datasets()) {
    CHECK(names.insert(known.name).second);
    CHECK_FALSE(known.description.empty());
  }
  CHECK(names.size() == 9);
}

TEST_CASE("the names that --data takes are those of the data sets") {
  std::vector<std::string> names;
  for (const auto& info : plumb::known_datasets()) names.push_back(info.name);
  CHECK(plumb::dataset_names() == names);
}

TEST_CASE("idx: with a single class is refused") {
  const TemporaryFolder folder;
  write_image_set(folder.path());
  write_file(folder.path() / "train-labels-idx1-ubyte.gz", gzip(idx_labels({3, 3, 3, 3, 3})));
  CHECK_THAT(load_error(request_of("idx:" + folder.path().string())),
             ContainsSubstring("train-labels-idx1-ubyte.gz has the single class 3"));
}
