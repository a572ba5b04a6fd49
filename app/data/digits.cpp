#include "data/digits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <numeric>
#include <span>
#include <vector>

#include "data/digit_raster.hpp"
#include "data/digit_strokes.hpp"
#include "data/random.hpp"
#include "plumb/diagnostics/error.hpp"

namespace plumb {
namespace {

constexpr std::int64_t digit_count = 10;
constexpr std::size_t pixel_count = digit_side * digit_side;
constexpr float pi = std::numbers::pi_v<float>;
constexpr double two_pi = 2.0 * std::numbers::pi;

// Streams of one seed: labels are drawn per block of ten, everything else per sample.
constexpr std::uint64_t label_stream_of_block(std::int64_t block) {
  return 2 * static_cast<std::uint64_t>(block);
}
constexpr std::uint64_t drawing_stream_of_sample(std::int64_t sample) {
  return 2 * static_cast<std::uint64_t>(sample) + 1;
}

float normal(Random& random, double mean, double deviation) {
  return static_cast<float>(random.normal(mean, deviation));
}

float uniform(Random& random, double low, double high) {
  return static_cast<float>(random.uniform(low, high));
}

// How one sample is written. Sizes are in pixels and angles in radians; the spreads are tuned so
// that the mean and the deviation of the pixels, and what a linear classifier reaches, are near
// MNIST's.
struct Hand {
  float width, height;     // of the digit's box
  float slant, rotation;   // shear in x by y; turn
  float shift_x, shift_y;  // of the box's centre from the image's
  float wobble;            // deviation of each control point, in box units
  float bend, bend_phase;  // a slow wave across the digit, in box units
  float bow, bow_phase;    // the same, in the other direction
  Pen pen;
  float contrast;  // ink of a full stroke
  float noise;     // deviation of what is added to each pixel
};

Hand draw_hand(Random& random) {
  Hand hand{};
  const float size = 18.5F * std::exp(normal(random, 0.0, 0.08));
  hand.height = std::min(size, 23.0F);
  hand.width = std::min(size * 0.66F * std::exp(normal(random, 0.0, 0.16)), 22.0F);
  hand.slant = std::clamp(normal(random, 0.15, 0.28), -0.45F, 0.75F);
  hand.rotation = std::clamp(normal(random, 0.0, 0.15), -0.35F, 0.35F);
  hand.shift_x = normal(random, 0.0, 1.4);
  hand.shift_y = normal(random, 0.0, 1.1);
  hand.wobble = uniform(random, 0.02, 0.065);
  hand.bend = normal(random, 0.0, 0.065);
  hand.bend_phase = uniform(random, 0.0, two_pi);
  hand.bow = normal(random, 0.0, 0.055);
  hand.bow_phase = uniform(random, 0.0, two_pi);
  hand.pen.radius = std::clamp(1.15F * std::exp(normal(random, 0.0, 0.25)), 0.7F, 2.2F);
  hand.pen.softness = uniform(random, 0.6, 1.2);
  hand.contrast = std::min(uniform(random, 0.88, 1.2), 1.0F);
  hand.noise = uniform(random, 0.0, 0.04);
  return hand;
}

// From the glyph's unit box to pixels.
class Placement {
 public:
  explicit Placement(const Hand& hand)
      : hand_(hand), cosine_(std::cos(hand.rotation)), sine_(std::sin(hand.rotation)) {}

  ControlPoint operator()(const ControlPoint& point, Random& random) const {
    const float bend = hand_.bend * std::sin(pi * point.y + hand_.bend_phase);
    const float bow = hand_.bow * std::sin(pi * point.x + hand_.bow_phase);
    const float x = point.x - 0.5F + bend + normal(random, 0.0, static_cast<double>(hand_.wobble));
    const float y = point.y - 0.5F + bow + normal(random, 0.0, static_cast<double>(hand_.wobble));
    const float down = y * hand_.height;
    const float across = x * hand_.width - hand_.slant * down;
    constexpr float centre = 0.5F * digit_side;
    return {centre + hand_.shift_x + cosine_ * across - sine_ * down,
            centre + hand_.shift_y + sine_ * across + cosine_ * down, point.corner};
  }

 private:
  const Hand& hand_;
  float cosine_;
  float sine_;
};

// The sum of four bytes is close enough to normal here, at a tenth of the price.
float byte_sum_noise(std::uint32_t word) {
  constexpr float mean = 510.0F;
  constexpr float deviation = 147.8F;  // √(4 · (256² − 1) / 12)
  const std::uint32_t pairs = (word & 0x00ff00ffU) + ((word >> 8) & 0x00ff00ffU);
  const std::uint32_t sum = (pairs & 0xffffU) + (pairs >> 16);
  return (static_cast<float>(sum) - mean) / deviation;
}

void expose(const DigitCanvas& canvas, const Hand& hand, Random& random, std::span<float> pixels) {
  static_assert(pixel_count % 2 == 0);
  for (std::size_t i = 0; i < pixel_count; i += 2) {
    const std::uint64_t word = random.next();
    for (const std::size_t half : {std::size_t{0}, std::size_t{1}}) {
      const float noise = byte_sum_noise(static_cast<std::uint32_t>(word >> (32 * half)));
      const float value = hand.contrast * canvas.ink(i + half) + hand.noise * noise;
      pixels[i + half] = std::clamp(value, 0.0F, 1.0F);
    }
  }
}

void draw_digit(std::int64_t digit, Random random, std::span<float> pixels) {
  const auto& glyphs = glyphs_of(digit);
  const Glyph& glyph = glyphs[random.below(glyphs.size())];
  const Hand hand = draw_hand(random);
  const Placement place(hand);
  DigitCanvas canvas(hand.pen);
  Stroke stroke;
  for (const Stroke& drawn : glyph) {
    stroke.clear();
    for (const ControlPoint& point : drawn) stroke.push_back(place(point, random));
    canvas.draw(stroke);
  }
  expose(canvas, hand, random, pixels);
}

std::vector<std::int64_t> labels_of_block(std::int64_t block, std::uint64_t seed) {
  std::vector<std::int64_t> labels(digit_count);
  std::iota(labels.begin(), labels.end(), std::int64_t{0});
  Random(seed, label_stream_of_block(block)).shuffle(labels);
  return labels;
}

}  // namespace

Split generate_digits(std::int64_t count, std::uint64_t seed) {
  if (count < 0) {
    throw Error(fmt::format("cannot draw {} digits: the count must be 0 or more", count));
  }
  Split split;
  split.count = count;
  split.features.resize(static_cast<std::size_t>(count) * pixel_count);
  split.labels.resize(static_cast<std::size_t>(count));
  std::vector<std::int64_t> labels;
  for (std::int64_t i = 0; i < count; ++i) {
    if (i % digit_count == 0) labels = labels_of_block(i / digit_count, seed);
    const auto at = static_cast<std::size_t>(i);
    split.labels[at] = labels[at % digit_count];
    draw_digit(split.labels[at], Random(seed, drawing_stream_of_sample(i)),
               std::span(split.features).subspan(at * pixel_count, pixel_count));
  }
  return split;
}

}  // namespace plumb
