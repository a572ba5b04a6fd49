// Which networks train: the truth that the forecast's verdict is held against. A configuration is
// trainable when one of five rates of plain SGD brings the loss (its mean over 20 steps, MNIST in
// batches of 32) below 0.9 ln 10 within 300 steps on each of three seeds. A rate is given up at its
// first seed that fails. One line of CSV by configuration; those that the output has are left out.
//
//     bench_trainable OUT.csv

#include <torch/types.h>

#include <cmath>
#include <deque>
#include <filesystem>
#include <fstream>
#include <numeric>
#include <string>

#include <fmt/format.h>

#include "cases.hpp"
#include "training/device.hpp"
#include "training/loss.hpp"

namespace {

using plumb::bench::Case;

constexpr int most_steps = 300;
constexpr std::size_t window = 20;
constexpr std::uint64_t seeds = 3;
// In the order of how often each is the one that works, so that most cases are decided soon.
constexpr double rates[] = {0.1, 1, 0.01, 10, 0.001};

/// The step at which the mean loss fell below the line; 0 if it never did.
int trained_at(const Case& each, const plumb::TensorSplit& train, double rate, std::uint64_t seed) {
  const auto network = plumb::make_network(each.options(seed));
  const auto parameters = network->parameters();
  const plumb::Loss loss("cross-entropy");
  const at::Tensor order = plumb::epoch_order(train.count(), seed, 1, at::kCPU);
  std::deque<double> recent;
  for (int step = 1; step <= most_steps; ++step) {
    const auto batch = train.gather(order.narrow(0, (step - 1) * 32, 32));
    const at::Tensor value = loss.mean(network->forward(batch.features), batch.targets);
    recent.push_back(value.item<double>());
    if (!std::isfinite(recent.back())) return 0;
    if (recent.size() > window) recent.pop_front();
    const double mean = std::accumulate(recent.begin(), recent.end(), 0.0) / window;
    if (recent.size() == window && mean < 0.9 * std::log(10.0)) return step;
    network->zero_grad();
    value.backward();
    const at::NoGradGuard no_grad;
    for (const auto& parameter : parameters) parameter.sub_(parameter.grad(), rate);
  }
  return 0;
}

/// Steps that the slowest seed took at the first rate that works; rate 0 if none does.
std::pair<double, int> best_rate(const Case& each, const plumb::TensorSplit& train) {
  for (const double rate : rates) {
    int slowest = 0;
    for (std::uint64_t seed = 0; seed < seeds; ++seed) {
      const int steps = trained_at(each, train, rate, seed);
      slowest = steps == 0 ? 0 : std::max(slowest, steps);
      if (steps == 0) break;
    }
    if (slowest > 0) return {rate, slowest};
  }
  return {0, 0};
}

}  // namespace

int main(int argc, char* argv[]) {
  if (argc < 2) return fmt::print(stderr, "usage: bench_trainable OUT.csv\n"), 2;
  plumb::prepare_process(1);
  const auto done = plumb::bench::finished_cases(argv[1]);
  const bool fresh = !std::filesystem::exists(argv[1]);
  std::ofstream file(argv[1], std::ios::app);
  if (fresh) file << "activation,init,depth,width,trainable,rate,steps\n";
  const plumb::TensorSplit train = plumb::bench::training_set();
  for (const auto& each : plumb::bench::all_cases()) {
    if (done.contains(each.name())) continue;
    const auto [rate, steps] = best_rate(each, train);
    file << fmt::format("{},{},{},{}\n", each.name(), steps > 0 ? 1 : 0, rate, steps);
    file.flush();
  }
}
