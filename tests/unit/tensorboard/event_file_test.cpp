#include "tensorboard/event_file.hpp"

#include <cstring>
#include <fstream>
#include <iterator>

#include "plumb/diagnostics/error.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"
#include "tensorboard/crc32c.hpp"

namespace {

std::uint64_t little_endian(const std::string& bytes, std::size_t offset, int count) {
  std::uint64_t number = 0;
  for (int i = count - 1; i >= 0; --i)
    number = (number << 8) | static_cast<unsigned char>(bytes[offset + static_cast<unsigned>(i)]);
  return number;
}

std::uint32_t masked(std::string_view bytes) {
  const std::uint32_t crc = plumb::crc32c(bytes);
  return ((crc >> 15) | (crc << 17)) + 0xa282ead8;
}

/// The records of a file, each with both of its checksums right.
std::vector<std::string> records(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
  std::vector<std::string> result;
  for (std::size_t at = 0; at < bytes.size();) {
    const auto length = static_cast<std::size_t>(little_endian(bytes, at, 8));
    REQUIRE(little_endian(bytes, at + 8, 4) == masked(std::string_view(bytes).substr(at, 8)));
    result.push_back(bytes.substr(at + 12, length));
    REQUIRE(little_endian(bytes, at + 12 + length, 4) == masked(result.back()));
    at += 16 + length;
  }
  return result;
}

}  // namespace

TEST_CASE("the checksum is CRC-32C") {
  // RFC 3720, B.4, and the check value of the catalogue of CRC algorithms.
  REQUIRE(plumb::crc32c("123456789") == 0xe3069283);
  REQUIRE(plumb::crc32c(std::string(32, '\0')) == 0x8a9136aa);
  REQUIRE(plumb::crc32c(std::string(32, '\xff')) == 0x62a8ab43);
  REQUIRE(plumb::crc32c("") == 0);
}

TEST_CASE("an event file is framed records, the version first") {
  const TemporaryFolder folder;
  plumb::EventFile events(folder.path());
  events.scalars(7, {{"loss", 0.5}});
  const auto all = records(events.path());
  REQUIRE(all.size() == 2);
  REQUIRE_THAT(all[0], ContainsSubstring("brain.Event:2"));
  // Field 2 (step) as a varint; then in field 5 (summary) the tag and, as a fixed 32, the value.
  REQUIRE_THAT(all[1], ContainsSubstring("\x10\x07"));
  const float half = 0.5F;
  std::string value(4, ' ');
  std::memcpy(value.data(), &half, 4);
  REQUIRE_THAT(all[1], ContainsSubstring("\x0a\x04loss\x15" + value));
}

TEST_CASE("a run that goes on writes a file of its own, which sorts after the first") {
  const TemporaryFolder folder;
  const plumb::EventFile first(folder.path()), second(folder.path());
  REQUIRE(first.path() < second.path());
}

TEST_CASE("what is no PNG is refused") {
  const TemporaryFolder folder;
  plumb::EventFile events(folder.path());
  REQUIRE_THROWS_AS(events.image(0, "figure", "GIF89a"), plumb::Error);
}
