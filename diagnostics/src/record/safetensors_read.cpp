#include <algorithm>
#include <bit>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "plumb/diagnostics/error.hpp"
#include "plumb/diagnostics/safetensors.hpp"
#include "safetensors_dtype.hpp"

static_assert(std::endian::native == std::endian::little, "safetensors stores little-endian bytes");

namespace plumb {
namespace {

using nlohmann::json;

constexpr std::uint64_t length_bytes = 8;

[[noreturn]] void reject(const std::filesystem::path& file, const std::string& reason) {
  throw Error("\"" + file.string() + "\" is not a readable safetensors file: " + reason);
}

struct Range {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
};

struct HeaderEntry {
  StoredTensor tensor;
  Range range;
};

json parse_header(const std::filesystem::path& file, const std::string& text) {
  if (text.empty() || text.front() != '{') reject(file, "its header does not start with '{'");
  // nlohmann keeps the last of two equal keys without a word, and nests as deep as the text does.
  std::set<std::string> names;
  std::string trouble;
  const auto check = [&](int depth, json::parse_event_t event, json& value) {
    if (depth > 3) trouble = "its header is nested too deeply";
    if (event == json::parse_event_t::key && depth == 1 &&
        !names.insert(value.get<std::string>()).second) {
      trouble = "\"" + value.get<std::string>() + "\" appears twice in its header";
    }
    return depth <= 3;
  };
  json header;
  try {
    header = json::parse(text, check);
  } catch (const json::exception&) {
    reject(file, "its header is not valid JSON");
  }
  if (!trouble.empty()) reject(file, trouble);
  if (!header.is_object()) reject(file, "its header is not a JSON object");
  return header;
}

std::map<std::string, std::string> parse_metadata(const std::filesystem::path& file,
                                                  const json& value) {
  if (!value.is_object()) reject(file, "__metadata__ is not an object of strings");
  std::map<std::string, std::string> metadata;
  for (const auto& [key, text] : value.items()) {
    if (!text.is_string()) reject(file, "__metadata__ \"" + key + "\" is not a string");
    metadata[key] = text.get<std::string>();
  }
  return metadata;
}

HeaderEntry parse_entry(const std::filesystem::path& file, const std::string& name,
                        const json& value) {
  const auto fail = [&](const std::string& reason) {
    reject(file, "tensor \"" + name + "\" " + reason);
  };
  if (!value.is_object() || !value.contains("dtype") || !value["dtype"].is_string() ||
      !value.contains("shape") || !value["shape"].is_array() || !value.contains("data_offsets") ||
      !value["data_offsets"].is_array()) {
    fail("lacks a dtype, a shape or data_offsets");
  }
  HeaderEntry entry;
  entry.tensor.name = name;
  entry.tensor.dtype = value["dtype"].get<std::string>();
  const auto element_size = safetensors_element_size(entry.tensor.dtype);
  if (element_size == 0) {
    fail("has dtype \"" + entry.tensor.dtype + "\"; known are " + safetensors_dtypes());
  }
  for (const auto& dimension : value["shape"]) {
    if (!dimension.is_number_unsigned()) fail("has a dimension that is not a count");
    entry.tensor.shape.push_back(dimension.get<std::int64_t>());
  }
  const auto& offsets = value["data_offsets"];
  if (offsets.size() != 2 || !offsets[0].is_number_unsigned() || !offsets[1].is_number_unsigned()) {
    fail("has data_offsets that are not two counts");
  }
  entry.range = {offsets[0].get<std::uint64_t>(), offsets[1].get<std::uint64_t>()};
  std::uint64_t bytes = 0;
  if (!safetensors_byte_size(entry.tensor.shape, element_size, bytes)) {
    fail("has a shape that overflows");
  }
  if (entry.range.end < entry.range.begin || entry.range.end - entry.range.begin != bytes) {
    fail("has data_offsets that do not fit its shape and dtype");
  }
  return entry;
}

// The format allows neither holes nor overlaps, so that no byte of a file is unaccounted for.
void check_coverage(const std::filesystem::path& file, const std::vector<HeaderEntry>& entries,
                    std::uint64_t data_size) {
  std::uint64_t position = 0;
  for (const auto& entry : entries) {
    if (entry.range.begin != position) {
      reject(file, "tensor \"" + entry.tensor.name + "\" starts at byte " +
                       std::to_string(entry.range.begin) + " of the data instead of " +
                       std::to_string(position) + " (an overlap or a hole)");
    }
    position = entry.range.end;
  }
  if (position != data_size) {
    reject(file, "its header describes " + std::to_string(position) + " bytes of data, it has " +
                     std::to_string(data_size) +
                     (position > data_size ? " (truncated)" : " (trailing bytes)"));
  }
}

void read_exactly(std::ifstream& stream, void* target, std::uint64_t size,
                  const std::filesystem::path& file) {
  if (!stream.read(static_cast<char*>(target), static_cast<std::streamsize>(size))) {
    throw Error("\"" + file.string() + "\" could not be read to its end", Error::Kind::failure);
  }
}

}  // namespace

StoredTensors read_safetensors(const std::filesystem::path& file) {
  std::error_code code;
  const auto file_size = std::filesystem::file_size(file, code);
  std::ifstream stream(file, std::ios::binary);
  if (code || !stream) throw Error("cannot open \"" + file.string() + "\" as a safetensors file");
  if (file_size < length_bytes) {
    reject(file, "it has " + std::to_string(file_size) + " bytes, the header length alone takes 8");
  }

  std::uint64_t header_size = 0;
  read_exactly(stream, &header_size, length_bytes, file);
  if (header_size > safetensors_header_limit || header_size > file_size - length_bytes) {
    reject(file, "it announces a header of " + std::to_string(header_size) + " bytes and has " +
                     std::to_string(file_size) + " in all");
  }
  std::string text(header_size, '\0');
  read_exactly(stream, text.data(), header_size, file);

  StoredTensors content;
  std::vector<HeaderEntry> entries;
  const auto header = parse_header(file, text);
  for (const auto& [name, value] : header.items()) {
    if (name == "__metadata__") {
      content.metadata = parse_metadata(file, value);
    } else {
      entries.push_back(parse_entry(file, name, value));
    }
  }
  // An empty tensor shares its offset with the next one: it goes first.
  std::stable_sort(entries.begin(), entries.end(), [](const HeaderEntry& a, const HeaderEntry& b) {
    return std::pair(a.range.begin, a.range.end) < std::pair(b.range.begin, b.range.end);
  });
  check_coverage(file, entries, file_size - length_bytes - header_size);

  content.tensors.reserve(entries.size());
  for (auto& entry : entries) {
    entry.tensor.bytes.resize(entry.range.end - entry.range.begin);
    read_exactly(stream, entry.tensor.bytes.data(), entry.tensor.bytes.size(), file);
    content.tensors.push_back(std::move(entry.tensor));
  }
  return content;
}

}  // namespace plumb
