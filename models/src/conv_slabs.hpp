#pragma once

#include <ATen/core/Tensor.h>

#include <algorithm>
#include <cstdint>

#include "same_padding.hpp"

namespace plumb {

/// The sizes of a convolution with SAME padding over images in channels-last memory.
struct ConvGeometry {
  ConvGeometry(const at::Tensor& x, const at::Tensor& weight, std::int64_t stride_)
      : batch(x.size(0)),
        in(x.size(1)),
        height(x.size(2)),
        width(x.size(3)),
        out(weight.size(0)),
        kernel_height(weight.size(2)),
        kernel_width(weight.size(3)),
        stride(stride_),
        vertical(same_padding(height, kernel_height, stride)),
        horizontal(same_padding(width, kernel_width, stride)),
        out_height(same_size(height, stride)),
        out_width(same_size(width, stride)) {}

  std::int64_t positions() const { return out_height * out_width; }
  std::int64_t image() const { return height * width * in; }                 ///< entries
  std::int64_t filter() const { return kernel_height * kernel_width * in; }  ///< entries
  std::int64_t outputs() const { return positions() * out; }                 ///< of an image

  std::int64_t batch, in, height, width, out, kernel_height, kernel_width, stride;
  Padding vertical, horizontal;
  std::int64_t out_height, out_width;
};

/// What one kernel row sees of the image at one output position: `length` consecutive numbers
/// (columns × channels) of every image and of every filter.
struct Slab {
  std::int64_t position;
  std::int64_t image_offset;
  std::int64_t filter_offset;
  std::int64_t length;
};

/// Position by position.
template <class Visit>
void for_each_slab(const ConvGeometry& g, Visit visit) {
  for (std::int64_t y = 0; y < g.out_height; ++y) {
    for (std::int64_t x = 0; x < g.out_width; ++x) {
      const auto left = x * g.stride - g.horizontal.before;
      const auto first = std::max<std::int64_t>(0, -left);
      const auto last = std::min(g.kernel_width, g.width - left);
      for (std::int64_t k = 0; k < g.kernel_height; ++k) {
        const auto row = y * g.stride - g.vertical.before + k;
        if (row < 0 || row >= g.height) continue;
        visit(Slab{y * g.out_width + x, (row * g.width + left + first) * g.in,
                   (k * g.kernel_width + first) * g.in, (last - first) * g.in});
      }
    }
  }
}

}  // namespace plumb
