#include "plot/style.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace plumb::style {
namespace {

struct Colour {
  int red, green, blue;
};

// Viridis at tenths.
constexpr std::array<Colour, 11> viridis{{{0x44, 0x01, 0x54},
                                          {0x48, 0x24, 0x75},
                                          {0x41, 0x44, 0x87},
                                          {0x35, 0x5f, 0x8d},
                                          {0x2a, 0x78, 0x8e},
                                          {0x21, 0x91, 0x8c},
                                          {0x22, 0xa8, 0x84},
                                          {0x44, 0xbf, 0x70},
                                          {0x7a, 0xd1, 0x51},
                                          {0xbd, 0xdf, 0x26},
                                          {0xfd, 0xe7, 0x25}}};
constexpr double visible_part = 0.88;

constexpr std::array<std::string_view, 7> okabe_ito{"#0072B2", "#D55E00", "#009E73", "#E69F00",
                                                    "#56B4E9", "#CC79A7", "#000000"};

std::string viridis_at(double position) {
  const double scaled = std::clamp(position, 0.0, 1.0) * static_cast<double>(viridis.size() - 1);
  const auto low = std::min(static_cast<std::size_t>(scaled), viridis.size() - 2);
  const double part = scaled - static_cast<double>(low);
  const auto mix = [&](int a, int b) { return static_cast<int>(std::lround(a + (b - a) * part)); };
  const auto& a = viridis[low];
  const auto& b = viridis[low + 1];
  return fmt::format("#{:02x}{:02x}{:02x}", mix(a.red, b.red), mix(a.green, b.green),
                     mix(a.blue, b.blue));
}

}  // namespace

std::string preamble() {
  return "set encoding utf8\n"
         "set border 3 lw 0.8 lc rgb '#555555'\n"
         "set tics nomirror out scale 0.6,0.35 font ',11'\n"
         "set grid ytics lt 1 lw 0.8 lc rgb '#e4e4e4'\n"
         "set key noenhanced Left reverse samplen 1.8 spacing 1.1*row_scale font ',11'\n"
         "set datafile missing '?'\n";
}

std::string depth_colour(double position) {
  return viridis_at(position * visible_part);
}

std::string depth_palette(bool whole) {
  std::string text = "set palette defined (";
  for (std::size_t i = 0; i < viridis.size(); ++i) {
    const double position = static_cast<double>(i) / static_cast<double>(viridis.size() - 1);
    text += fmt::format("{}{} '{}'", i == 0 ? "" : ", ", i,
                        whole ? viridis_at(position) : depth_colour(position));
  }
  return text + ")\n";
}

std::string diverging_palette() {
  return "set palette defined (0 '#2166ac', 1 '#67a9cf', 2 '#d1e5f0', 3 '#f7f7f7', 4 '#fddbc7', "
         "5 '#ef8a62', 6 '#b2182b')\n";
}

std::string run_colour(std::size_t index) {
  return std::string(okabe_ito[index % okabe_ito.size()]);
}

int run_dash(std::size_t index) {
  return static_cast<int>(index / okabe_ito.size()) % 4 + 1;
}

}  // namespace plumb::style
