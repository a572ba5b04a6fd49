// The matrix products of a dense layer, by LibTorch and by the small-batch kernels, in turn. Prints
// a table in Markdown: medians in µs of the forward pass, the gradient for the inputs, the gradient
// for the weight (with sums of its squares), and of turning a batch into columns.
//
//     bench_products [REPEATS]

#include <torch/types.h>

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "clocks.hpp"
#include "small_batch_kernels.hpp"
#include "training/device.hpp"

namespace {

struct Shape {
  std::int64_t batch, inputs, outputs;
};

const std::vector<Shape> shapes{
    {32, 256, 256},  {32, 784, 256}, {32, 64, 64},   {32, 1024, 1024}, {32, 2048, 2048},
    {32, 3072, 512}, {1, 256, 256},  {4, 256, 256},  {8, 256, 256},    {12, 256, 256},
    {16, 256, 256},  {20, 256, 256}, {64, 256, 256}, {128, 256, 256},  {256, 256, 256},
};

struct Timed {
  std::function<void()> run;
  std::vector<double> microseconds = {};

  double median() {
    const auto middle = microseconds.begin() + static_cast<std::ptrdiff_t>(microseconds.size() / 2);
    std::nth_element(microseconds.begin(), middle, microseconds.end());
    return *middle;
  }
};

void take_turns(std::vector<Timed>& all, int repeats) {
  for (int i = 0; i < repeats; ++i) {
    for (auto& timed : all) {
      const double begin = clock_ms();
      timed.run();
      timed.microseconds.push_back(1e3 * (clock_ms() - begin));
    }
  }
}

/// out(rows × columns) = A B; `a_row`, `a_depth`: A's strides.
plumb::SmallProduct product(const at::Tensor& a, std::int64_t a_row, std::int64_t a_depth,
                            const at::Tensor& b, const at::Tensor& out) {
  plumb::SmallProduct p;
  p.a = a.const_data_ptr<float>();
  p.a_row = a_row;
  p.a_depth = a_depth;
  p.b = b.const_data_ptr<float>();
  p.b_row = b.size(1);
  p.out = out.mutable_data_ptr<float>();
  p.out_row = out.size(1);
  p.rows = out.size(0);
  p.columns = out.size(1);
  p.depth = b.size(0);
  return p;
}

std::string row(const Shape& s, int repeats) {
  const std::int64_t size = plumb::small_batch_padded(s.batch);
  const at::Tensor x = at::randn({s.batch, s.inputs}), w = at::randn({s.outputs, s.inputs}),
                   g = at::randn({s.batch, s.outputs}), bias = at::randn({s.outputs}),
                   y = at::empty({s.batch, s.outputs}), dx = at::empty_like(x),
                   dw = at::empty_like(w);
  const at::Tensor columns = at::zeros({s.inputs, size}), g_columns = at::zeros({s.outputs, size}),
                   y_columns = at::empty_like(g_columns), dx_columns = at::empty_like(columns);
  std::vector<double> squares = plumb::small_product_sums(s.outputs);
  std::vector<Timed> all{{[&] { at::addmm_out(const_cast<at::Tensor&>(y), bias, x, w.t()); }},
                         {[&] { at::mm_out(const_cast<at::Tensor&>(dx), g, w); }},
                         {[&] { at::mm_out(const_cast<at::Tensor&>(dw), g.t(), x); }}};
  for (const auto& kernels : plumb::small_batch_kernels()) {
    all.push_back({[&] { kernels.product(product(w, s.inputs, 1, columns, y_columns)); }});
    all.push_back({[&] { kernels.product(product(w, 1, s.inputs, g_columns, dx_columns)); }});
    all.push_back({[&] { kernels.product(product(g_columns, size, 1, x, dw)); }});
    all.push_back({[&] {
      auto with_squares = product(g_columns, size, 1, x, dw);
      with_squares.squares = squares.data();
      kernels.product(with_squares);
    }});
    all.push_back({[&] {
      kernels.transpose({x.const_data_ptr<float>(), s.inputs, s.batch, s.inputs,
                         columns.mutable_data_ptr<float>(), size});
    }});
  }
  take_turns(all, repeats);
  std::string text = fmt::format("| {} × {} → {} | {:.1f} / {:.1f} / {:.1f} |", s.batch, s.inputs,
                                 s.outputs, all[0].median(), all[1].median(), all[2].median());
  for (std::size_t i = 3; i < all.size(); i += 5)
    text += fmt::format(" {:.1f} / {:.1f} / {:.1f} ({:.1f}), {:.1f} |", all[i].median(),
                        all[i + 1].median(), all[i + 2].median(), all[i + 3].median(),
                        all[i + 4].median());
  return text + '\n';
}

}  // namespace

int main(int argc, char* argv[]) {
  const int repeats = argc > 1 ? std::stoi(argv[1]) : 200;
  plumb::prepare_process(1);
  const c10::InferenceMode inference;
  std::string head = "| batch × inputs → outputs | LibTorch |", rule = "|---|---|";
  for (const auto& kernels : plumb::small_batch_kernels()) {
    head += fmt::format(" {} |", kernels.name);
    rule += "---|";
  }
  fmt::print(
      "µs: forward / gradient for the inputs / for the weight (with its squares), turning a "
      "batch into columns; "
      "medians of {}, one thread\n\n{}\n{}\n",
      repeats, head, rule);
  for (const auto& shape : shapes) fmt::print("{}", row(shape, repeats));
}
