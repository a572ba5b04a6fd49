#include "data_files.hpp"

#include <zlib.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "plumb/diagnostics/error.hpp"

namespace {

void append_big_endian(Bytes& bytes, std::uint32_t value) {
  for (const int shift : {24, 16, 8, 0}) bytes.push_back(static_cast<std::uint8_t>(value >> shift));
}

void set_variable(const char* name, const std::optional<std::string>& value) {
  if (value) {
    ::setenv(name, value->c_str(), 1);
  } else {
    ::unsetenv(name);
  }
}

}  // namespace

void write_file(const std::filesystem::path& file, const Bytes& content) {
  std::filesystem::create_directories(file.parent_path());
  std::ofstream stream(file, std::ios::binary);
  stream.write(reinterpret_cast<const char*>(content.data()),
               static_cast<std::streamsize>(content.size()));
}

void write_text(const std::filesystem::path& file, const std::string& content) {
  write_file(file, Bytes(content.begin(), content.end()));
}

Bytes read_file(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return Bytes(std::istreambuf_iterator<char>(stream), {});
}

Bytes gzip(const Bytes& content) {
  z_stream zlib{};
  if (deflateInit2(&zlib, Z_BEST_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
    throw std::runtime_error("deflateInit2 failed");
  }
  Bytes compressed(deflateBound(&zlib, static_cast<uLong>(content.size())));
  zlib.next_in = const_cast<Bytef*>(content.data());
  zlib.avail_in = static_cast<uInt>(content.size());
  zlib.next_out = compressed.data();
  zlib.avail_out = static_cast<uInt>(compressed.size());
  const int status = deflate(&zlib, Z_FINISH);
  compressed.resize(zlib.total_out);
  deflateEnd(&zlib);
  if (status != Z_STREAM_END) throw std::runtime_error("deflate failed");
  return compressed;
}

Bytes idx_images(std::uint32_t count, std::uint32_t rows, std::uint32_t columns,
                 std::uint32_t first) {
  Bytes bytes;
  append_big_endian(bytes, 0x803);
  append_big_endian(bytes, count);
  append_big_endian(bytes, rows);
  append_big_endian(bytes, columns);
  for (std::uint32_t i = 0; i < count * rows * columns; ++i) {
    bytes.push_back(static_cast<std::uint8_t>(first + i));
  }
  return bytes;
}

Bytes idx_labels(const Bytes& labels) {
  Bytes bytes;
  append_big_endian(bytes, 0x801);
  append_big_endian(bytes, static_cast<std::uint32_t>(labels.size()));
  bytes.insert(bytes.end(), labels.begin(), labels.end());
  return bytes;
}

void write_image_set(const std::filesystem::path& folder) {
  write_file(folder / "train-images-idx3-ubyte.gz", gzip(idx_images(5, 2, 3)));
  write_file(folder / "train-labels-idx1-ubyte.gz", gzip(idx_labels({0, 3, 9, 1, 2})));
  write_file(folder / "t10k-images-idx3-ubyte.gz", gzip(idx_images(2, 2, 3, 100)));
  write_file(folder / "t10k-labels-idx1-ubyte.gz", gzip(idx_labels({3, 0})));
}

std::string error_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const plumb::Error& error) {
    return error.what();
  }
  return {};
}

ScopedVariable::ScopedVariable(const char* name, const std::optional<std::string>& value)
    : name_(name) {
  if (const char* before = std::getenv(name)) before_ = before;
  set_variable(name, value);
}

ScopedVariable::~ScopedVariable() {
  set_variable(name_, before_);
}
