#include "training/run_checkpoints.hpp"

#include <ATen/ops/scalar_tensor.h>

#include <utility>

namespace plumb {
namespace {

const char* const clip_owner = "clip";
const char* const activations_owner = "activations";
const char* const tally_owner = "tally";

NamedTensors as_tensors(const std::map<std::string, double>& numbers) {
  NamedTensors tensors;
  for (const auto& [name, number] : numbers)
    tensors.emplace_back(name, at::scalar_tensor(number, at::kDouble));
  return tensors;
}

std::map<std::string, double> as_numbers(const NamedTensors& tensors) {
  std::map<std::string, double> numbers;
  for (const auto& [name, tensor] : tensors)
    if (tensor.numel() == 1) numbers[name] = tensor.item<double>();
  return numbers;
}

}  // namespace

RunCheckpoints::RunCheckpoints(const std::filesystem::path& run_directory, Retention retention,
                               const Clip& clip, Learner& learner, Monitor& monitor)
    : clip_(clip), learner_(learner), monitor_(monitor), checkpoints_(run_directory, retention) {}

NamedTensors RunCheckpoints::state() {
  NamedTensors state = learner_.state();
  append(state, clip_owner, monitor_.clip_state(clip_));
  return state;
}

NamedTensors RunCheckpoints::whole_state(const SummaryTally& tally) {
  NamedTensors all = state();
  append(all, tally_owner, as_tensors(tally.numbers()));
  append(all, activations_owner, monitor_.activation_state());
  return all;
}

RunCheckpoints::Position RunCheckpoints::restore() {
  unfinished_ = checkpoints_.within_epoch();
  if (unfinished_) return restore_within_epoch();
  const auto saved = checkpoints_.newest();
  saved.restore(learner_.network());
  saved.restore(state());
  monitor_.restore_activations(saved.state_of(activations_owner));
  tally_ = as_numbers(saved.state_of(tally_owner));
  return saved.position();
}

RunCheckpoints::Position RunCheckpoints::restore_within_epoch() {
  Network& network = learner_.network();
  if (unfinished_->position().epoch == 0) {
    checkpoints_.restore_initialization(network);
    initialization_.emplace(tensors_of(network));
  }
  unfinished_->restore(network);
  unfinished_->restore(state());
  monitor_.restore_activations(unfinished_->state_of(activations_owner));
  tally_ = as_numbers(unfinished_->state_of(tally_owner));
  return unfinished_->position();
}

RunCheckpoints::Position RunCheckpoints::restore_from(const std::filesystem::path& run_directory,
                                                      std::int64_t step, const Clip& clip) {
  const auto saved = Checkpoints(run_directory).newest(step);
  saved.restore(learner_.network());
  saved.restore(learner_.optimizer().state());
  // A schedule or guard that the other run had too goes on; one that only this run has begins.
  saved.restore(saved.those_of(clip == clip_ ? state() : learner_.state()));
  monitor_.restore_activations(saved.state_of(activations_owner));
  return saved.position();
}

std::optional<TensorCopies> RunCheckpoints::take_initialization() {
  return std::exchange(initialization_, std::nullopt);
}

void RunCheckpoints::restore_tally(SummaryTally& tally) const {
  if (!tally_.empty()) tally.restore(tally_);
}

EpochProgress RunCheckpoints::go_on_with(const TrainStep& step) {
  const auto saved = std::exchange(unfinished_, std::nullopt);
  return saved ? restore_epoch(*saved, step, learner_.network()) : EpochProgress{};
}

void RunCheckpoints::save(std::int64_t epochs, std::int64_t steps, const SummaryTally& tally) {
  checkpoints_.save(epochs, steps, learner_.network(), whole_state(tally));
}

void RunCheckpoints::save_within_epoch(std::int64_t epochs, std::int64_t steps,
                                       const TrainStep& step, const EpochProgress& progress,
                                       const SummaryTally& tally) {
  NamedTensors all = whole_state(tally);
  for (auto& named : epoch_state(step, learner_.network(), progress.seconds))
    all.push_back(std::move(named));
  checkpoints_.save_within_epoch({epochs, steps, progress.steps}, learner_.network(), all);
}

void RunCheckpoints::save_end_within_epoch(std::int64_t epochs, std::int64_t steps,
                                           const TrainStep& step, const EpochProgress& progress,
                                           const SummaryTally& tally) {
  save_within_epoch(epochs, steps, step, progress, tally);
  checkpoints_.save_weights(epochs + 1, steps, learner_.network());
}

}  // namespace plumb
