#include "plot/png.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string_view>
#include <vector>

namespace plumb {
namespace {

constexpr std::string_view signature = "\x89PNG\r\n\x1a\n";
constexpr std::size_t palette_limit = 256;
constexpr std::size_t largest_image = 1U << 28;  // bytes, decoded: far beyond any figure

struct Image {
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  std::vector<std::uint32_t> pixels;  ///< 0xRRGGBB
};

std::uint32_t big_endian(std::string_view text) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) value = value << 8 | static_cast<unsigned char>(text[i]);
  return value;
}

std::string big_endian(std::uint32_t value) {
  return {static_cast<char>(value >> 24), static_cast<char>(value >> 16),
          static_cast<char>(value >> 8), static_cast<char>(value)};
}

int paeth(int left, int above, int corner) {
  const int estimate = left + above - corner;
  const int a = std::abs(estimate - left);
  const int b = std::abs(estimate - above);
  const int c = std::abs(estimate - corner);
  return a <= b && a <= c ? left : b <= c ? above : corner;
}

/// Undoes the filters of the PNG specification (section 9), in place. False for an unknown one.
bool unfilter(std::vector<std::uint8_t>& data, std::size_t row_bytes, std::size_t pixel_bytes) {
  for (std::size_t start = 0; start < data.size(); start += row_bytes + 1) {
    const auto filter = data[start];
    if (filter > 4) return false;
    for (std::size_t i = 0; i < row_bytes; ++i) {
      const auto place = start + 1 + i;
      const bool has_left = i >= pixel_bytes;
      const bool has_above = start > 0;
      const int left = has_left ? data[place - pixel_bytes] : 0;
      const int above = has_above ? data[place - row_bytes - 1] : 0;
      const int corner = has_left && has_above ? data[place - row_bytes - 1 - pixel_bytes] : 0;
      const std::array<int, 5> predictions{0, left, above, (left + above) / 2,
                                           paeth(left, above, corner)};
      data[place] = static_cast<std::uint8_t>(data[place] + predictions[filter]);
    }
  }
  return true;
}

std::optional<Image> decode(std::string_view png) {
  if (!png.starts_with(signature)) return std::nullopt;
  Image image;
  std::size_t pixel_bytes = 0;
  std::string compressed;
  for (auto rest = png.substr(signature.size()); rest.size() >= 12;) {
    const auto size = big_endian(rest);
    if (size > rest.size() - 12) return std::nullopt;
    const auto type = rest.substr(4, 4);
    const auto body = rest.substr(8, size);
    if (type == "IHDR") {
      if (size != 13 || body[8] != 8 || (body[9] != 2 && body[9] != 6) || body[12] != 0) {
        return std::nullopt;
      }
      image.width = big_endian(body);
      image.height = big_endian(body.substr(4));
      pixel_bytes = body[9] == 2 ? 3 : 4;
    } else if (type == "IDAT") {
      compressed += body;
    }
    rest.remove_prefix(size + 12);
  }
  const std::size_t row_bytes = image.width * pixel_bytes;
  if (row_bytes == 0 || image.height == 0 || row_bytes + 1 > largest_image / image.height) {
    return std::nullopt;
  }
  std::vector<std::uint8_t> data((row_bytes + 1) * image.height);
  uLongf data_size = data.size();
  if (uncompress(data.data(), &data_size, reinterpret_cast<const Bytef*>(compressed.data()),
                 compressed.size()) != Z_OK ||
      data_size != data.size() || !unfilter(data, row_bytes, pixel_bytes)) {
    return std::nullopt;
  }
  image.pixels.reserve(static_cast<std::size_t>(image.width) * image.height);
  for (std::size_t row = 0; row < image.height; ++row) {
    const auto* pixel = data.data() + row * (row_bytes + 1) + 1;
    for (std::size_t column = 0; column < image.width; ++column, pixel += pixel_bytes) {
      image.pixels.push_back(static_cast<std::uint32_t>(pixel[0]) << 16 |
                             static_cast<std::uint32_t>(pixel[1]) << 8 | pixel[2]);
    }
  }
  return image;
}

/// Colours alike in their first five bits: their number and their sums.
struct Cell {
  std::uint64_t count = 0;
  std::array<std::uint64_t, 3> sums{};
};

std::array<int, 3> channels(std::uint32_t colour) {
  return {static_cast<int>(colour >> 16 & 255), static_cast<int>(colour >> 8 & 255),
          static_cast<int>(colour & 255)};
}

std::size_t cell_of(std::uint32_t colour) {
  const auto [red, green, blue] = channels(colour);
  return static_cast<std::size_t>((red >> 3) << 10 | (green >> 3) << 5 | blue >> 3);
}

constexpr std::size_t cell_count = 1U << 15;

struct Palette {
  std::vector<std::array<int, 3>> colours;
  std::vector<std::uint8_t> index_of_cell;
};

/// The means of the most frequent cells; every other cell takes the nearest of them.
Palette make_palette(const Image& image) {
  std::vector<Cell> cells(cell_count);
  for (const auto pixel : image.pixels) {
    auto& cell = cells[cell_of(pixel)];
    ++cell.count;
    const auto parts = channels(pixel);
    for (std::size_t i = 0; i < 3; ++i) cell.sums[i] += static_cast<std::uint64_t>(parts[i]);
  }
  std::vector<std::size_t> used;
  for (std::size_t i = 0; i < cell_count; ++i) {
    if (cells[i].count > 0) used.push_back(i);
  }
  std::stable_sort(used.begin(), used.end(),
                   [&](auto a, auto b) { return cells[a].count > cells[b].count; });
  Palette palette;
  palette.index_of_cell.resize(cell_count);
  for (const auto index : used) {
    const auto& cell = cells[index];
    std::array<int, 3> mean{};
    for (std::size_t i = 0; i < 3; ++i) {
      mean[i] = static_cast<int>((cell.sums[i] + cell.count / 2) / cell.count);
    }
    if (palette.colours.size() < palette_limit) palette.colours.push_back(mean);
    const auto distance = [&](const std::array<int, 3>& other) {
      int sum = 0;
      for (std::size_t i = 0; i < 3; ++i) sum += (other[i] - mean[i]) * (other[i] - mean[i]);
      return sum;
    };
    const auto nearest =
        std::min_element(palette.colours.begin(), palette.colours.end(),
                         [&](const auto& a, const auto& b) { return distance(a) < distance(b); });
    palette.index_of_cell[index] = static_cast<std::uint8_t>(nearest - palette.colours.begin());
  }
  return palette;
}

void append_chunk(std::string& png, const std::string& type, const std::string& body) {
  const std::string content = type + body;
  png += big_endian(static_cast<std::uint32_t>(body.size())) + content;
  png += big_endian(static_cast<std::uint32_t>(
      crc32(0, reinterpret_cast<const Bytef*>(content.data()), static_cast<uInt>(content.size()))));
}

std::string encode(const Image& image, const Palette& palette) {
  std::string rows;
  rows.reserve((image.width + 1UL) * image.height);
  for (std::size_t row = 0; row < image.height; ++row) {
    rows += '\0';  // no filter: neighbouring indices are no better guess than none
    for (std::size_t column = 0; column < image.width; ++column) {
      rows += static_cast<char>(
          palette.index_of_cell[cell_of(image.pixels[row * image.width + column])]);
    }
  }
  std::string compressed(compressBound(rows.size()), '\0');
  uLongf size = compressed.size();
  if (compress2(reinterpret_cast<Bytef*>(compressed.data()), &size,
                reinterpret_cast<const Bytef*>(rows.data()), rows.size(),
                Z_BEST_COMPRESSION) != Z_OK) {
    return {};
  }
  compressed.resize(size);
  std::string colours;
  for (const auto& colour : palette.colours) {
    for (const int channel : colour) colours += static_cast<char>(channel);
  }
  std::string png(signature);
  append_chunk(
      png, "IHDR",
      big_endian(image.width) + big_endian(image.height) + std::string("\x08\x03\0\0\0", 5));
  append_chunk(png, "PLTE", colours);
  append_chunk(png, "IDAT", compressed);
  append_chunk(png, "IEND", "");
  return png;
}

}  // namespace

std::string reduce_png(const std::string& png) {
  const auto image = decode(png);
  if (!image) return png;
  auto reduced = encode(*image, make_palette(*image));
  return reduced.empty() || reduced.size() >= png.size() ? png : reduced;
}

std::string with_resolution(const std::string& png, double dots_per_inch) {
  constexpr std::size_t header = 8 + 25;  // the signature and IHDR, which comes first
  constexpr double inches_per_metre = 1 / 0.0254;
  if (png.size() < header || png.compare(0, signature.size(), signature) != 0) return png;
  const auto per_metre =
      big_endian(static_cast<std::uint32_t>(std::lround(dots_per_inch * inches_per_metre)));
  std::string result = png.substr(0, header);
  append_chunk(result, "pHYs", per_metre + per_metre + '\x01');
  return result + png.substr(header);
}

}  // namespace plumb
