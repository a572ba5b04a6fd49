// What watching costs: the training step of a preset without a monitor, with one that takes norms
// in each collection mode, with clipping, with the probes at their default cadence, and with all
// probes at every step, in turn, block by block. The rules judge every step of each. Prints a table
// in Markdown; medians over the blocks.
//
//     bench_monitor [PRESET] [BLOCKS] [VARIANT]
//
// With VARIANT, a row of the table counted from 0, only that one runs: for a profiler.

#include <torch/torch.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "config/presets.hpp"
#include "plumb/diagnostics/monitor.hpp"
#include "plumb/models/network.hpp"
#include "training/device.hpp"
#include "training/loss.hpp"
#include "training/optimizer.hpp"
#include "training/run_parts.hpp"

namespace {

constexpr int steps_per_block = 20;

struct Variant {
  std::string name;
  bool monitored = false;
  plumb::Collection collection = plumb::Collection::automatic;
  plumb::Clip clip;
  std::int64_t probe_every = 0;
  std::vector<double> ms_per_step;
};

/// One network with its optimizer, stepped on one batch.
class Trained {
 public:
  explicit Trained(const plumb::RunConfig& config, const Variant& variant) : clip_(variant.clip) {
    network_ = plumb::make_network(plumb::network_options(config, {1, 28, 28}, 10));
    optimizer_ = plumb::make_optimizer(plumb::optimizer_options(config), network_->parameters());
    if (variant.monitored) {
      plumb::MonitorOptions options;
      options.collection = variant.collection;
      options.on_record = [this](const plumb::StepRecord& r) { seen_ += r.norm; };
      options.probe_every = variant.probe_every;
      monitor_ = std::make_unique<plumb::Monitor>(*network_, options);
    }
    inputs_ = at::rand({32, 1, 28, 28});
    targets_ = at::randint(0, 10, {32}, at::kLong);
  }

  void step() {
    optimizer_->zero_grad();
    const at::Tensor loss = loss_.mean(network_->forward(inputs_), targets_);
    loss.backward();
    if (monitor_) monitor_->clip(clip_);
    optimizer_->step();
    if (monitor_) monitor_->step(loss);
  }

 private:
  plumb::Clip clip_;
  plumb::Loss loss_{"cross-entropy"};
  std::shared_ptr<plumb::Network> network_;
  std::unique_ptr<plumb::Optimizer> optimizer_;
  std::unique_ptr<plumb::Monitor> monitor_;
  at::Tensor inputs_, targets_;
  double seen_ = 0;
};

double median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2),
                   values.end());
  return values[values.size() / 2];
}

}  // namespace

int main(int argc, char* argv[]) {
  const std::string preset = argc > 1 ? argv[1] : "sigmoid-mlp";
  const int blocks = argc > 2 ? std::stoi(argv[2]) : 40;
  plumb::prepare_process(1);
  const plumb::RunConfig config = plumb::find_preset(preset).config;

  std::vector<Variant> variants{
      {"no monitor", false, {}, {}, 0, {}},
      {"no monitor, again: the noise of this table", false, {}, {}, 0, {}},
      {"norms by hook", true, plumb::Collection::hook, {}, 0, {}},
      {"norms batched", true, plumb::Collection::batched, {}, 0, {}},
      {"norms by hook, clip norm:1", true, plumb::Collection::hook, plumb::Clip::norm(1), 0, {}},
      {"norms, probes every 10 steps (default)", true, {}, {}, 10, {}},
      {"norms, probes every step", true, {}, {}, 1, {}}};
  if (argc > 3) variants = {variants.at(std::stoul(argv[3]))};
  std::vector<std::unique_ptr<Trained>> trained;
  for (const auto& variant : variants)
    trained.push_back(std::make_unique<Trained>(config, variant));
  for (int block = -2; block < blocks; ++block) {  // the first two warm up
    for (std::size_t i = 0; i < variants.size(); ++i) {
      const double begin = processor_ms();
      for (int step = 0; step < steps_per_block; ++step) trained[i]->step();
      if (block >= 0) variants[i].ms_per_step.push_back((processor_ms() - begin) / steps_per_block);
    }
  }

  fmt::print("{}, batch 32, one thread, {} blocks of {} steps, processor time\n\n", preset, blocks,
             steps_per_block);
  fmt::print("| variant | ms per step | against no monitor |\n|---|---|---|\n");
  for (const auto& variant : variants) {
    std::vector<double> ratios;
    for (std::size_t i = 0; i < variant.ms_per_step.size(); ++i) {
      ratios.push_back(variant.ms_per_step[i] / variants.front().ms_per_step[i]);
    }
    fmt::print("| {} | {:.3f} | {:.3f} |\n", variant.name, median(variant.ms_per_step),
               median(ratios));
  }
}
