// R equal networks trained in one batched program against R of them one after the other, on one
// thread: is it worth while for a sweep (docs/sweep.md)? Neither side measures gradients.
#include <ATen/Parallel.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/types.h>

#include <algorithm>
#include <cstdio>
#include <vector>

#include "clocks.hpp"

namespace {

constexpr std::int64_t inputs = 784, classes = 10, batch = 32;
constexpr int steps_a_round = 10, rounds = 9;

/// `stack` multilayer perceptrons with ReLU as one: every tensor has them as its first dimension.
class Stack {
 public:
  Stack(std::int64_t stack, std::int64_t depth, std::int64_t width) : stack_(stack) {
    std::int64_t in = inputs;
    for (std::int64_t layer = 0; layer <= depth; ++layer) {
      const std::int64_t out = layer == depth ? classes : width;
      const double scale = std::sqrt(2.0 / static_cast<double>(in));
      add(at::randn({stack, in, out}) * scale);
      add(at::zeros({stack, 1, out}));
      in = out;
    }
  }

  /// One step of Adam on a batch a network: features (stack × batch × inputs).
  void step(const at::Tensor& features, const at::Tensor& labels) {
    at::Tensor x = features;
    for (std::size_t i = 0; i + 1 < parameters_.size(); i += 2) {
      // A stack of one is what a single network does: linear, not a batched product of one.
      x = stack_ == 1
              ? at::addmm(parameters_[i + 1][0], x.squeeze(0), parameters_[i][0]).unsqueeze(0)
              : at::baddbmm(parameters_[i + 1], x, parameters_[i]);
      if (i + 2 < parameters_.size()) x = at::relu(x);
    }
    const auto loss = at::cross_entropy_loss(x.reshape({-1, classes}), labels.reshape({-1}), {},
                                             at::Reduction::Sum) /
                      batch;
    const auto gradients = torch::autograd::grad({loss}, parameters_);
    const at::NoGradGuard guard;
    at::_foreach_add_(counts_, 1);
    at::_fused_adam_(parameters_, gradients, means_, squares_, {}, counts_, 1e-3, 0.9, 0.999, 0,
                     1e-8, false, false);
  }

 private:
  void add(const at::Tensor& value) {
    parameters_.push_back(value.clone().requires_grad_());
    means_.push_back(at::zeros_like(value));
    squares_.push_back(at::zeros_like(value));
    counts_.push_back(at::zeros({}));
  }

  std::int64_t stack_;
  std::vector<at::Tensor> parameters_, means_, squares_, counts_;
};

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

/// Milliseconds of processor time that `runs` networks take for a step.
double time_round(std::vector<Stack>& stacks, const at::Tensor& features,
                  const at::Tensor& labels) {
  const double began = processor_ms();
  for (auto& stack : stacks) {
    for (int i = 0; i < steps_a_round; ++i) stack.step(features, labels);
  }
  return (processor_ms() - began) / steps_a_round;
}

void compare(std::int64_t runs, std::int64_t depth, std::int64_t width) {
  std::vector<Stack> separate, stacked;
  for (std::int64_t i = 0; i < runs; ++i) separate.emplace_back(1, depth, width);
  stacked.emplace_back(runs, depth, width);
  const auto features = at::rand({runs, batch, inputs});
  const auto labels = at::randint(classes, {runs, batch}, at::kLong);
  const auto one_features = features.narrow(0, 0, 1), one_labels = labels.narrow(0, 0, 1);
  std::vector<double> separate_times, stacked_times;
  for (int round = 0; round <= rounds; ++round) {
    const double a = time_round(separate, one_features, one_labels);
    const double b = time_round(stacked, features, labels);
    if (round == 0) continue;  // the first allocates
    separate_times.push_back(a);
    stacked_times.push_back(b);
  }
  const double a = median(separate_times), b = median(stacked_times);
  std::printf("| %lld | %lld | %lld | %.2f | %.2f | %.2f |\n", static_cast<long long>(width),
              static_cast<long long>(depth), static_cast<long long>(runs), a, b, a / b);
  std::fflush(stdout);
}

}  // namespace

int main() {
  at::set_num_threads(1);
  at::manual_seed(0);
  std::printf(
      "| width | depth | runs | one by one, ms | stacked, ms | gain "
      "|\n|---|---|---|---|---|---|\n");
  for (const std::int64_t width : {32, 128}) {
    for (const std::int64_t depth : {5, 20}) {
      for (const std::int64_t runs : {4, 8, 16}) compare(runs, depth, width);
    }
  }
}
