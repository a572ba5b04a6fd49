#include "training/run_step.hpp"

#include <string>
#include <utility>

#include "training/non_finite_step.hpp"
#include "training/step_graph.hpp"

namespace plumb {
namespace {

TrainStepOptions step_options(const RunConfig& config, Learner& learner) {
  return {config.clip, learner.precision(), config.training.batch_size, learner.guard()};
}

}  // namespace

RunStep::RunStep(const Parts& parts, bool captures)
    : parts_(parts),
      step_(parts.learner.network(), parts.learner.loss(), parts.learner.optimizer(), parts.monitor,
            step_options(parts.inputs.config, parts.learner), parts.inputs.device) {
  step_.on_non_finite([this](const TensorSplit& batch) { trace(batch); });
  if (!captures) return;
  step_.replay_with(
      [this] { return make_step_graph(parts_.inputs.device); },
      [this](const TrainStep::CaptureFailure& failure) { give_up_capturing(failure); });
}

void RunStep::run(const at::Tensor& indices) {
  step_.run(parts_.inputs.train, indices);
  if (step_.has_captured()) parts_.summary.cuda_graph = steps_captured;
}

void RunStep::give_up_capturing(const TrainStep::CaptureFailure& failure) {
  if (!step_.has_captured())
    parts_.summary.cuda_graph = "the step could not be captured: " + failure.what;
  const std::string steps = failure.of_probed_steps ? "Steps that are probed" : "Steps";
  parts_.observer.on_notice(
      steps + " could not be captured in a CUDA graph, and are run as they are: " + failure.what);
}

void RunStep::trace(const TensorSplit& batch) {
  if (std::exchange(has_traced_, true)) return;
  const auto failure =
      trace_non_finite_step(parts_.inputs.start.directory, parts_.learner, parts_.monitor, batch);
  if (failure)
    parts_.observer.on_notice("The step that is not finite could not be traced: " + *failure);
}

}  // namespace plumb
