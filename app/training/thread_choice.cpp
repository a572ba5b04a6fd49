#include "training/thread_choice.hpp"

#include <ATen/Parallel.h>
#include <torch/types.h>

#include <algorithm>
#include <cstdlib>
#include <type_traits>

#include "config/available_cores.hpp"
#include "training/batches.hpp"
#include "training/device.hpp"
#include "training/evaluation.hpp"
#include "training/precision.hpp"
#include "training/run_checks.hpp"
#include "training/run_parts.hpp"

namespace plumb {
namespace {

constexpr std::int64_t sensible_threads = 8;
constexpr double worth_a_doubling = 0.8;

// Of what is timed with each number of threads, after one run that is not: the best of several, as
// far as they fit into this time.
constexpr int fewest_runs = 3, most_runs = 5;
constexpr double seconds_to_time = 0.04;

double best_seconds(const std::function<void()>& work, std::int64_t threads,
                    const std::function<double()>& clock) {
  at::set_num_threads(static_cast<int>(threads));
  work();
  double best = std::numeric_limits<double>::infinity(), total = 0;
  for (int i = 0; i < most_runs && (i < fewest_runs || total < seconds_to_time); ++i) {
    const double begin = clock();
    work();
    const double seconds = clock() - begin;
    best = std::min(best, seconds);
    total += seconds;
  }
  return best;
}

Split first_samples(const Split& split, const Dataset& dataset, std::int64_t count) {
  const auto head = [&](const auto& values, std::int64_t each) {
    const auto length = std::min<std::int64_t>(count * each, std::ssize(values));
    return std::decay_t<decltype(values)>(values.begin(), values.begin() + length);
  };
  std::int64_t features = 1;
  for (const std::int64_t size : dataset.sample_shape) features *= size;
  return {head(split.features, features), head(split.labels, dataset.label_steps),
          head(split.targets, 1), count};
}

}  // namespace

std::int64_t usable_threads() {
  std::int64_t most = std::min(available_cores(), sensible_threads);
  if (const char* asked = std::getenv("OMP_NUM_THREADS"))
    most = std::min<std::int64_t>(most, std::max(1, std::atoi(asked)));
  return most;
}

std::int64_t fastest_threads(const std::function<void()>& work, std::int64_t most,
                             const std::function<double()>& clock) {
  std::int64_t fastest = 1;
  if (most > 1) {
    double best = best_seconds(work, 1, clock);
    for (std::int64_t threads = 2; threads <= most; threads *= 2) {
      const double seconds = best_seconds(work, threads, clock);
      if (seconds > worth_a_doubling * best) break;
      best = seconds;
      fastest = threads;
    }
  }
  at::set_num_threads(static_cast<int>(fastest));
  return fastest;
}

void settle_threads(RunConfig& config, const Dataset& dataset) {
  if (config.running.threads != 0) return;
  if (usable_threads() == 1 || !resolve_device(config.running.device).is_cpu()) {
    config.running.threads = 1;
    at::set_num_threads(1);
    return;
  }
  const RunConfig resolved = resolve(config, dataset);
  check_loss(resolved, dataset);
  const auto network = make_network(network_options(resolved, dataset));
  const Loss loss = make_loss(resolved);
  const std::int64_t samples = std::min(resolved.training.batch_size, dataset.train.count);
  const TensorSplit batch =
      to_device(first_samples(dataset.train, dataset, samples), dataset.sample_shape, at::kCPU);
  config.running.threads = fastest_threads(
      [&] { full_gradient(*network, batch, loss, precision_of(resolved.training.precision)); },
      usable_threads());
}

bool BarrierWatch::add(double cpu_seconds) {
  constexpr double long_enough = 1, too_much = 2.5;
  seconds_ += cpu_seconds - last_;
  last_ = cpu_seconds;
  ++steps_;
  if (seconds_ < long_enough) return false;
  const double pace = seconds_ / static_cast<double>(steps_);
  seconds_ = 0;
  steps_ = 0;
  if (pace > too_much * best_) return true;
  best_ = std::min(best_, pace);
  return false;
}

}  // namespace plumb
