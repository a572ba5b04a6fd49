#include "training/run_inputs.hpp"

#include <utility>

#include "training/device.hpp"
#include "training/run_parts.hpp"
#include "training/standardization_file.hpp"

namespace plumb {

RunInputs run_inputs(const RunConfig& config, Dataset dataset) {
  RunConfig resolved = resolve(config, dataset);
  const at::Device device = resolve_device(resolved.running.device);
  RunStart start = run_start(resolved, dataset);  // before the splits, which take the data over
  auto data = data_record(dataset);
  auto standardization = standardization_json(dataset);
  TensorSplit train = to_device(std::move(dataset.train), dataset.sample_shape, device);
  TensorSplit validation = to_device(std::move(dataset.validation), dataset.sample_shape, device);
  RunFacts facts = run_facts(resolved, dataset, train.targets);
  NetworkOptions options = network_options(resolved, dataset);
  return {std::move(resolved),        device,           std::move(start),      std::move(data),
          std::move(standardization), std::move(train), std::move(validation), std::move(facts),
          std::move(options)};
}

}  // namespace plumb
