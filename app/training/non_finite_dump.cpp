#include "training/non_finite_dump.hpp"

#include <ATen/CPUGeneratorImpl.h>

#include <fmt/format.h>

#include "training/stored_tensors.hpp"

namespace plumb {

void dump_non_finite_step(const std::filesystem::path& run_directory, std::int64_t step,
                          const Network& network, const TensorSplit& batch) {
  const auto folder = run_directory / "non-finite";
  std::filesystem::create_directories(folder);
  NamedTensors tensors = tensors_of(network);
  tensors.emplace_back("batch.features", batch.features);
  tensors.emplace_back("batch.targets", batch.targets);
  tensors.emplace_back("random_state", at::detail::getDefaultCPUGenerator().get_state());
  store(folder / fmt::format("step-{:06}.safetensors", step), tensors,
        {{"step", std::to_string(step)}});
}

}  // namespace plumb
