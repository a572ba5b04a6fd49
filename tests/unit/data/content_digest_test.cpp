#include "data/content_digest.hpp"

#include <fstream>
#include <set>

#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

namespace {

plumb::Split split_of(std::size_t count) {
  plumb::Split split;
  split.count = static_cast<std::int64_t>(count);
  for (std::size_t i = 0; i < count; ++i) {
    split.features.push_back(static_cast<float>(i) / 7);
    split.labels.push_back(static_cast<std::int64_t>(i % 3));
  }
  return split;
}

}  // namespace

TEST_CASE("a digest differs wherever the data do") {
  const auto train = split_of(21), validation = split_of(6);
  const auto whole = plumb::content_digest(train, validation);
  CHECK(plumb::content_digest(split_of(21), split_of(6)) == whole);
  CHECK(whole == 0x6ca4979a0e8d9acfULL);  // on every machine

  std::set<std::uint64_t> digests{whole, plumb::content_digest(validation, train),
                                  plumb::content_digest(split_of(20), validation),
                                  plumb::content_digest(train, split_of(7))};
  REQUIRE(digests.size() == 4);
  for (std::size_t i = 0; i < train.features.size(); ++i) {
    auto other = train;
    other.features[i] = -other.features[i] - 1;
    digests.insert(plumb::content_digest(other, validation));
    other = train;
    ++other.labels[i];
    digests.insert(plumb::content_digest(other, validation));
    if (i == 0) continue;
    other = train;
    std::swap(other.features[i - 1], other.features[i]);
    digests.insert(plumb::content_digest(other, validation));
  }
  CHECK(digests.size() == 4 + 3 * train.features.size() - 1);
}

TEST_CASE("data that were read have a digest, by what is in the file") {
  const TemporaryFolder folder;
  const auto file = folder.path() / "points.csv";
  const auto digest_with = [&](const char* last_line, double scale) {
    std::ofstream(file) << "1,2,a\n3,4,b\n5,6,a\n7,8,b\n" << last_line;
    plumb::DatasetRequest request;
    request.name = "csv:" + file.string();
    request.input_scale = scale;
    return plumb::load_dataset(request).digest;
  };
  const auto digest = digest_with("9,10,b\n", 1);
  REQUIRE(digest);
  CHECK(digest_with("9,10,b\n", 2) == digest);
  CHECK(digest_with("9,11,b\n", 1) != digest);
  CHECK(digest_with("9,10,a\n", 1) != digest);

  plumb::DatasetRequest generated;
  generated.name = "circles";
  CHECK_FALSE(plumb::load_dataset(generated).digest);
}
