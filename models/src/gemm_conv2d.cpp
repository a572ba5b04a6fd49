#include "gemm_conv2d.hpp"

#include <torch/csrc/autograd/custom_function.h>
#include <torch/types.h>

#include "conv_slabs.hpp"
#include "replaceable.hpp"
#include "slab_products.hpp"

namespace plumb {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

// On a small image most of a 3×3 kernel falls on padding: of the 36 products that a 2×2 output has,
// 20 are with zeros, and oneDNN computes them. Besides, its backward pass reorders the weights and
// their gradient, as large as the images are small. Batch 32, one thread with AVX-512, ms (oneDNN /
// here):
//   256 → 256 on 2×2           forward 2.0 / 0.3   backward 8.4 / 1.6
//   128 → 256 /2 to 2×2        forward 1.6 / 0.2   backward 2.6 / 0.6
//   128 → 128 on 4×4           forward 0.5 / 0.5   backward 2.0 / 2.1
//   64 → 64 on 7×7             forward 0.5 / 0.4   backward 1.3 / 1.7
//   64 → 64 on 14×14           forward 1.7 / 2.7   backward 3.6 / 4.1
// In a network, where nothing but the layer's own call is still in cache, the backward pass of 7×7
// takes the lead too: a step of resnet-cnn 23.6 ms instead of 24.6.
struct MostPositions {
  std::int64_t forward, backward;
};
constexpr MostPositions by_slab_products{16, 49};
constexpr MostPositions by_blas{4, 16};       // where it alone can make them
constexpr std::int64_t fewest_channels = 32;  // below, the calls cost more than the products

MostPositions most_positions(const at::Tensor& x, const ConvGeometry& g) {
  return has_slab_products(x, g) ? by_slab_products : by_blas;
}

at::Tensor matrix(const at::Tensor& storage, std::int64_t rows, std::int64_t columns,
                  std::int64_t row_stride, std::int64_t offset) {
  return storage.as_strided({rows, columns}, {row_stride, 1}, storage.storage_offset() + offset);
}

at::Tensor forward_pass(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias,
                        const ConvGeometry& g) {
  auto y = at::empty({g.batch, g.out, g.out_height, g.out_width}, x.options(),
                     at::MemoryFormat::ChannelsLast);
  if (has_slab_products(x, g)) {
    slab_forward(x, weight, bias.contiguous(), g, y);
    return y;
  }
  auto started = std::int64_t{-1};
  for_each_slab(g, [&](const Slab& slab) {
    auto result = matrix(y, g.batch, g.out, g.positions() * g.out, slab.position * g.out);
    const auto image = matrix(x, g.batch, slab.length, g.image(), slab.image_offset);
    const auto filter = matrix(weight, g.out, slab.length, g.filter(), slab.filter_offset).t();
    if (slab.position == started) {
      result.addmm_(image, filter);
    } else {
      at::addmm_out(result, bias, image, filter);
      started = slab.position;
    }
  });
  return y;
}

void backward_pass(const at::Tensor& gradient, const at::Tensor& x, const at::Tensor& weight,
                   const ConvGeometry& g, at::Tensor& x_gradient, at::Tensor& weight_gradient) {
  if (has_slab_products(x, g)) {
    if (x_gradient.defined()) add_slab_x_gradient(gradient, weight, g, x_gradient);
    if (weight_gradient.defined()) add_slab_weight_gradient(gradient, x, g, weight_gradient);
    return;
  }
  for_each_slab(g, [&](const Slab& slab) {
    const auto out = matrix(gradient, g.batch, g.out, g.positions() * g.out, slab.position * g.out);
    if (x_gradient.defined()) {
      matrix(x_gradient, g.batch, slab.length, g.image(), slab.image_offset)
          .addmm_(out, matrix(weight, g.out, slab.length, g.filter(), slab.filter_offset));
    }
    if (weight_gradient.defined()) {
      matrix(weight_gradient, g.out, slab.length, g.filter(), slab.filter_offset)
          .addmm_(out.t(), matrix(x, g.batch, slab.length, g.image(), slab.image_offset));
    }
  });
}

/// The same with operations that autograd can differentiate again.
variable_list differentiable_backward(const at::Tensor& gradient, const at::Tensor& x,
                                      const at::Tensor& weight, const ConvGeometry& g) {
  const auto& v = g.vertical;
  const auto& h = g.horizontal;
  const auto padded = at::constant_pad_nd(x, {h.before, h.after, v.before, v.after});
  auto [x_gradient, weight_gradient, bias_gradient] = at::convolution_backward(
      gradient, padded, weight, std::vector<std::int64_t>{g.out}, {g.stride, g.stride}, {0, 0},
      {1, 1}, false, {0, 0}, 1, {true, true, true});
  return {at::constant_pad_nd(x_gradient, {-h.before, -h.after, -v.before, -v.after}),
          weight_gradient, bias_gradient, at::Tensor()};
}

struct GemmConv2d : public torch::autograd::Function<GemmConv2d> {
  static at::Tensor forward(AutogradContext* context, const at::Tensor& x_,
                            const at::Tensor& weight_, const at::Tensor& bias,
                            std::int64_t stride) {
    context->save_for_backward({x_, weight_});
    context->saved_data["stride"] = stride;
    const ConvGeometry g(x_, weight_, stride);
    if (g.positions() > most_positions(x_, g).forward && g.vertical.symmetric() &&
        g.horizontal.symmetric()) {
      return at::conv2d(x_, weight_, bias, stride, {g.vertical.before, g.horizontal.before});
    }
    return forward_pass(x_.contiguous(at::MemoryFormat::ChannelsLast),
                        weight_.contiguous(at::MemoryFormat::ChannelsLast), bias, g);
  }

  static variable_list backward(AutogradContext* context, const variable_list& gradients) {
    const auto saved = context->get_saved_variables();
    const ConvGeometry g(saved[0], saved[1], context->saved_data["stride"].toInt());
    if (at::GradMode::is_enabled()) {
      return differentiable_backward(gradients[0], saved[0], saved[1], g);
    }
    constexpr auto channels_last = at::MemoryFormat::ChannelsLast;
    const auto x = saved[0].contiguous(channels_last);
    const auto weight = saved[1].contiguous(channels_last);
    const auto gradient = gradients[0].contiguous(channels_last);
    at::Tensor x_gradient, weight_gradient, bias_gradient;
    if (context->needs_input_grad(0)) x_gradient = at::zeros_like(x);
    if (context->needs_input_grad(1)) weight_gradient = at::zeros_like(weight);
    if (context->needs_input_grad(2)) bias_gradient = gradient.sum({0, 2, 3});
    backward_pass(gradient, x, weight, g, x_gradient, weight_gradient);
    return {x_gradient, weight_gradient, bias_gradient, at::Tensor()};
  }
};

}  // namespace

bool gemm_conv2d_pays(const at::Tensor& x, const at::Tensor& weight, std::int64_t stride) {
  const auto type = x.scalar_type();
  if (!x.is_cpu() || (type != at::kFloat && type != at::kDouble) || !may_replace_operations(x))
    return false;
  const ConvGeometry g(x, weight, stride);
  return g.in >= fewest_channels && g.out >= fewest_channels &&
         g.positions() <= most_positions(x, g).backward;
}

at::Tensor gemm_conv2d(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias,
                       std::int64_t stride) {
  return GemmConv2d::apply(x, weight, bias, stride);
}

}  // namespace plumb
