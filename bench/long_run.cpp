// A made-up run of a million steps, to see how large its report is and how fast: twelve layers
// whose gradient falls by 0.6 decades from one to the next, a spike now and then, every tenth step
// probed. It goes through the writer that a real run's steps go through, which keeps 20,000 of
// them.
//
//     bench_long_run DIR [STEPS]      then: plumb report DIR
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "plumb/diagnostics/run_writer.hpp"

namespace {

constexpr int layers = 12;
constexpr std::int64_t steps_per_epoch = 1875;
constexpr std::int64_t probe_interval = 10;
constexpr std::int64_t mean_steps_between_spikes = 50'000;

std::string layer_name(int layer) {
  if (layer + 1 == layers) return "output";
  return (layer < 9 ? "dense_0" : "dense_") + std::to_string(layer + 1);
}

std::vector<plumb::ParameterInfo> parameters() {
  std::vector<plumb::ParameterInfo> all;
  for (int layer = 0; layer < layers; ++layer) {
    all.push_back({layer_name(layer) + ".weight", {256, 256}, 65'536, {}});
    all.push_back({layer_name(layer) + ".bias", {256}, 256, {}});
  }
  return all;
}

std::vector<plumb::TapInfo> taps() {
  std::vector<plumb::TapInfo> all;
  for (int layer = 0; layer < layers; ++layer)
    all.push_back({layer_name(layer), plumb::ActivationKind::sigmoid, 256});
  return all;
}

class MadeUpRun {
 public:
  plumb::StepRecord step(std::int64_t number) {
    plumb::StepRecord record;
    record.step = number;
    record.loss = 2.3 * std::exp(-1e-6 * static_cast<double>(number)) * noise(0.02);
    const double spike = random_() % mean_steps_between_spikes == 0 ? 1e3 : 1.0;
    double square = 0;
    for (int layer = 0; layer < layers; ++layer) {
      const double norm = spike * std::pow(10.0, -0.6 * (layers - 1 - layer)) * noise(0.3);
      record.norms.emplace_back(norm);
      record.norms.emplace_back(0.1 * norm);
      square += 1.01 * norm * norm;
    }
    record.norm = record.norm_after = std::sqrt(square);
    if (number % probe_interval == 0) probe(record);
    return record;
  }

 private:
  double noise(double deviation) { return std::exp(deviation * normal_(random_)); }

  void probe(plumb::StepRecord& record) {
    for (const auto& norm : record.norms)
      record.probes.push_back({10.0 * noise(0.01), 1e-3 * *norm, 0.0, 0});
    for (int layer = 0; layer < layers; ++layer) {
      plumb::ActivationProbe seen;
      seen.mean = 0.5 * noise(0.01);
      seen.deviation = 0.1 * noise(0.1);
      seen.spread = 0.2 * noise(0.1);
      seen.saturated = 0.1;
      seen.gradient = *record.norms[static_cast<std::size_t>(2 * layer)];
      record.activations.emplace_back(seen);
    }
  }

  std::mt19937_64 random_{0};
  std::normal_distribution<double> normal_;
};

void write(const std::filesystem::path& directory, std::int64_t steps) {
  plumb::create_run_directory(directory);
  plumb::StepWriter writer(directory / "steps.jsonl", parameters());
  const auto all_taps = taps();
  MadeUpRun run;
  for (std::int64_t number = 0; number < steps; ++number)
    writer.write(run.step(number), all_taps, 1 + number / steps_per_epoch);
  writer.flush();
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 2) {
    std::fputs("usage: bench_long_run DIR [STEPS]\n", stderr);
    return 2;
  }
  try {
    const auto begin = std::chrono::steady_clock::now();
    write(arguments[1], count > 2 ? std::stoll(arguments[2]) : 1'000'000);
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
    std::printf("written in %.1f s\n", taken.count());
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
  return 0;
}
