#include "data/repeated_samples.hpp"

#include <fmt/format.h>

#include "data/random.hpp"
#include "data_files.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using plumb::Dataset;
using plumb::repeated_samples_notice;

namespace {

/// 300 training samples of two columns and 100 validation samples, `repeated` of which are among
/// the former. `value` makes a feature of a number in [0, 1).
template <typename Value>
Dataset dataset_of(std::size_t repeated, Value value) {
  plumb::Random random(7, 1);
  Dataset dataset;
  dataset.classes = 2;
  dataset.train.count = 300;
  dataset.validation.count = 100;
  for (int i = 0; i < 600; ++i)
    dataset.train.features.push_back(static_cast<float>(value(random.uniform())));
  auto& validation = dataset.validation.features;
  validation.assign(dataset.train.features.begin() + 200,
                    dataset.train.features.begin() + 200 + static_cast<int>(2 * repeated));
  while (validation.size() < 200) validation.push_back(static_cast<float>(value(random.uniform())));
  return dataset;
}

double any(double x) {
  return x;
}

}  // namespace

TEST_CASE("validation samples with the features of training samples are told by their share") {
  CHECK(repeated_samples_notice(dataset_of(40, any)) ==
        "40 % of the validation samples have the very features of a training sample: of those the "
        "validation accuracy tells only what was learnt by heart");
  Dataset values = dataset_of(2, any);
  values.classes = 0;
  CHECK_THAT(repeated_samples_notice(values),
             ContainsSubstring("2 % of the") && ContainsSubstring("validation loss"));
  CHECK(repeated_samples_notice(dataset_of(1, any)).empty());
  CHECK(repeated_samples_notice(dataset_of(0, any)).empty());
}

TEST_CASE("repetition that is in the nature of the columns is not told") {
  // Of nine samples that there can be, all are in both parts.
  CHECK(repeated_samples_notice(dataset_of(0, [](double x) { return std::floor(3 * x); })).empty());
  // Of 2,500 a tenth by chance.
  const auto fifty = [](double x) { return std::floor(50 * x); };
  CHECK(repeated_samples_notice(dataset_of(0, fifty)).empty());
  CHECK_FALSE(repeated_samples_notice(dataset_of(60, fifty)).empty());
}

TEST_CASE("samples that are alike only in their middle are not the same") {
  Dataset dataset;
  dataset.classes = 2;
  dataset.train.count = dataset.validation.count = 10;
  for (int i = 0; i < 10; ++i) {
    std::vector<float> sample(400, 0.5F);
    sample.front() = static_cast<float>(i);
    dataset.train.features.insert(dataset.train.features.end(), sample.begin(), sample.end());
    if (i > 2) sample.back() = 1;
    dataset.validation.features.insert(dataset.validation.features.end(), sample.begin(),
                                       sample.end());
  }
  CHECK_THAT(repeated_samples_notice(dataset), ContainsSubstring("30 % of the"));
}

TEST_CASE("of a table and of a folder of images that are read") {
  const TemporaryFolder folder;
  std::string text;
  for (int i = 0; i < 300; ++i) text += fmt::format("{},{},{}\n", i % 15, i % 15 * 0.7, i % 2);
  write_text(folder.path() / "table.csv", text);
  plumb::DatasetRequest request;
  request.name = "csv:" + (folder.path() / "table.csv").string();
  CHECK(plumb::load_dataset(request).notice.empty());  // 225 combinations of two columns
  text.clear();
  for (int i = 0; i < 300; ++i)
    text += fmt::format("{},{},{},{}\n", i % 15, i % 15 * 0.7, i % 15 * 0.3, i % 2);
  write_text(folder.path() / "table.csv", text);
  CHECK_THAT(plumb::load_dataset(request).notice, ContainsSubstring("100 % of the validation"));

  write_image_set(folder.path() / "images");
  request.name = "idx:" + (folder.path() / "images").string();
  CHECK(plumb::load_dataset(request).notice.empty());
  write_file(folder.path() / "images/t10k-images-idx3-ubyte.gz", gzip(idx_images(2, 2, 3)));
  CHECK_THAT(plumb::load_dataset(request).notice, ContainsSubstring("100 % of the validation"));
}

TEST_CASE("generated samples are not compared") {
  plumb::DatasetRequest request;
  request.name = "copy";
  request.length = 2;
  CHECK(plumb::load_dataset(request).notice.empty());
}
