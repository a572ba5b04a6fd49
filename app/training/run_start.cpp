#include "training/run_start.hpp"

#include "config/data_path.hpp"
#include "data/class_balance.hpp"
#include "plumb/diagnostics/clip.hpp"
#include "training/run_length.hpp"

namespace plumb {

RunStart run_start(const RunConfig& config, const Dataset& dataset) {
  RunStart start;
  start.name = config.name;
  start.model = config.network.model;
  start.data = data_label(dataset.name);
  start.data_source = dataset.source;
  start.train_samples = dataset.train.count;
  start.validation_samples = dataset.validation.count;
  start.majority_share = majority_share(dataset);
  start.epochs = config.training.epochs;
  start.steps_per_epoch = steps_per_epoch(config, start.train_samples);
  start.planned_steps = planned_steps(config, start.train_samples);
  return start;
}

void set_parameters(RunStart& start, const std::vector<ParameterInfo>& parameters) {
  start.parameters = 0;
  for (const auto& parameter : parameters) start.parameters += parameter.count;
  start.parameter_infos = parameters;
}

void describe(RunSummary& summary, const RunStart& start, const RunConfig& config) {
  summary.name = start.name;
  summary.model = start.model;
  summary.data = start.data;
  summary.device = start.device;
  summary.cuda_graph = start.cuda_graph;
  summary.clip = to_string(config.clip);
  summary.on_spike = config.on_spike;
  summary.directory = start.directory.string();
  summary.threads = config.running.threads;
  summary.seed = config.running.seed;
  summary.parameters = start.parameters;
  summary.train_samples = start.train_samples;
  summary.validation_samples = start.validation_samples;
  summary.majority_share = start.majority_share;
  summary.planned_epochs = start.epochs;
  summary.planned_steps = start.planned_steps;
  summary.steps_per_epoch = start.steps_per_epoch;
}

}  // namespace plumb
