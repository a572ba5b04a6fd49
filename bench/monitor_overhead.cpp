// What watching costs: the training step of a preset without a monitor, with one that takes norms
// in each collection mode, with clipping, with the probes at their default cadence, and with all
// probes at every step, block by block, all in turn or one alone. The rules judge every step of
// each. Prints one JSON document with the processor time of every block; bench/instruments.py makes
// the table.
//
//     bench_monitor [PRESET] [BLOCKS] [STEPS] [VARIANT]
//
// STEPS in a block: a multiple of ten, or some blocks would have a probed step more than others.
// With VARIANT, counted from 0 (or "all"), only that one runs: a network that is alone in its
// process has its memory closer together than one of seven.

#include <torch/types.h>
#include <torch/version.h>

#include <exception>
#include <iostream>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "clocks.hpp"
#include "config/presets.hpp"
#include "plumb/diagnostics/monitor.hpp"
#include "plumb/models/network.hpp"
#include "training/device.hpp"
#include "training/loss.hpp"
#include "training/optimizer.hpp"
#include "training/run_parts.hpp"
#include "training/update_notes.hpp"

namespace {

constexpr int probe_interval = 10;  // steps, the default of `plumb train`
constexpr int warm_up = 2;          // blocks
constexpr std::size_t batches = 8;

struct Variant {
  std::string name;
  bool monitored = false;
  plumb::Collection collection = plumb::Collection::automatic;
  plumb::Clip clip;
  std::int64_t probe_every = 0;
  std::vector<double> ms_per_step;
};

/// One network with its optimizer, stepped on a few batches in turn: on a single one gradients soon
/// leave the range that a run has.
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
      options.updates_are_noted = optimizer_->sums_updates();
      monitor_ = std::make_unique<plumb::Monitor>(*network_, options);
    }
    inputs_ = at::rand({batches, 32, 1, 28, 28}).unbind();
    targets_ = at::randint(0, 10, {batches, 32}, at::kLong).unbind();
  }

  void step() {
    optimizer_->zero_grad();
    const at::Tensor loss = loss_.mean(network_->forward(inputs_[next_]), targets_[next_]);
    next_ = (next_ + 1) % batches;
    loss.backward();
    if (monitor_) monitor_->clip(clip_);
    update();
    if (monitor_) monitor_->step(loss);
  }

 private:
  void update() {
    std::optional<plumb::UpdateNotes> notes;
    if (monitor_) notes.emplace(*optimizer_, *monitor_);
    optimizer_->step();
  }

  plumb::Clip clip_;
  plumb::Loss loss_{"cross-entropy"};
  std::shared_ptr<plumb::Network> network_;
  std::unique_ptr<plumb::Optimizer> optimizer_;
  std::unique_ptr<plumb::Monitor> monitor_;
  std::vector<at::Tensor> inputs_, targets_;
  std::size_t next_ = 0;
  double seen_ = 0;
};

std::vector<Variant> all_variants() {
  return {
      {"no monitor", false, {}, {}, 0, {}},
      {"no monitor, again", false, {}, {}, 0, {}},
      {"norms by hook", true, plumb::Collection::hook, {}, 0, {}},
      {"norms batched", true, plumb::Collection::batched, {}, 0, {}},
      {"norms by hook, clip norm:1", true, plumb::Collection::hook, plumb::Clip::norm(1), 0, {}},
      {"norms, probes every 10 steps (default)", true, {}, {}, probe_interval, {}},
      {"norms, probes every step", true, {}, {}, 1, {}}};
}

void measure(std::vector<Variant>& variants, const plumb::RunConfig& config, int blocks,
             int steps) {
  std::vector<std::unique_ptr<Trained>> trained;
  for (const auto& variant : variants)
    trained.push_back(std::make_unique<Trained>(config, variant));
  for (int block = -warm_up; block < blocks; ++block) {
    for (std::size_t i = 0; i < variants.size(); ++i) {
      const double begin = processor_ms();
      for (int step = 0; step < steps; ++step) trained[i]->step();
      if (block >= 0) variants[i].ms_per_step.push_back((processor_ms() - begin) / steps);
    }
  }
}

nlohmann::json document(const std::string& preset, int steps,
                        const std::vector<Variant>& variants) {
  auto measured = nlohmann::json::array();
  for (const auto& variant : variants)
    measured.push_back({{"name", variant.name}, {"cpu_ms_per_step", variant.ms_per_step}});
  return {{"program", "plumb"},
          {"version", "LibTorch " TORCH_VERSION},
          {"preset", preset},
          {"steps", steps},
          {"variants", measured}};
}

}  // namespace

int main(int argc, char* argv[]) {
  try {
    const std::string preset = argc > 1 ? argv[1] : "sigmoid-mlp";
    const int blocks = argc > 2 ? std::stoi(argv[2]) : 40;
    const int steps = argc > 3 ? std::stoi(argv[3]) : 20;
    if (steps <= 0 || steps % probe_interval != 0)
      throw std::invalid_argument("STEPS must be a multiple of 10");
    auto variants = all_variants();
    if (argc > 4 && argv[4] != std::string("all")) variants = {variants.at(std::stoul(argv[4]))};
    plumb::prepare_process(1);
    measure(variants, plumb::find_preset(preset).config, blocks, steps);
    std::cout << document(preset, steps, variants).dump() << '\n';
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
}
