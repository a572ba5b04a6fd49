#include "training/non_finite_step.hpp"

#include <ATen/CPUGeneratorImpl.h>

#include <fmt/format.h>

#include "training/stored_tensors.hpp"

namespace plumb {
namespace {

void keep(const std::filesystem::path& run_directory, std::int64_t step, const Network& network,
          const TensorSplit& batch) {
  const auto folder = run_directory / "non-finite";
  std::filesystem::create_directories(folder);
  NamedTensors tensors = tensors_of(network);
  tensors.emplace_back("batch.features", batch.features);
  tensors.emplace_back("batch.targets", batch.targets);
  tensors.emplace_back("random_state", at::detail::getDefaultCPUGenerator().get_state());
  store(folder / fmt::format("step-{:06}.safetensors", step), tensors,
        {{"step", std::to_string(step)}});
}

}  // namespace

std::optional<std::string> trace_non_finite_step(const std::filesystem::path& run_directory,
                                                 Learner& learner, Monitor& monitor,
                                                 const TensorSplit& batch) {
  keep(run_directory, monitor.steps(), learner.network(), batch);
  try {
    monitor.trace_non_finite([&] { return learner.measured_loss(batch); });
  } catch (const c10::Error& error) {
    return error.what_without_backtrace();
  } catch (const std::exception& error) {
    return error.what();
  }
  return std::nullopt;
}

}  // namespace plumb
