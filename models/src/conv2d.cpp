#include "plumb/models/conv2d.hpp"

#include <torch/types.h>

#include <limits>

#include "gemm_conv2d.hpp"
#include "same_padding.hpp"

namespace plumb {
namespace {

/// Images of one channel are laid out channels last and channels first alike, and LibTorch takes
/// them for channels first, with all that is computed from them, unless the strides say otherwise.
at::Tensor channels_last(const at::Tensor& x) {
  const at::Tensor images = x.contiguous(at::MemoryFormat::ChannelsLast);
  if (images.size(1) != 1) return images;
  const auto height = images.size(2), width = images.size(3);
  return images.as_strided(images.sizes(), {height * width, 1, width, 1});
}

}  // namespace

Conv2dImpl::Conv2dImpl(const Conv2dOptions& options_) : options(options_) {
  const auto k = options.kernel_size();
  register_kernel(at::zeros({options.out_channels(), options.in_channels(), k, k})
                      .contiguous(at::MemoryFormat::ChannelsLast),
                  options.weight_norm(), options.bias());
}

at::Tensor Conv2dImpl::apply(const at::Tensor& x, const at::Tensor& kernel) const {
  const at::Tensor images = channels_last(x);
  const auto stride = options.stride();
  if (!options.same_padding()) return at::conv2d(images, kernel, bias, stride);
  if (gemm_conv2d_pays(images, kernel, stride)) {
    return gemm_conv2d(images, kernel, bias.defined() ? bias : kernel.new_zeros({kernel.size(0)}),
                       stride);
  }
  const auto v = same_padding(images.size(2), options.kernel_size(), stride);
  const auto h = same_padding(images.size(3), options.kernel_size(), stride);
  if (v.symmetric() && h.symmetric()) {
    return at::conv2d(images, kernel, bias, stride, {v.before, h.before});
  }
  return at::conv2d(at::constant_pad_nd(images, {h.before, h.after, v.before, v.after}), kernel,
                    bias, stride);
}

at::Tensor max_pool2d_same(const at::Tensor& x, std::int64_t kernel_size, std::int64_t stride) {
  const auto v = same_padding(x.size(2), kernel_size, stride);
  const auto h = same_padding(x.size(3), kernel_size, stride);
  if (v.symmetric() && h.symmetric()) {
    return at::max_pool2d(x, kernel_size, stride, {v.before, h.before});
  }
  // A last window that overhangs is what ceil_mode allows; it needs no copy.
  const auto overhang = [&](const Padding& p) { return p.before == 0 && p.after < stride; };
  if (overhang(v) && overhang(h)) {
    return at::max_pool2d(x, kernel_size, stride, /*padding=*/0, /*dilation=*/1,
                          /*ceil_mode=*/true);
  }
  const auto padded = at::constant_pad_nd(x, {h.before, h.after, v.before, v.after},
                                          -std::numeric_limits<double>::infinity());
  return at::max_pool2d(padded, kernel_size, stride);
}

}  // namespace plumb
