#include "training/train_step.hpp"

#include <torch/types.h>

#include <algorithm>
#include <cmath>

#include "plumb/diagnostics/error.hpp"
#include "training/update_notes.hpp"

namespace plumb {
namespace {

// The first brings up the libraries' handles and workspaces, which cannot be made while a step is
// captured; the second finds the memory that the first left.
constexpr int warm_up_steps = 2;

}  // namespace

TrainStep::TrainStep(Network& network, const Loss& loss, Optimizer& optimizer, Monitor& monitor,
                     const TrainStepOptions& options, const at::Device& device)
    : network_(network),
      loss_(loss),
      optimizer_(optimizer),
      monitor_(monitor),
      options_(options),
      totals_(loss, device) {}

void TrainStep::run(const TensorSplit& batch) {
  const at::Tensor loss = work(batch);
  totals_.count(batch.count(), batch.targets.numel());
  monitor_.step(loss);
}

void TrainStep::run(const TensorSplit& samples, const at::Tensor& indices) {
  Kind& kind = kind_of_step();
  if (!is_replayed(kind, samples, indices)) {
    run(samples.gather(indices));
    return;
  }
  kind.graph->replay();
  const std::int64_t count = indices.numel();
  totals_.count(count, count * (samples.targets.numel() / samples.count()));
  if (&kind == &probed_)
    monitor_.step_replayed(kind.loss, kind.probe);
  else
    monitor_.step_replayed(kind.loss);
}

void TrainStep::replay_with(const MakeGraph& make_graph,
                            std::function<void(const CaptureFailure&)> on_failure) {
  if (options_.guard != nullptr && options_.guard->decides_on_host())
    throw Error(
        "a step that a spike guard may roll back cannot be captured: it decides on the host");
  plain_.graph = make_graph();
  probed_.graph = make_graph();
  on_capture_failed_ = std::move(on_failure);
}

bool TrainStep::is_replayed(Kind& kind, const TensorSplit& samples, const at::Tensor& indices) {
  if (!kind.graph) return false;
  make_room_for(indices);
  if (indices.sizes() != indices_.sizes()) return false;
  if (kind.warm_steps < warm_up_steps) {
    ++kind.warm_steps;
    return false;
  }
  indices_.copy_(indices);
  return kind.captured || capture(kind, samples);
}

void TrainStep::make_room_for(const at::Tensor& indices) {
  // A run may go on with the last batch of an epoch, which is shorter than those to come.
  if (indices_.defined() && (has_captured() || indices.numel() <= indices_.numel())) return;
  indices_ = at::empty_like(indices);
  plain_.warm_steps = probed_.warm_steps = 0;
}

bool TrainStep::capture(Kind& kind, const TensorSplit& samples) {
  try {
    kind.graph->capture([this, &kind, samples] {
      kind.loss = work(samples.gather(indices_));
      if (&kind == &probed_) kind.probe = monitor_.capture_probe();
    });
    kind.captured = true;
  } catch (const c10::Error& error) {
    give_up_capturing(kind, error.what_without_backtrace());
  } catch (const std::exception& error) {
    give_up_capturing(kind, error.what());
  }
  monitor_.discard_step();
  return kind.captured;
}

void TrainStep::give_up_capturing(Kind& kind, const std::string& what) {
  kind.graph.reset();
  if (on_capture_failed_) on_capture_failed_({&kind == &probed_, what});
}

at::Tensor TrainStep::work(const TensorSplit& batch) {
  const UpdateNotes notes(optimizer_, monitor_);
  optimizer_.zero_grad();
  const at::Tensor loss = backward(batch);
  const ClipOutcome outcome = monitor_.clip(options_.clip);
  const bool on_device = outcome.found_inf().defined();
  // An activation without slope may give a NaN no gradient.
  if (!on_device && on_non_finite_ && !(outcome.finite() && std::isfinite(loss.item<float>())))
    on_non_finite_(batch);
  update(outcome, loss);
  return loss;
}

at::Tensor TrainStep::backward(const TensorSplit& batch) {
  const std::int64_t count = batch.count();
  const std::int64_t size = options_.micro_batch > 0 ? options_.micro_batch : count;
  if (size >= count) return backward(batch, 1);
  at::Tensor mean;
  for (std::int64_t first = 0; first < count; first += size) {
    const std::int64_t length = std::min(size, count - first);
    const double share = static_cast<double>(length) / static_cast<double>(count);
    const at::Tensor part = backward(batch.range(first, length), share);
    mean = mean.defined() ? mean + part : part;
  }
  return mean;
}

at::Tensor TrainStep::backward(const TensorSplit& part, double share) {
  const at::Tensor outputs = forward(network_, part.features, options_.precision);
  const at::Tensor loss = loss_.mean(outputs, part.targets);
  const at::Tensor weighted = share == 1 ? loss : loss * share;
  weighted.backward();
  totals_.add_sums(loss, static_cast<double>(part.count()), outputs, part.targets);
  return weighted.detach();
}

void TrainStep::update(const ClipOutcome& outcome, const at::Tensor& loss) {
  const bool clips = options_.clip.kind != Clip::Kind::none;
  if (options_.guard != nullptr) {
    options_.guard->update(optimizer_, monitor_, outcome, loss);
  } else if (!clips) {
    optimizer_.step();
  } else if (outcome.found_inf().defined()) {
    monitor_.note_skipped(outcome.found_inf());
    optimizer_.step(outcome.found_inf());
  } else if (outcome.finite()) {
    optimizer_.step();
  } else {
    monitor_.note_skipped(true);
  }
}

}  // namespace plumb
