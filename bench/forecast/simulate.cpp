// The forecast against real initializations, one line of CSV by layer: the forecast, and the
// gradient norms of some seeds in double precision. Or the verdicts alone, one line by network.
// Networks that the output already has are left out, so that an interrupted run goes on.
//
//     bench_forecast norms OUT.csv SEEDS
//     bench_forecast verdicts OUT.csv

#include <torch/types.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "cases.hpp"
#include "training/device.hpp"
#include "training/forecast_input.hpp"
#include "training/measured_gradient.hpp"

namespace {

using plumb::bench::Case;

/// Layers × seeds.
std::vector<std::vector<double>> measure(const Case& each, const plumb::TensorSplit& batch,
                                         int seeds) {
  std::vector<std::vector<double>> norms;
  for (int seed = 0; seed < seeds; ++seed) {
    const auto network = plumb::make_network(each.options(static_cast<std::uint64_t>(seed)));
    const auto measured =
        plumb::measure_kernel_gradients(*network, batch, plumb::Loss("cross-entropy"));
    norms.resize(measured.size());
    for (std::size_t i = 0; i < measured.size(); ++i) norms[i].push_back(measured[i].second);
  }
  return norms;
}

struct Median {
  double value, low, high;  // with the 95 % interval in which that of all seeds lies
};

/// Whatever the distribution is, as many of n values as a fair coin shows heads lie below its
/// median: the interval is that of order statistics (David and Nagaraja, "Order statistics", 2003,
/// 7.1).
Median median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const std::size_t n = values.size();
  const auto reach = static_cast<std::size_t>(std::ceil(0.98 * std::sqrt(n)));  // 1.96 √n / 2
  const std::size_t below = n / 2 > reach ? n / 2 - reach : 0;
  const double middle = n % 2 == 1 ? values[n / 2] : std::sqrt(values[n / 2 - 1] * values[n / 2]);
  return {middle, values[below], values[n - 1 - below]};
}

plumb::Forecast forecast_of(const Case& each, const plumb::TensorSplit& batch) {
  return plumb::forecast(plumb::describe_network(each.options(0)),
                         plumb::describe_batch(batch, "cross-entropy"));
}

void write_norms(std::ofstream& file, const Case& each, const plumb::TensorSplit& batch,
                 int seeds) {
  const plumb::Forecast forecast = forecast_of(each, batch);
  const auto norms = measure(each, batch, seeds);
  for (std::size_t i = 0; i < norms.size(); ++i) {
    const auto& layer = forecast.layers[i];
    const auto inside = std::count_if(norms[i].begin(), norms[i].end(), [&](double norm) {
      return norm >= layer.low && norm <= layer.high;
    });
    const Median measured = median(norms[i]);
    file << fmt::format("{},{},{:.4g},{:.4g},{:.4g},{:.4g},{:.4g},{:.4g},{:.4g},{},{}\n",
                        each.name(), i + 1, layer.limit, layer.median, layer.low, layer.high,
                        measured.value, measured.low, measured.high, inside, norms[i].size());
  }
}

void write_verdict(std::ofstream& file, const Case& each, const plumb::TensorSplit& batch) {
  const plumb::Forecast forecast = forecast_of(each, batch);
  file << fmt::format("{},{},{},{:.4g},{:.4g},{:.4g},{:.4g}\n", each.name(),
                      to_string(forecast.verdict), forecast.max_trainable_depth.value_or(-1),
                      forecast.stable_rate, forecast.limit_speed, forecast.learning_speed,
                      forecast.learning_share.value_or(-1));
}

}  // namespace

int main(int argc, char* argv[]) {
  const std::string what = argc > 2 ? argv[1] : "";
  if (what != "norms" && what != "verdicts") {
    fmt::print(stderr, "usage: bench_forecast norms|verdicts OUT.csv [SEEDS]\n");
    return 2;
  }
  const bool norms = what == "norms";
  plumb::prepare_process(1);
  const auto done = plumb::bench::finished_cases(argv[2]);
  const bool fresh = !std::filesystem::exists(argv[2]);
  std::ofstream file(argv[2], std::ios::app);
  if (fresh) {
    file << "activation,init,depth,width,"
         << (norms ? "layer,limit,predicted,low,high,measured_median,measured_low,measured_high,"
                     "inside,seeds\n"
                   : "verdict,max_trainable_depth,stable_rate,limit_speed,learning_speed,learning_"
                     "share\n");
  }
  const plumb::TensorSplit batch = plumb::bench::first_batch();
  for (const auto& each : norms ? plumb::bench::wide_cases() : plumb::bench::all_cases()) {
    if (done.contains(each.name())) continue;
    norms ? write_norms(file, each, batch, argc > 3 ? std::stoi(argv[3]) : 40)
          : write_verdict(file, each, batch);
    file.flush();
  }
}
