#include "training/run_parts.hpp"

#include "config/data_path.hpp"
#include "config/keys.hpp"
#include "plumb/diagnostics/facts_of_targets.hpp"
#include "training/run_checks.hpp"
#include "training/run_length.hpp"
#include "training/seeds.hpp"

namespace plumb {

namespace {

/// One for a value; one, the probability of class 1, for two classes under bce; else one a class.
std::int64_t outputs_of(const RunConfig& config, const Dataset& dataset) {
  if (dataset.classes == 0) return 1;
  return config.training.loss == "bce" && dataset.classes == 2 ? 1 : dataset.classes;
}

/// Whether there is a remedy that sets it.
bool is_advised(const ConfigKey& key) {
  return key.section == "network" || key.section == "training" || key.section == "clipping" ||
         key.name == "standardize" || key.name == "standardize-targets" ||
         key.name == "input-scale";
}

}  // namespace

NetworkOptions network_options(const RunConfig& config,
                               const std::vector<std::int64_t>& sample_shape,
                               std::int64_t outputs) {
  NetworkOptions options;
  options.family = config.network.model;
  options.sample_shape = sample_shape;
  options.outputs = outputs;
  options.depth = config.network.depth;
  options.width = config.network.width;
  options.activation = config.network.activation;
  options.output_activation = config.network.output_activation;
  options.initializer = config.network.initializer;
  options.bias_initializer = config.network.bias_initializer;
  options.normalization = config.network.normalization;
  options.residual = config.network.residual;
  options.recurrent_initializer = config.network.recurrent_initializer;
  options.forget_bias = config.network.forget_bias;
  options.truncate = config.training.truncate;
  options.dropout = config.network.dropout;
  options.norm_momentum = config.network.norm_momentum;
  options.seed = stream_seed(config.running.seed, RandomStream::initialization);
  return options;
}

NetworkOptions network_options(const RunConfig& config, const Dataset& dataset) {
  auto options = network_options(config, dataset.sample_shape, outputs_of(config, dataset));
  options.output_steps = dataset.label_steps;
  return options;
}

Loss make_loss(const RunConfig& config) {
  const auto outputs =
      config.network.output_activation == "none" ? Loss::Outputs::logits : Loss::Outputs::activated;
  return Loss(config.training.loss, outputs, config.training.label_smoothing);
}

OptimizerOptions optimizer_options(const RunConfig& config) {
  OptimizerOptions options;
  options.name = config.training.optimizer;
  options.learning_rate = config.training.learning_rate;
  options.epsilon = config.training.epsilon;
  options.momentum = config.training.momentum;
  options.nesterov = config.training.nesterov;
  options.weight_decay = config.training.weight_decay;
  options.smoothing = config.training.rho;
  return options;
}

ScheduleOptions schedule_options(const RunConfig& config, std::int64_t planned_steps) {
  return {config.training.schedule, config.training.warmup, planned_steps,
          config.training.learning_rate.value()};
}

RunFacts run_facts(const RunConfig& config) {
  RunFacts facts;
  facts.loss = config.training.loss;
  facts.optimizer = config.training.optimizer;
  facts.learning_rate = config.training.learning_rate;
  facts.weight_decay = config.training.weight_decay;
  facts.activation = config.network.activation;
  facts.clip = config.clip;
  facts.input_scale = config.data.input_scale;
  for (const auto& key : config_keys()) {
    if (is_advised(key)) facts.settings[key.name] = key.get(config);
  }
  return facts;
}

RunFacts run_facts(const RunConfig& config, const Dataset& dataset, const at::Tensor& targets) {
  RunFacts facts = run_facts(config);
  const std::int64_t outputs = network_options(config, dataset).outputs;
  facts.baseline_loss =
      baseline_loss(config.training.loss, targets, outputs, config.training.label_smoothing);
  facts.least_loss = least_loss(config.training.loss, outputs, config.training.label_smoothing);
  facts.planned_steps = planned_steps(config, targets.size(0));
  facts.input_widths = dataset.input_widths;
  facts.input_ratio = dataset.input_ratio;
  facts.targets = target_facts(targets);
  if (config.network.output_activation != "none") {
    facts.unreachable_loss = unreachable_loss(config.training.loss, targets,
                                              output_range(config.network.output_activation));
  }
  return facts;
}

RunConfig resolve(RunConfig config, const Dataset& dataset) {
  const NetworkOptions network = resolve(network_options(config, dataset));
  config.network = {
      network.family,           network.depth,         network.width,    network.activation,
      network.initializer,      network.normalization, network.residual, network.output_activation,
      network.bias_initializer, network.dropout};
  config.network.recurrent_initializer = network.recurrent_initializer;
  config.network.forget_bias = network.forget_bias;
  config.network.norm_momentum = network.norm_momentum;
  config.data.sequence = dataset.sequence;
  config.data.length = dataset.length;
  check_batches(config, dataset.train.count);
  const OptimizerOptions optimizer = resolve(optimizer_options(config));
  config.training.learning_rate = optimizer.learning_rate;
  config.training.epsilon = optimizer.epsilon;
  config.data.data = dataset.name;
  make_data_paths_absolute(config.data);  // whoever repeats the run may stand in another folder
  return config;
}

}  // namespace plumb
