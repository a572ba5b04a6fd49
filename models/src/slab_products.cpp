#include "slab_products.hpp"

#include <ATen/ATen.h>

#include <algorithm>

#include "plumb/internal/parallel.hpp"
#include "small_batch_kernels.hpp"

namespace plumb {
namespace {

// Multiplications for which a second thread is worth waking.
constexpr std::int64_t products_per_thread = std::int64_t{1} << 18;

// Images whose numbers the weight's gradient takes at once: with more they leave the cache.
constexpr std::int64_t images_at_once = 128;

std::int64_t products_of(const ConvGeometry& g) {
  return g.batch * g.outputs() * g.filter();
}

void multiply(const SmallProduct& product) {
  if (product.rows > 0) small_batch_kernels().front().product(product);
}

}  // namespace

bool has_slab_products(const at::Tensor& x, const ConvGeometry& g) {
  return x.is_cpu() && x.scalar_type() == at::kFloat && g.in % small_batch_padding == 0 &&
         !small_batch_kernels().empty();
}

// With a column for each image, so that every filter's row is read as it lies.
void slab_forward(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias,
                  const ConvGeometry& g, at::Tensor& y) {
  const auto& kernels = small_batch_kernels().front();
  const std::int64_t columns = small_batch_padded(g.batch);
  const at::Tensor inputs = at::zeros({g.image(), columns}, x.options());
  const at::Tensor outputs = at::empty({g.outputs(), columns}, x.options());
  float* in = inputs.mutable_data_ptr<float>();
  float* out = outputs.mutable_data_ptr<float>();
  kernels.transpose({x.const_data_ptr<float>(), g.image(), g.batch, g.image(), in, columns});
  parallel_shares(products_of(g), products_per_thread, [&](Share share) {
    const auto rows = share.range(g.out);
    std::int64_t started = -1;
    for_each_slab(g, [&](const Slab& slab) {
      SmallProduct product;
      product.a = weight.const_data_ptr<float>() + rows.first * g.filter() + slab.filter_offset;
      product.a_row = g.filter();
      product.a_depth = 1;
      product.b = in + slab.image_offset * columns;
      product.b_row = product.out_row = columns;
      product.accumulates = slab.position == started;
      if (!product.accumulates) product.bias = bias.const_data_ptr<float>() + rows.first;
      product.out = out + (slab.position * g.out + rows.first) * columns;
      product.rows = rows.size();
      product.columns = g.batch;
      product.depth = slab.length;
      multiply(product);
      started = slab.position;
    });
  });
  kernels.transpose({out, columns, g.outputs(), g.batch, y.mutable_data_ptr<float>(), g.outputs()});
}

void add_slab_x_gradient(const at::Tensor& gradient, const at::Tensor& weight,
                         const ConvGeometry& g, at::Tensor& x_gradient) {
  parallel_shares(products_of(g), products_per_thread, [&](Share share) {
    const auto images = share.range(g.batch);
    for_each_slab(g, [&](const Slab& slab) {
      SmallProduct product;
      product.a =
          gradient.const_data_ptr<float>() + images.first * g.outputs() + slab.position * g.out;
      product.a_row = g.outputs();
      product.a_depth = 1;
      product.b = weight.const_data_ptr<float>() + slab.filter_offset;
      product.b_row = g.filter();
      product.accumulates = true;
      product.out =
          x_gradient.mutable_data_ptr<float>() + images.first * g.image() + slab.image_offset;
      product.out_row = g.image();
      product.rows = images.size();
      product.columns = slab.length;
      product.depth = g.out;
      multiply(product);
    });
  });
}

void add_slab_weight_gradient(const at::Tensor& gradient, const at::Tensor& x,
                              const ConvGeometry& g, at::Tensor& weight_gradient) {
  parallel_shares(products_of(g), products_per_thread, [&](Share share) {
    const auto rows = share.range(g.out);
    for (std::int64_t image = 0; image < g.batch; image += images_at_once) {
      for_each_slab(g, [&](const Slab& slab) {
        SmallProduct product;
        product.a = gradient.const_data_ptr<float>() + image * g.outputs() + slab.position * g.out +
                    rows.first;
        product.a_row = 1;
        product.a_depth = g.outputs();
        product.b = x.const_data_ptr<float>() + image * g.image() + slab.image_offset;
        product.b_row = g.image();
        product.accumulates = true;
        product.out = weight_gradient.mutable_data_ptr<float>() + rows.first * g.filter() +
                      slab.filter_offset;
        product.out_row = g.filter();
        product.rows = rows.size();
        product.columns = slab.length;
        product.depth = std::min(images_at_once, g.batch - image);
        multiply(product);
      });
    }
  });
}

}  // namespace plumb
