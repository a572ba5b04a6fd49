#include "training/dataset_request.hpp"

#include <fmt/format.h>

#include "config/choices.hpp"
#include "plumb/diagnostics/error.hpp"

namespace plumb {
namespace {

/// How a model reads images: rows for a recurrent one that leaves it open, as images for others.
std::string sequence_of(const RunConfig& config) {
  const std::string& sequence = config.data.sequence;
  if (is_recurrent_model(config.network.model)) return sequence.empty() ? "rows" : sequence;
  if (!sequence.empty()) {
    throw Error(fmt::format("--sequence {} is for the models rnn, lstm and gru, not for {}",
                            sequence, config.network.model));
  }
  return {};
}

Scaling scaling_of(const std::string& standardize) {
  if (standardize == "robust") return Scaling::robust;
  return standardize == "on" ? Scaling::standard : Scaling::none;
}

}  // namespace

DatasetRequest dataset_request(const RunConfig& config) {
  DatasetRequest request;
  request.name = config.data.data;
  request.data_dir = config.data.data_dir;
  request.data_seed = config.data.data_seed;
  request.limit = config.data.limit;
  request.val_fraction = config.data.val_fraction;
  request.scaling = scaling_of(config.data.standardize);
  request.standardize_targets = config.data.standardize_targets == "on";
  request.input_scale = config.data.input_scale;
  request.sequence = sequence_of(config);
  request.length = config.data.length;
  request.regression = !needs_classes(config.training.loss) && config.data.data.starts_with("csv:");
  return request;
}

}  // namespace plumb
