#include "data/idx.hpp"

#include <cstdlib>
#include <numeric>

#include "data/dataset.hpp"
#include "data_files.hpp"
#include "support/catch.hpp"
#include "support/needs.hpp"
#include "support/temporary_folder.hpp"

namespace fs = std::filesystem;
using plumb::read_idx_images;
using plumb::read_idx_labels;

namespace {

std::string image_error(const fs::path& file) {
  return error_of([&] { read_idx_images(file); });
}

std::string label_error(const fs::path& file) {
  return error_of([&] { read_idx_labels(file); });
}

}  // namespace

TEST_CASE("IDX files are read plain and compressed") {
  const TemporaryFolder folder;
  const fs::path plain = folder.path() / "images";
  const fs::path compressed = folder.path() / "images.gz";
  write_file(plain, idx_images(3, 2, 4));
  write_file(compressed, gzip(idx_images(3, 2, 4)));
  for (const auto& file : {plain, compressed}) {
    const auto images = read_idx_images(file);
    CHECK(images.count == 3);
    CHECK(images.rows == 2);
    CHECK(images.columns == 4);
    REQUIRE(images.pixels.size() == 24);
    CHECK(images.pixels.front() == 0);
    CHECK(images.pixels.back() == 23);
  }
  write_file(folder.path() / "labels.gz", gzip(idx_labels({7, 0, 255})));
  CHECK(read_idx_labels(folder.path() / "labels.gz") == Bytes{7, 0, 255});
}

TEST_CASE("a gzip file of several members is one content") {
  const TemporaryFolder folder;
  const Bytes content = idx_images(3, 2, 4);
  Bytes file = gzip(Bytes(content.begin(), content.begin() + 20));
  const Bytes second = gzip(Bytes(content.begin() + 20, content.end()));
  file.insert(file.end(), second.begin(), second.end());
  write_file(folder.path() / "images.gz", file);
  CHECK(read_idx_images(folder.path() / "images.gz").pixels.back() == 23);
}

TEST_CASE("an IDX file larger than every buffer is read whole") {
  const TemporaryFolder folder;
  const fs::path file = folder.path() / "images.gz";
  write_file(file, gzip(idx_images(1500, 40, 40)));  // 2.4 MB
  const auto images = read_idx_images(file);
  REQUIRE(images.pixels.size() == 2'400'000);
  std::size_t wrong = 0;
  for (std::size_t i = 0; i < images.pixels.size(); ++i) wrong += images.pixels[i] != (i & 255);
  CHECK(wrong == 0);
}

TEST_CASE("pixels are scaled by 255 in single precision") {
  Bytes bytes(40'000);
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(i);
  const auto values = plumb::to_unit_interval(bytes);
  REQUIRE(values.size() == bytes.size());
  std::size_t wrong = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    wrong += values[i] != static_cast<float>(bytes[i]) / 255.0F;
  }
  CHECK(wrong == 0);
  CHECK(values[255] == 1.0F);
}

TEST_CASE("every damaged IDX file is refused with its name and the reason") {
  const TemporaryFolder folder;
  const fs::path file = folder.path() / "images";
  const fs::path compressed = folder.path() / "images.gz";
  const Bytes good = idx_images(3, 2, 4);
  const Bytes good_gzip = gzip(good);

  SECTION("missing") {
    CHECK_THAT(image_error(file), ContainsSubstring("images does not exist"));
  }
  SECTION("a folder") {
    fs::create_directories(file);
    CHECK_THAT(image_error(file), ContainsSubstring("is not a file"));
  }
  SECTION("empty") {
    write_file(file, {});
    CHECK_THAT(image_error(file), ContainsSubstring("truncated"));
  }
  SECTION("ends in the header") {
    write_file(file, Bytes(good.begin(), good.begin() + 10));
    CHECK_THAT(image_error(file), ContainsSubstring("ends inside its IDX header"));
  }
  SECTION("plain and one byte short") {
    write_file(file, Bytes(good.begin(), good.end() - 1));
    CHECK_THAT(image_error(file), ContainsSubstring("truncated"));
  }
  SECTION("compressed content one byte short") {
    write_file(compressed, gzip(Bytes(good.begin(), good.end() - 1)));
    CHECK_THAT(image_error(compressed), ContainsSubstring("announces 24 bytes and 23 follow"));
  }
  SECTION("gzip stream cut") {
    write_file(compressed, Bytes(good_gzip.begin(), good_gzip.end() - 9));
    CHECK_THAT(image_error(compressed), ContainsSubstring("truncated"));
  }
  SECTION("gzip checksum wrong") {
    Bytes damaged = good_gzip;
    damaged[damaged.size() - 6] ^= 0xff;
    write_file(compressed, damaged);
    CHECK_THAT(image_error(compressed), ContainsSubstring("is damaged"));
  }
  SECTION("trailing bytes") {
    Bytes longer = good;
    longer.push_back(0);
    write_file(file, longer);
    write_file(compressed, gzip(longer));
    CHECK_THAT(image_error(file), ContainsSubstring("trailing bytes"));
    CHECK_THAT(image_error(compressed), ContainsSubstring("trailing bytes"));
  }
  SECTION("bytes after the gzip stream") {
    Bytes longer = good_gzip;
    for (const std::uint8_t extra : {1, 2, 3}) {
      longer.push_back(extra);
      write_file(compressed, longer);
      CHECK_THAT(image_error(compressed), ContainsSubstring("trailing bytes"));
    }
  }
  SECTION("wrong magic") {
    write_file(file, idx_labels({1, 2, 3}));
    CHECK_THAT(image_error(file), ContainsSubstring("0x00000801 instead of 0x00000803"));
    write_file(file, good);
    CHECK_THAT(label_error(file), ContainsSubstring("0x00000803 instead of 0x00000801"));
  }
  SECTION("not gzip") {
    write_file(compressed, good);
    CHECK_THAT(image_error(compressed), ContainsSubstring("is not a gzip file"));
  }
  SECTION("gzip without .gz") {
    write_file(file, good_gzip);
    CHECK_THAT(image_error(file), ContainsSubstring("must end in .gz"));
  }
  SECTION("a dimension of 0") {
    write_file(file, idx_images(0, 28, 28));
    CHECK_THAT(image_error(file), ContainsSubstring("dimension of 0"));
  }
  SECTION("a header that claims more than any memory") {
    Bytes absurd = good;
    for (std::size_t i = 4; i < 16; ++i) absurd[i] = 0xff;
    write_file(file, absurd);
    write_file(compressed, gzip(absurd));
    CHECK_THAT(image_error(file), ContainsSubstring("more than the file can hold"));
    CHECK_THAT(image_error(compressed), ContainsSubstring("more than the file can hold"));
  }
}

TEST_CASE("the original MNIST is read as published") {
  const char* data_dir = std::getenv("PLUMB_DATA_DIR");
  if ((data_dir == nullptr || !fs::exists(fs::path(data_dir) / "mnist")) &&
      skip_test("PLUMB_DATA_DIR has no MNIST"))
    return;
  plumb::DatasetRequest request;
  request.name = "mnist";
  const auto mnist = plumb::load_dataset(request);
  CHECK(mnist.train.count == 60'000);
  CHECK(mnist.validation.count == 10'000);
  CHECK(mnist.sample_shape == std::vector<std::int64_t>{1, 28, 28});
  CHECK(mnist.classes == 10);
  REQUIRE(mnist.train.features.size() == 60'000U * 784U);
  REQUIRE(mnist.validation.features.size() == 10'000U * 784U);
  const std::vector<std::int64_t> first(mnist.train.labels.begin(), mnist.train.labels.begin() + 5);
  CHECK(first == std::vector<std::int64_t>{5, 0, 4, 1, 9});
  const double sum = std::accumulate(mnist.train.features.begin(), mnist.train.features.end(), 0.0);
  // 0.1307 is the mean as everybody quotes it, to four digits.
  CHECK_THAT(sum / static_cast<double>(mnist.train.features.size()), WithinAbs(0.1307, 1e-4));
}
