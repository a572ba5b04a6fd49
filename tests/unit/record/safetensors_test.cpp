#include <cstring>
#include <fstream>
#include <random>

#include "plumb/diagnostics/error.hpp"
#include "plumb/diagnostics/safetensors.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

namespace {

using plumb::StoredTensor;
using plumb::StoredTensors;

template <typename T>
StoredTensor tensor(std::string name, std::string dtype, std::vector<std::int64_t> shape,
                    const std::vector<T>& values) {
  StoredTensor result{std::move(name), std::move(dtype), std::move(shape), {}};
  result.bytes.resize(values.size() * sizeof(T));
  if (!values.empty()) std::memcpy(result.bytes.data(), values.data(), result.bytes.size());
  return result;
}

std::string file_bytes(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

void write_bytes(const std::filesystem::path& file, const std::string& bytes) {
  std::ofstream(file, std::ios::binary) << bytes;
}

std::string with_length(const std::string& header) {
  const std::uint64_t size = header.size();
  std::string bytes(8, '\0');
  std::memcpy(bytes.data(), &size, 8);
  return bytes + header;
}

const StoredTensors sample{
    {tensor<float>("dense_01.weight", "F32", {2, 3}, {1, -2, 3.5F, 0, 1e-30F, -1e30F}),
     tensor<float>("dense_01.bias", "F32", {2}, {0.25F, -0.5F})},
    {{"format", "pt"}, {"note", "line\nbreak \"quoted\" é"}}};

/// What `safetensors.numpy.save` 0.8 writes for a = float32 [[1, 2]], b = int64 7, e = float32 of
/// shape {0}, with one line of metadata.
const std::string python_file =
    with_length(R"({"__metadata__":{"k":"v"},"b":{"dtype":"I64","shape":[],"data_offsets":[0,8]},)"
                R"("a":{"dtype":"F32","shape":[1,2],"data_offsets":[8,16]},)"
                R"("e":{"dtype":"F32","shape":[0],"data_offsets":[16,16]}}   )") +
    std::string("\x07\0\0\0\0\0\0\0\0\0\x80\x3f\0\0\0\x40", 16);

void require_rejected(const std::filesystem::path& file, const std::string& reason) {
  INFO("expected: " << reason);
  REQUIRE_THROWS_WITH(plumb::read_safetensors(file),
                      ContainsSubstring(reason) && ContainsSubstring(file.string()));
}

}  // namespace

TEST_CASE("tensors, names, order and metadata survive a round trip") {
  const TemporaryFolder folder;
  const auto file = folder.path() / "weights.safetensors";
  plumb::write_safetensors(file, sample);
  const auto read = plumb::read_safetensors(file);

  REQUIRE(read.metadata == sample.metadata);
  REQUIRE(read.tensors.size() == sample.tensors.size());
  for (std::size_t i = 0; i < sample.tensors.size(); ++i) {
    CHECK(read.tensors[i].name == sample.tensors[i].name);
    CHECK(read.tensors[i].dtype == sample.tensors[i].dtype);
    CHECK(read.tensors[i].shape == sample.tensors[i].shape);
    CHECK(read.tensors[i].bytes == sample.tensors[i].bytes);
  }
}

TEST_CASE("scalars, empty tensors and no tensors at all are kept") {
  const TemporaryFolder folder;
  const auto file = folder.path() / "odd.safetensors";
  plumb::write_safetensors(file, {{tensor<float>("empty", "F32", {0, 4}, {}),
                                   tensor<std::int64_t>("scalar", "I64", {}, {7})},
                                  {}});
  const auto read = plumb::read_safetensors(file);
  REQUIRE(read.tensors.size() == 2);
  CHECK(read.tensors[0].name == "scalar");
  CHECK(read.tensors[0].shape.empty());
  CHECK(read.tensors[1].shape == std::vector<std::int64_t>{0, 4});

  plumb::write_safetensors(file, {});
  CHECK(plumb::read_safetensors(file).tensors.empty());
}

TEST_CASE("data and every tensor in it are aligned to the element size") {
  const TemporaryFolder folder;
  const auto file = folder.path() / "mixed.safetensors";
  plumb::write_safetensors(file, {{tensor<std::uint8_t>("mask", "BOOL", {3}, {1, 0, 1}),
                                   tensor<float>("weight", "F32", {1}, {2.0F}),
                                   tensor<double>("step", "F64", {}, {3.0})},
                                  {}});
  std::uint64_t header_size = 0;
  std::memcpy(&header_size, file_bytes(file).data(), 8);
  CHECK(header_size % 8 == 0);
  std::vector<std::string> names;
  for (const auto& stored : plumb::read_safetensors(file).tensors) names.push_back(stored.name);
  CHECK(names == std::vector<std::string>{"step", "weight", "mask"});
}

TEST_CASE("a file of Python's safetensors reads as it was meant") {
  const TemporaryFolder folder;
  const auto file = folder.path() / "python.safetensors";
  write_bytes(file, python_file);
  const auto read = plumb::read_safetensors(file);
  REQUIRE(read.tensors.size() == 3);
  CHECK(read.metadata.at("k") == "v");
  CHECK(read.tensors[0].name == "b");
  CHECK(read.tensors[1].name == "a");
  CHECK(read.tensors[1].bytes == tensor<float>("a", "F32", {1, 2}, {1, 2}).bytes);
  CHECK(read.tensors[2].bytes.empty());
}

TEST_CASE("a file cut at any length is refused") {
  const TemporaryFolder folder;
  const auto file = folder.path() / "cut.safetensors";
  plumb::write_safetensors(file, sample);
  const auto whole = file_bytes(file);
  for (std::size_t length = 0; length < whole.size(); ++length) {
    write_bytes(file, whole.substr(0, length));
    INFO("cut at " << length << " of " << whole.size());
    REQUIRE_THROWS_AS(plumb::read_safetensors(file), plumb::Error);
  }
  write_bytes(file, whole + "x");
  require_rejected(file, "trailing bytes");
}

TEST_CASE("a damaged header is refused or read, never a crash") {
  const TemporaryFolder folder;
  const auto file = folder.path() / "damaged.safetensors";
  plumb::write_safetensors(file, sample);
  const auto whole = file_bytes(file);
  std::mt19937 random(1);  // fixed: a failure repeats
  std::uniform_int_distribution<std::size_t> position(0, whole.size() - 33);
  std::uniform_int_distribution<int> byte(0, 255);
  int refused = 0;
  for (int i = 0; i < 1000; ++i) {
    auto damaged = whole;
    damaged[position(random)] = static_cast<char>(byte(random));
    write_bytes(file, damaged);
    try {
      plumb::read_safetensors(file);  // a change within a name or the metadata is no damage
    } catch (const plumb::Error&) {
      ++refused;
    }
  }
  CHECK(refused > 300);
}

TEST_CASE("each way to be malformed is named") {
  const TemporaryFolder folder;
  const auto file = folder.path() / "bad.safetensors";
  const std::string four(4, '\0');
  const auto entry = [](const std::string& dtype, const std::string& shape,
                        const std::string& offsets) {
    return R"({"dtype":")" + dtype + R"(","shape":)" + shape + R"(,"data_offsets":)" + offsets +
           "}";
  };
  const auto expect = [&](const std::string& header, const std::string& data,
                          const std::string& reason) {
    write_bytes(file, with_length(header) + data);
    INFO(header);
    require_rejected(file, reason);
  };

  write_bytes(file, std::string(8, '\xff') + "{}");
  require_rejected(file, "announces a header of 18446744073709551615 bytes");
  expect("", "", "does not start with '{'");
  expect(" {}", "", "does not start with '{'");
  expect("{", "", "not valid JSON");
  expect("{}}", "", "not valid JSON");
  expect("{\"a\":" + std::string(100000, '['), "", "not valid JSON");
  expect(R"({"a":{"dtype":{"x":{"y":{}}},"shape":[],"data_offsets":[0,4]}})", four, "nested");
  expect(R"({"__metadata__":{"a":1}})", "", "\"a\" is not a string");
  expect(R"({"__metadata__":[]})", "", "not an object of strings");
  expect(R"({"a":1})", "", "lacks a dtype");
  expect(R"({"a":{"dtype":"F32","shape":[1]}})", four, "lacks a dtype");
  expect(R"({"a":)" + entry("F31", "[1]", "[0,4]") + "}", four, "dtype \"F31\"; known are BOOL");
  expect(R"({"a":)" + entry("F32", "[-1]", "[0,4]") + "}", four, "dimension");
  expect(R"({"a":)" + entry("F32", "[1.5]", "[0,4]") + "}", four, "dimension");
  expect(R"({"a":)" + entry("F32", "[4611686018427387904,4]", "[0,4]") + "}", four, "overflows");
  expect(R"({"a":)" + entry("F32", "[18446744073709551615]", "[0,4]") + "}", four, "overflows");
  expect(R"({"a":)" + entry("F32", "[1]", "[0]") + "}", four, "not two counts");
  expect(R"({"a":)" + entry("F32", "[1]", "[-4,0]") + "}", four, "not two counts");
  expect(R"({"a":)" + entry("F32", "[1]", "[4,0]") + "}", four, "do not fit");
  expect(R"({"a":)" + entry("F32", "[2]", "[0,4]") + "}", four, "do not fit");
  expect(R"({"a":)" + entry("F32", "[1]", "[4,8]") + "}", four + four, "an overlap or a hole");
  expect(
      R"({"a":)" + entry("F32", "[1]", "[0,4]") + R"(,"b":)" + entry("F32", "[1]", "[0,4]") + "}",
      four, "an overlap or a hole");
  expect(
      R"({"a":)" + entry("F32", "[1]", "[0,4]") + R"(,"a":)" + entry("F32", "[1]", "[4,8]") + "}",
      four + four, "appears twice");
  expect(R"({"a":)" + entry("F32", "[1]", "[0,4]") + "}", "", "truncated");
}

TEST_CASE("a missing file and a folder are named") {
  const TemporaryFolder folder;
  REQUIRE_THROWS_WITH(plumb::read_safetensors(folder.path() / "absent.safetensors"),
                      ContainsSubstring("absent.safetensors"));
  REQUIRE_THROWS_AS(plumb::read_safetensors(folder.path()), plumb::Error);
}

TEST_CASE("what the format cannot hold is refused before anything is written") {
  const TemporaryFolder folder;
  const auto file = folder.path() / "old.safetensors";
  plumb::write_safetensors(file, sample);
  const auto before = file_bytes(file);

  const auto scalar = tensor<float>("a", "F32", {}, {1});
  for (const auto& broken : {StoredTensors{{tensor<float>("a", "F33", {}, {1})}, {}},
                             StoredTensors{{tensor<float>("a", "F32", {2}, {1})}, {}},
                             StoredTensors{{scalar, scalar}, {}},
                             StoredTensors{{tensor<float>("__metadata__", "F32", {}, {1})}, {}},
                             StoredTensors{{tensor<float>("\xff", "F32", {}, {1})}, {}}}) {
    REQUIRE_THROWS_AS(plumb::write_safetensors(file, broken), plumb::Error);
  }
  CHECK(file_bytes(file) == before);
  CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);
}

TEST_CASE("a folder that does not exist is named") {
  const TemporaryFolder folder;
  REQUIRE_THROWS_WITH(plumb::write_safetensors(folder.path() / "no" / "w.safetensors", sample),
                      ContainsSubstring("No such file or directory"));
}
