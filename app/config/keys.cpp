#include "config/keys.hpp"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "config/choices.hpp"
#include "config/value_text.hpp"
#include "plumb/diagnostics/error.hpp"
#include "plumb/diagnostics/rule_catalog.hpp"
#include "plumb/internal/shell_word.hpp"

namespace plumb {
namespace {

constexpr double infinity = std::numeric_limits<double>::max();

// Beyond any use, so that a slip of the keyboard is refused. The product of two counts does not
// overflow.
constexpr std::int64_t most = 1'000'000'000;
constexpr std::int64_t most_steps = 1'000'000'000'000;
constexpr std::int64_t most_layers = 100'000, most_units = 1'000'000, most_threads = 1024;

/// config.toml could not be read back with it.
void require_utf8(std::string_view name, std::string_view text) {
  if (is_utf8(text)) return;
  throw Error(fmt::format("--{} '{}' is not UTF-8, as config.toml has to be: take another name",
                          name, text));
}

// Each helper makes the key of one field: `field` is a function from RunConfig to a reference.

template <typename Field>
ConfigKey text_key(std::string name, std::string section, std::string metavar, std::string help,
                   Field field) {
  return {name,
          std::move(section),
          ConfigKey::Type::text,
          std::move(metavar),
          std::move(help),
          [field, name](RunConfig& config, std::string_view text) {
            require_utf8(name, text);
            field(config) = std::string(text);
          },
          [field](const RunConfig& config) { return field(const_cast<RunConfig&>(config)); }};
}

template <typename Field>
ConfigKey choice_key(std::string name, std::string section, std::vector<std::string> choices,
                     std::string help, Field field) {
  ConfigKey key = text_key(name, std::move(section), join(choices, "|"), std::move(help), field);
  key.set = [field, name, choices = std::move(choices)](RunConfig& config, std::string_view text) {
    field(config) = parse_choice(name, text, choices);
  };
  return key;
}

/// The same where the setting may be left out: config.toml then has an empty text.
template <typename Field>
ConfigKey optional_choice_key(std::string name, std::string section,
                              std::vector<std::string> choices, std::string help, Field field) {
  ConfigKey key =
      choice_key(std::move(name), std::move(section), std::move(choices), std::move(help), field);
  key.set = [field, set = std::move(key.set)](RunConfig& config, std::string_view text) {
    if (text.empty()) {
      field(config).clear();
    } else {
      set(config, text);
    }
  };
  return key;
}

struct WholeRange {
  std::int64_t low;
  std::int64_t high;
};

template <typename Field>
ConfigKey integer_key(std::string name, std::string section, std::string help, WholeRange range,
                      Field field) {
  return {name,
          std::move(section),
          ConfigKey::Type::integer,
          "N",
          std::move(help),
          [field, name, range](RunConfig& config, std::string_view text) {
            field(config) = parse_integer(name, text, range.low, range.high);
          },
          [field](const RunConfig& config) {
            return std::to_string(field(const_cast<RunConfig&>(config)));
          }};
}

template <typename Field>
ConfigKey seed_key(std::string name, std::string section, std::string help, Field field) {
  return {name,
          std::move(section),
          ConfigKey::Type::integer,
          "N",
          std::move(help),
          [field, name](RunConfig& config, std::string_view text) {
            field(config) = parse_seed(name, text);
          },
          [field](const RunConfig& config) {
            return std::to_string(field(const_cast<RunConfig&>(config)));
          }};
}

struct Range {
  double low;
  double high;
  bool open_low = false;
  bool open_high = false;
};

template <typename Field>
ConfigKey number_key(std::string name, std::string section, std::string help, Range range,
                     Field field) {
  return {name,
          std::move(section),
          ConfigKey::Type::number,
          "X",
          std::move(help),
          [field, name, range](RunConfig& config, std::string_view text) {
            field(config) =
                parse_number(name, text, range.low, range.high, range.open_low, range.open_high);
          },
          [field](const RunConfig& config) -> std::string {
            const std::optional<double> value = field(const_cast<RunConfig&>(config));
            return value ? fmt::format("{}", *value) : std::string();
          }};
}

template <typename Field>
ConfigKey flag_key(std::string name, std::string section, std::string help, Field field) {
  return {name,
          std::move(section),
          ConfigKey::Type::flag,
          "",
          std::move(help),
          [field, name](RunConfig& config, std::string_view text) {
            field(config) = parse_flag(name, text);
          },
          [field](const RunConfig& config) -> std::string {
            return field(const_cast<RunConfig&>(config)) ? "true" : "false";
          }};
}

std::string parse_epoch_gradient(std::string_view text) {
  if (text == "off") return "off";
  const auto refuse = [&](const char* reason) {
    throw Error(fmt::format("--epoch-gradient {} {}", shell_word(text), reason));
  };
  if (!text.starts_with("every:")) refuse("is neither every:N nor off");
  try {
    parse_integer("epoch-gradient", text.substr(6), 1, most);
  } catch (const Error&) {
    refuse("is not every:N with a whole number N from 1 to 1000000000");
  }
  return std::string(text);
}

/// A name that is none is refused before a sweep begins, not in its last runs.
void set_dataset(RunConfig& config, std::string_view text) {
  require_utf8("data", text);
  const bool by_path = text.starts_with("csv:") || text.starts_with("idx:");
  config.data.data =
      text.empty() || by_path ? std::string(text) : parse_choice("data", text, dataset_names());
}

void add_data_keys(std::vector<ConfigKey>& keys) {
  ConfigKey data = text_key(
      "data", "data", "NAME",
      "mnist, fashion-mnist, digits, circles, blobs, adding, copy, csv:FILE or idx:DIR"
      " (default: the first of mnist, fashion-mnist and digits that is found)",
      [](RunConfig & c) -> auto& { return c.data.data; });
  data.set = set_dataset;
  keys.push_back(std::move(data));
  keys.push_back(text_key(
      "data-dir", "data", "DIR", "folder to search for data first",
      [](RunConfig & c) -> auto& { return c.data.data_dir; }));
  keys.push_back(seed_key(
      "data-seed", "data", "seed of generated data and of the validation split",
      [](RunConfig & c) -> auto& { return c.data.data_seed; }));
  keys.push_back(integer_key(
      "limit", "data", "use the first N training samples; 0: all", {0, most},
      [](RunConfig & c) -> auto& { return c.data.limit; }));
  keys.push_back(number_key(
      "val-fraction", "data", "share held out for validation where the set has no such part",
      {0, 1, true, true}, [](RunConfig & c) -> auto& { return c.data.val_fraction; }));
  keys.push_back(choice_key(
      "standardize", "data", {"on", "robust", "off"},
      "subtract the training set's mean and divide by its deviation, of each column of a table,"
      " feature of a sequence, or channel of images; robust: by median and quartiles, bounded",
      [](RunConfig & c) -> auto& { return c.data.standardize; }));
  keys.push_back(choice_key(
      "standardize-targets", "data", {"on", "off"},
      "the same of the values to regress on: the loss is then in parts of their deviation",
      [](RunConfig & c) -> auto& { return c.data.standardize_targets; }));
  keys.push_back(number_key(
      "input-scale", "data", "multiplies every input", {0, infinity, true},
      [](RunConfig & c) -> auto& { return c.data.input_scale; }));
  keys.push_back(optional_choice_key(
      "sequence", "data", {"rows", "pixels", "permuted"},
      "how rnn, lstm and gru read images: a row or a pixel a step, or pixels in an order drawn from"
      " --data-seed (default: rows)",
      [](RunConfig & c) -> auto& { return c.data.sequence; }));
  keys.push_back(integer_key(
      "length", "data", "steps of adding and copy; 0: 100", {0, most_units},
      [](RunConfig & c) -> auto& { return c.data.length; }));
}

void add_network_keys(std::vector<ConfigKey>& keys) {
  keys.push_back(choice_key(
      "model", "network", model_names(), "kind of network",
      [](RunConfig & c) -> auto& { return c.network.model; }));
  keys.push_back(integer_key(
      "depth", "network", "hidden layers, or residual blocks; 0: the model's default",
      {0, most_layers}, [](RunConfig & c) -> auto& { return c.network.depth; }));
  keys.push_back(integer_key(
      "width", "network", "units, or channels of the first block; 0: the model's default",
      {0, most_units}, [](RunConfig & c) -> auto& { return c.network.width; }));
  keys.push_back(choice_key(
      "activation", "network", activation_names(), "of the hidden layers",
      [](RunConfig & c) -> auto& { return c.network.activation; }));
  keys.push_back(choice_key(
      "output-activation", "network", output_activation_names(),
      "of the outputs; the cross-entropies then take them for probabilities, as Keras does",
      [](RunConfig & c) -> auto& { return c.network.output_activation; }));
  keys.push_back(choice_key(
      "init", "network", initializer_names(), "initializer of the weights",
      [](RunConfig & c) -> auto& { return c.network.initializer; }));
  keys.push_back(choice_key(
      "bias-init", "network", bias_initializer_names(), "initializer of the biases",
      [](RunConfig & c) -> auto& { return c.network.bias_initializer; }));
  keys.push_back(choice_key(
      "norm", "network", normalization_names(), "normalization layers",
      [](RunConfig & c) -> auto& { return c.network.normalization; }));
  keys.push_back(choice_key(
      "residual", "network", residual_names(), "skip connections",
      [](RunConfig & c) -> auto& { return c.network.residual; }));
  keys.push_back(optional_choice_key(
      "recurrent-init", "network", recurrent_initializer_names(),
      "initializer of the recurrent weights of rnn, lstm and gru (default: orthogonal)",
      [](RunConfig & c) -> auto& { return c.network.recurrent_initializer; }));
  keys.push_back(number_key(
      "forget-bias", "network",
      "first bias of lstm's forget gate (default 1) or gru's update gate (default 0)", {-100, 100},
      [](RunConfig & c) -> auto& { return c.network.forget_bias; }));
  keys.push_back(number_key(
      "norm-momentum", "network",
      "share of the past in batch normalization's running statistics, by which it evaluates",
      {0, 1, false, true}, [](RunConfig & c) -> auto& { return c.network.norm_momentum; }));
  keys.push_back(number_key(
      "dropout", "network", "share of the hidden units that a step leaves out", {0, 1, false, true},
      [](RunConfig & c) -> auto& { return c.network.dropout; }));
}

void add_training_keys(std::vector<ConfigKey>& keys) {
  keys.push_back(choice_key(
      "loss", "training", loss_names(), "what is minimized; bce: binary cross-entropy",
      [](RunConfig & c) -> auto& { return c.training.loss; }));
  keys.push_back(choice_key(
      "optimizer", "training", optimizer_names(), "keras-adam is Keras's form of Adam",
      [](RunConfig & c) -> auto& { return c.training.optimizer; }));
  keys.push_back(number_key(
      "lr", "training", "learning rate (default: the optimizer's)", {0, infinity, true},
      [](RunConfig & c) -> auto& { return c.training.learning_rate; }));
  keys.push_back(number_key(
      "momentum", "training", "of sgd and rmsprop", {0, 1, false, true},
      [](RunConfig & c) -> auto& { return c.training.momentum; }));
  keys.push_back(number_key(
      "rho", "training", "share of the past in rmsprop's mean square", {0, 1, false, true},
      [](RunConfig & c) -> auto& { return c.training.rho; }));
  keys.push_back(flag_key(
      "nesterov", "training", "Nesterov's form of sgd's momentum",
      [](RunConfig & c) -> auto& { return c.training.nesterov; }));
  keys.push_back(number_key(
      "weight-decay", "training", "decoupled in adamw and keras-adam, an L2 penalty elsewhere",
      {0, infinity}, [](RunConfig & c) -> auto& { return c.training.weight_decay; }));
  keys.push_back(number_key(
      "epsilon", "training", "of the adaptive optimizers (default: the optimizer's)", {0, infinity},
      [](RunConfig & c) -> auto& { return c.training.epsilon; }));
  keys.push_back(integer_key(
      "epochs", "training", "passes over the training set", {0, most},
      [](RunConfig & c) -> auto& { return c.training.epochs; }));
  keys.push_back(integer_key(
      "steps", "training", "stop after N steps; 0: no limit", {0, most_steps},
      [](RunConfig & c) -> auto& { return c.training.steps; }));
  keys.push_back(integer_key(
      "batch-size", "training", "samples a step", {1, most},
      [](RunConfig & c) -> auto& { return c.training.batch_size; }));
  keys.push_back(integer_key(
      "truncate", "training",
      "truncated backpropagation through time: the gradient goes back N steps; 0: all", {0, most},
      [](RunConfig & c) -> auto& { return c.training.truncate; }));
  keys.push_back(choice_key(
      "schedule", "training", schedule_names(), "of the learning rate (`plumb list schedules`)",
      [](RunConfig & c) -> auto& { return c.training.schedule; }));
  keys.push_back(integer_key(
      "warmup", "training", "steps in which the learning rate rises linearly to its value",
      {0, most_steps}, [](RunConfig & c) -> auto& { return c.training.warmup; }));
  keys.push_back(number_key(
      "label-smoothing", "training", "share of each label spread over all classes (cross-entropy)",
      {0, 1, false, true}, [](RunConfig & c) -> auto& { return c.training.label_smoothing; }));
  keys.push_back(integer_key(
      "accumulate", "training", "batches whose mean gradient makes one update", {1, most},
      [](RunConfig & c) -> auto& { return c.training.accumulate; }));
  keys.push_back(choice_key(
      "precision", "training", {"float32", "bfloat16"},
      "of the forward pass; bfloat16: by autocast, weights and gradients stay float32",
      [](RunConfig & c) -> auto& { return c.training.precision; }));
}

std::vector<std::string> rule_names() {
  std::vector<std::string> names;
  for (const auto& rule : rule_infos()) names.push_back(rule.name);
  return names;
}

void add_running_keys(std::vector<ConfigKey>& keys) {
  keys.push_back(
      {"clip", "clipping", ConfigKey::Type::text, join(clip_names(), "|"),
       "gradient clipping: by the norm of all gradients (clip_grad_norm_), of each tensor (Keras's"
       " clipnorm), by value, or by a threshold that adapts (`plumb list clips`)",
       [](RunConfig& config, std::string_view text) { config.clip = Clip::parse(text); },
       [](const RunConfig& config) { return to_string(config.clip); }});
  keys.push_back(choice_key(
      "on-spike", "clipping", {"none", "skip", "rollback"},
      "when loss or gradient norm leave their course: leave the update out, or go back to a"
      " snapshot and halve the learning rate",
      [](RunConfig & c) -> auto& { return c.on_spike; }));
  keys.push_back(text_key(
      "device", "running", "auto|cpu|cuda[:N]", "auto: a GPU if LibTorch sees one",
      [](RunConfig & c) -> auto& { return c.running.device; }));
  keys.push_back(choice_key(
      "cuda-graph", "running", {"auto", "on", "off"},
      "on a GPU: capture the training step in a CUDA graph; auto: where it can be",
      [](RunConfig & c) -> auto& { return c.running.cuda_graph; }));
  keys.push_back(integer_key(
      "threads", "running", "CPU threads; 0: as many as make a step faster, measured at the start",
      {0, most_threads}, [](RunConfig & c) -> auto& { return c.running.threads; }));
  keys.push_back(seed_key(
      "seed", "running", "of initialization, order and dropout",
      [](RunConfig & c) -> auto& { return c.running.seed; }));
  ConfigKey gradient = text_key(
      "epoch-gradient", "running", "every:N|off",
      "gradient over the whole training set, every N epochs",
      [](RunConfig & c) -> auto& { return c.running.epoch_gradient; });
  gradient.set = [](RunConfig& config, std::string_view text) {
    config.running.epoch_gradient = parse_epoch_gradient(text);
  };
  keys.push_back(std::move(gradient));
  keys.push_back(integer_key(
      "probe-every", "running",
      "look at activations, weights and updates every N steps; 0: never (gradient norms are taken"
      " at every step)",
      {0, most}, [](RunConfig & c) -> auto& { return c.running.probe_every; }));
  keys.push_back(choice_key(
      "forecast", "running", {"on", "off"},
      "keep beside the run what theory expects of its gradients: about a second of another core",
      [](RunConfig & c) -> auto& { return c.running.forecast; }));
  keys.push_back(flag_key(
      "tensorboard", "running",
      "also write an event file for TensorBoard, and metrics.jsonl with the same numbers",
      [](RunConfig & c) -> auto& { return c.running.tensorboard; }));
  ConfigKey stop = text_key(
      "stop-on", "running", "RULE",
      "end the run when this rule of `plumb list rules` warns (non-finite: at once)",
      [](RunConfig & c) -> auto& { return c.running.stop_on; });
  stop.set = [](RunConfig& config, std::string_view text) {
    config.running.stop_on =
        text.empty() ? std::string() : parse_choice("stop-on", text, rule_names());
  };
  keys.push_back(std::move(stop));
}

std::vector<ConfigKey> make_keys() {
  std::vector<ConfigKey> keys;
  keys.push_back(text_key(
      "name", "", "NAME", "of the run, and of its folder",
      [](RunConfig & c) -> auto& { return c.name; }));
  add_data_keys(keys);
  add_network_keys(keys);
  add_training_keys(keys);
  add_running_keys(keys);
  return keys;
}

}  // namespace

const std::vector<ConfigKey>& config_keys() {
  static const std::vector<ConfigKey> keys = make_keys();
  return keys;
}

const ConfigKey& find_key(std::string_view name) {
  const auto& keys = config_keys();
  const auto found = std::find_if(keys.begin(), keys.end(),
                                  [&](const ConfigKey& key) { return key.name == name; });
  if (found != keys.end()) return *found;
  std::vector<std::string> names;
  for (const auto& key : keys) names.push_back(key.name);
  throw Error(fmt::format("unknown setting '{}'; {}", name,
                          did_you_mean(name, names, "`plumb train --help` lists them")));
}

void set_key(RunConfig& config, std::string_view name, std::string_view value) {
  find_key(name).set(config, value);
}

std::string canonical_value(std::string_view name, std::string_view value) {
  RunConfig config;
  set_key(config, name, value);
  const std::string text = find_key(name).get(config);
  return text.empty() ? std::string(value) : text;
}

}  // namespace plumb
