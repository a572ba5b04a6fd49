#include "data/byte_reader.hpp"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <fstream>
#include <vector>

#include "plumb/diagnostics/error.hpp"

namespace plumb {
namespace {

namespace fs = std::filesystem;

// A deflate stream encodes at most 258 bytes in 2 bits, so it grows at most 1032-fold.
constexpr std::uint64_t largest_deflate_ratio = 1032;
constexpr std::size_t input_buffer_size = 256 * 1024;

std::ifstream open_stream(const fs::path& file) {
  std::error_code ignored;
  if (!fs::exists(file, ignored)) throw Error(fmt::format("{} does not exist", file.string()));
  if (!fs::is_regular_file(file, ignored)) {
    throw Error(fmt::format("{} is not a file", file.string()));
  }
  std::ifstream stream(file, std::ios::binary);
  if (!stream) throw Error(fmt::format("{} cannot be opened for reading", file.string()));
  return stream;
}

std::size_t read_some(std::ifstream& stream, std::span<std::uint8_t> out, const fs::path& file) {
  stream.read(reinterpret_cast<char*>(out.data()), static_cast<std::streamsize>(out.size()));
  if (stream.bad()) {
    throw Error(fmt::format("{} cannot be read", file.string()), Error::Kind::failure);
  }
  return static_cast<std::size_t>(stream.gcount());
}

class PlainReader final : public ByteReader {
 public:
  explicit PlainReader(const fs::path& file)
      : file_(file), stream_(open_stream(file)), size_(fs::file_size(file)) {}

  std::size_t read(std::span<std::uint8_t> out) override { return read_some(stream_, out, file_); }
  std::uint64_t size_bound() const override { return size_; }

 private:
  fs::path file_;
  std::ifstream stream_;
  std::uint64_t size_;
};

class GzipReader final : public ByteReader {
 public:
  explicit GzipReader(const fs::path& file)
      : file_(file),
        stream_(open_stream(file)),
        compressed_size_(fs::file_size(file)),
        input_(input_buffer_size) {
    refill();
    if (!at_gzip_header()) {
      throw Error(fmt::format("{} is not a gzip file: it does not start with the bytes 1f 8b",
                              file_.string()));
    }
    constexpr int gzip_only = 15 + 16;
    if (inflateInit2(&zlib_, gzip_only) != Z_OK) {
      throw Error("zlib could not start", Error::Kind::failure);
    }
  }

  ~GzipReader() override { inflateEnd(&zlib_); }
  GzipReader(const GzipReader&) = delete;
  GzipReader& operator=(const GzipReader&) = delete;

  std::size_t read(std::span<std::uint8_t> out) override {
    std::size_t filled = 0;
    while (filled < out.size() && !finished_) {
      if (zlib_.avail_in == 0 && !refill()) {
        throw Error(fmt::format("{} is truncated: its gzip stream has no end", file_.string()));
      }
      filled += inflate_into(out.subspan(filled));
    }
    return filled;
  }

  std::uint64_t size_bound() const override { return compressed_size_ * largest_deflate_ratio; }

 private:
  std::size_t inflate_into(std::span<std::uint8_t> out) {
    constexpr std::size_t largest_step = 1U << 30;  // zlib counts in unsigned int
    const std::size_t step = std::min(out.size(), largest_step);
    zlib_.next_out = out.data();
    zlib_.avail_out = static_cast<uInt>(step);
    const int status = inflate(&zlib_, Z_NO_FLUSH);
    if (status == Z_STREAM_END) {
      start_next_member();
    } else if (status != Z_OK && status != Z_BUF_ERROR) {
      throw Error(fmt::format("{} is damaged: {}", file_.string(),
                              zlib_.msg ? zlib_.msg : "zlib cannot decompress it"));
    }
    return step - zlib_.avail_out;
  }

  // A gzip file may be several members one after the other; anything else at its end is an error.
  void start_next_member() {
    if (zlib_.avail_in == 0 && !refill()) {
      finished_ = true;
    } else if (zlib_.avail_in == 1) {
      keep_input_and_refill();
    }
    if (finished_) return;
    if (!at_gzip_header()) {
      throw Error(fmt::format("{} has trailing bytes after its gzip stream", file_.string()));
    }
    inflateReset(&zlib_);
  }

  bool refill() {
    const std::size_t count = read_some(stream_, input_, file_);
    zlib_.next_in = input_.data();
    zlib_.avail_in = static_cast<uInt>(count);
    return count > 0;
  }

  void keep_input_and_refill() {
    input_[0] = *zlib_.next_in;
    const std::size_t count = read_some(stream_, std::span(input_).subspan(1), file_);
    zlib_.next_in = input_.data();
    zlib_.avail_in = static_cast<uInt>(1 + count);
  }

  bool at_gzip_header() const {
    return zlib_.avail_in >= 2 && zlib_.next_in[0] == 0x1f && zlib_.next_in[1] == 0x8b;
  }

  fs::path file_;
  std::ifstream stream_;
  std::uint64_t compressed_size_;
  std::vector<std::uint8_t> input_;
  z_stream zlib_{};
  bool finished_ = false;
};

}  // namespace

std::unique_ptr<ByteReader> open_plain(const fs::path& file) {
  return std::make_unique<PlainReader>(file);
}

std::unique_ptr<ByteReader> open_gzip(const fs::path& file) {
  return std::make_unique<GzipReader>(file);
}

std::unique_ptr<ByteReader> open_bytes(const fs::path& file) {
  return file.extension() == ".gz" ? open_gzip(file) : open_plain(file);
}

}  // namespace plumb
