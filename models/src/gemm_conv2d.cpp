#include "gemm_conv2d.hpp"

#include <torch/csrc/autograd/custom_function.h>
#include <torch/types.h>

#include "replaceable.hpp"
#include "same_padding.hpp"

namespace plumb {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

// On a small image most of a 3×3 kernel falls on padding: of the 36 products that a 2×2 output has,
// 20 are with zeros, and oneDNN computes them. Besides, its backward pass reorders the weights and
// their gradient, as large as the images are small. Batch 32, one thread, ms (oneDNN / here):
//   256 → 256 on 2×2           forward 1.4 / 0.8   backward 11.4 / 1.5
//   128 → 256 /2 to 2×2        forward 1.0 / 0.6   backward  5.2 / 1.2
//   128 → 128 on 4×4           forward 1.0 / 1.3   backward  3.4 / 2.5
//   64 → 64 on 7×7             forward 0.9 / 1.4   backward  2.2 / 2.5
constexpr std::int64_t most_positions_forward = 4;
constexpr std::int64_t most_positions_backward = 16;
constexpr std::int64_t fewest_channels = 32;  // below, the calls cost more than the products

struct Geometry {
  Geometry(const at::Tensor& x, const at::Tensor& weight, std::int64_t stride_)
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
  std::int64_t image() const { return height * width * in; }
  std::int64_t filter() const { return kernel_height * kernel_width * in; }

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

template <class Visit>
void for_each_slab(const Geometry& g, Visit visit) {
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

at::Tensor matrix(const at::Tensor& storage, std::int64_t rows, std::int64_t columns,
                  std::int64_t row_stride, std::int64_t offset) {
  return storage.as_strided({rows, columns}, {row_stride, 1}, storage.storage_offset() + offset);
}

at::Tensor forward_pass(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias,
                        const Geometry& g) {
  auto y = at::empty({g.batch, g.out, g.out_height, g.out_width}, x.options(),
                     at::MemoryFormat::ChannelsLast);
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
                   const Geometry& g, at::Tensor& x_gradient, at::Tensor& weight_gradient) {
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
                                      const at::Tensor& weight, const Geometry& g) {
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
    const Geometry g(x_, weight_, stride);
    if (g.positions() > most_positions_forward && g.vertical.symmetric() &&
        g.horizontal.symmetric()) {
      return at::conv2d(x_, weight_, bias, stride, {g.vertical.before, g.horizontal.before});
    }
    return forward_pass(x_.contiguous(at::MemoryFormat::ChannelsLast),
                        weight_.contiguous(at::MemoryFormat::ChannelsLast), bias, g);
  }

  static variable_list backward(AutogradContext* context, const variable_list& gradients) {
    const auto saved = context->get_saved_variables();
    const Geometry g(saved[0], saved[1], context->saved_data["stride"].toInt());
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
  return x.is_cpu() && (type == at::kFloat || type == at::kDouble) && may_replace_operations(x) &&
         x.size(1) >= fewest_channels && weight.size(0) >= fewest_channels &&
         same_size(x.size(2), stride) * same_size(x.size(3), stride) <= most_positions_backward;
}

at::Tensor gemm_conv2d(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias,
                       std::int64_t stride) {
  return GemmConv2d::apply(x, weight, bias, stride);
}

}  // namespace plumb
