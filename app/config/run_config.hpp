#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "plumb/diagnostics/clip.hpp"

namespace plumb {

/// Everything that decides a run. A plain aggregate with the defaults of the command line;
/// config.toml holds all of it, so that `plumb train --config` repeats the run.
struct RunConfig {
  std::string name;    ///< of the run; empty: the preset's name, or the model's
  std::string preset;  ///< that the values started from; empty: none

  struct Data {
    std::string data;      ///< empty: mnist, then fashion-mnist, then digits, the first one found
    std::string data_dir;  ///< searched before every other place; empty: none
    std::uint64_t data_seed = 0;  ///< of generation and split
    std::int64_t limit = 0;       ///< first N training samples; 0: all
    double val_fraction = 0.2;    ///< in (0, 1); for sets without a validation part of their own
    std::string standardize = "off";  ///< or on: every column to mean 0 and deviation 1; or robust
    std::string standardize_targets = "off";  ///< or on: the values to regress on too
    double input_scale = 1.0;                 ///< multiplies every feature; not 0
    std::string sequence;     ///< images as sequences; empty: rows for a recurrent model
    std::int64_t length = 0;  ///< steps of adding and copy; 0: 100
  } data;

  struct Network {
    std::string model = "mlp";
    std::int64_t depth = 0;   ///< hidden layers or blocks; 0: the model's default
    std::int64_t width = 0;   ///< units or channels; 0: the model's default
    std::string activation;   ///< empty: the model's default, relu, or tanh of rnn
    std::string initializer;  ///< this and the next two: empty for the model's default
    std::string normalization;
    std::string residual;
    std::string output_activation = "none";
    std::string bias_initializer = "zeros";
    double dropout = 0;  ///< share of the hidden units that a step leaves out; in [0, 1)
    std::string recurrent_initializer = {};  ///< of rnn, lstm, gru; empty: orthogonal
    double norm_momentum = 0.99;             ///< of batch normalization's statistics; in [0, 1)
    std::optional<double> forget_bias = {};  ///< of lstm and gru; unset: the model's default
  } network;

  struct Training {
    std::string loss = "cross-entropy";  ///< cross-entropy, bce, mse, mae
    std::string optimizer = "adam";
    std::optional<double> learning_rate;  ///< unset: the optimizer's default
    double momentum = 0;                  ///< sgd, rmsprop; in [0, 1)
    bool nesterov = false;                ///< sgd with momentum
    double rho = 0.99;                    ///< rmsprop; in [0, 1)
    double weight_decay = 0;              ///< >= 0
    std::optional<double> epsilon;        ///< unset: the optimizer's default
    std::int64_t epochs = 10;             ///< >= 0
    std::int64_t steps = 0;               ///< stop after N steps; 0: no such limit
    std::int64_t batch_size = 32;         ///< >= 1
    std::int64_t truncate = 0;            ///< steps that a recurrent gradient goes back; 0: all
    std::string schedule = "constant";    ///< of the learning rate
    std::int64_t warmup = 0;              ///< steps in which the learning rate rises to its value
    double label_smoothing = 0;           ///< cross-entropy; in [0, 1)
    std::int64_t accumulate = 1;          ///< batches per update; >= 1
    std::string precision = "float32";    ///< or bfloat16: of the forward pass, by autocast
  } training;

  Clip clip;
  std::string on_spike = "none";  ///< none, skip or rollback

  struct Running {
    std::string device = "auto";
    std::string cuda_graph = "auto";  ///< auto, on or off: capture training steps in a CUDA graph
    std::int64_t threads = 0;         ///< of the CPU; 0: chosen by Plumb
    std::uint64_t seed = 0;           ///< of initialization, order and dropout, in separate streams
    std::string epoch_gradient =
        "every:1";                  ///< every:N or off: gradient over the whole training set
    std::int64_t probe_every = 10;  ///< steps between two looks at activations and updates; 0: none
    std::string stop_on;            ///< a rule's name, or empty
    std::string forecast = "on";    ///< or off: write forecast.json, where one run is trained
    bool tensorboard = false;       ///< write event files and metrics.jsonl too
  } running;
};

}  // namespace plumb
