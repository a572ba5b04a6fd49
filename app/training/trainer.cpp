#include "training/trainer.hpp"

#include <torch/torch.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <thread>

#include <fmt/format.h>

#include "config/choices.hpp"
#include "config/toml.hpp"
#include "plumb/diagnostics/diagnosis.hpp"
#include "plumb/diagnostics/error.hpp"
#include "plumb/diagnostics/monitor.hpp"
#include "plumb/diagnostics/run_writer.hpp"
#include "plumb/models/dropout.hpp"
#include "plumb/models/lsuv.hpp"
#include "plumb/models/network.hpp"
#include "training/batches.hpp"
#include "training/checkpoint.hpp"
#include "training/device.hpp"
#include "training/evaluation.hpp"
#include "training/non_finite_dump.hpp"
#include "training/run_parts.hpp"
#include "training/seeds.hpp"
#include "training/step_timer.hpp"
#include "training/train_step.hpp"

namespace plumb {
namespace {

using Clock = std::chrono::steady_clock;
constexpr double not_measured = std::numeric_limits<double>::quiet_NaN();

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

// What initializer lsuv looks at: enough for a variance, and the same whatever the batch size.
constexpr std::int64_t lsuv_samples = 1024;

/// `train`: the training samples, on that device.
std::shared_ptr<Network> network_on_device(const RunConfig& config, const Dataset& dataset,
                                           const TensorSplit& train, const at::Device& device) {
  auto network = make_network(network_options(config, dataset));
  network->to(device);
  if (config.network.initializer == "lsuv") {
    lsuv(*network, train.range(0, std::min(lsuv_samples, train.count())).features);
  }
  return network;
}

Loss::Outputs output_kind(const RunConfig& config) {
  return config.network.output_activation == "none" ? Loss::Outputs::logits
                                                    : Loss::Outputs::activated;
}

void check_loss(const RunConfig& config, const Dataset& dataset) {
  if (needs_classes(config.training.loss) && dataset.classes == 0) {
    throw Error(fmt::format("--loss {} needs classes, but {} has values; use --loss mse or mae",
                            config.training.loss, dataset.name));
  }
}

/// 0 where the gradient over the whole training set is off.
std::int64_t gradient_interval(const RunConfig& config) {
  return config.running.epoch_gradient == "off"
             ? 0
             : std::stoll(config.running.epoch_gradient.substr(6));
}

class Run {
 public:
  Run(const RunRequest& request, Dataset&& dataset, TrainingObserver& observer)
      : request_(request),
        config_(resolve(request.config, dataset)),
        observer_(observer),
        device_(resolve_device(config_.running.device)),
        train_(to_device(std::move(dataset.train), dataset.sample_shape, device_)),
        validation_(to_device(std::move(dataset.validation), dataset.sample_shape, device_)),
        facts_(run_facts(config_, train_.targets, network_options(config_, dataset).outputs)),
        loss_(config_.training.loss, output_kind(config_)),
        network_(network_on_device(config_, dataset, train_, device_)),
        optimizer_(make_optimizer(optimizer_options(config_), network_->parameters())),
        monitor_(*network_, monitor_options()) {
    check_loss(config_, dataset);
    start_.name = config_.name;
    start_.model = config_.network.model;
    start_.data = dataset.name;
    start_.data_source = dataset.source;
    start_.device = describe_device(device_);
    start_.directory = request.directory;
    start_.train_samples = train_.count();
    start_.validation_samples = validation_.count();
    start_.epochs = config_.training.epochs;
    for (const auto& parameter : monitor_.parameters()) start_.parameters += parameter.count;
    const std::int64_t batch = config_.training.batch_size;
    start_.steps_per_epoch = (start_.train_samples + batch - 1) / batch;
    facts_.parameters = monitor_.parameters();
  }

  RunSummary operator()() {
    const auto begin = Clock::now();
    open_directory();
    begin_summary();
    observer_.on_start(start_);
    try {
      if (start_.first_epoch == 1) finish_epoch(0, {not_measured, not_measured}, 0);
      for (epoch_ = start_.first_epoch; epoch_ <= start_.epochs && !ends(); ++epoch_) train_epoch();
      if (summary_.status == "running") summary_.status = "completed";
    } catch (...) {
      summary_.status = "failed";
      close(begin);
      throw;
    }
    close(begin);
    return summary_;
  }

 private:
  MonitorOptions monitor_options() {
    MonitorOptions options;
    options.on_record = [this](const StepRecord& record) { take(record); };
    options.on_finding = [this](const Finding& finding) { take(finding); };
    options.probe_every = config_.running.probe_every;
    options.facts = facts_;
    return options;
  }

  void open_directory() {
    if (!request_.resume) {
      create_run_directory(request_.directory);
      write_file_atomically(request_.directory / "config.toml", to_toml(config_));
    }
    checkpoints_ = std::make_unique<Checkpoints>(request_.directory);
    if (request_.resume) {
      const auto position = checkpoints_->restore(*network_, *optimizer_);
      start_.first_epoch = position.epoch + 1;
      monitor_.set_next_step(position.step);
      rewind_run(request_.directory, position.epoch, position.step);
      restore_history(position);
    }
    write_facts(request_.directory, facts_);
    steps_file_ =
        std::make_unique<StepWriter>(request_.directory / "steps.jsonl", monitor_.parameters());
    epochs_file_ = std::make_unique<EpochWriter>(request_.directory);
  }

  /// What the summary says of the epochs before a resumed run's first.
  void restore_history(const Checkpoints::Position& position) {
    const RecordedRun recorded = read_run(request_.directory);
    for (const auto& row : recorded.epochs) {
      if (row.epoch <= position.epoch) remember(row);
    }
    const GradientTable& table = recorded.gradients;
    for (std::size_t i = 0; i < table.epochs.size(); ++i) {
      double largest = 0;
      for (std::size_t j = 0; j < table.parameters.size(); ++j)
        largest = larger(largest, table.at(i, j));
      remember_norm(table.epochs[i], largest);
    }
    restore_steps(position.step);
    summary_.steps = position.step;
    summary_.epochs = position.epoch;
  }

  /// The same of the steps. Counts are scaled up where steps.jsonl was thinned; extremes are kept
  /// by that.
  void restore_steps(std::int64_t steps) {
    const StepTable table = read_steps(request_.directory);
    if (table.rows.empty()) return;
    replaying_ = true;
    for (const auto& row : table.rows) monitor_.diagnosis().observe(row, table.taps);
    replaying_ = false;
    const double weight = static_cast<double>(steps) / static_cast<double>(table.rows.size());
    double clipped = 0, skipped = 0;
    for (const auto& row : table.rows) {
      if (!row.norms_after.empty()) clipped += weight;
      if (row.skipped) skipped += weight;
      summary_.largest_step_norm = larger(summary_.largest_step_norm, row.norm);
      const bool finite = std::isfinite(row.loss) && std::isfinite(row.norm);
      if (!finite && !summary_.first_non_finite_step) summary_.first_non_finite_step = row.step;
    }
    summary_.clipped_steps = std::llround(clipped);
    summary_.skipped_updates = std::llround(skipped);
  }

  void begin_summary() {
    summary_.name = start_.name;
    summary_.model = start_.model;
    summary_.data = start_.data;
    summary_.device = start_.device;
    summary_.clip = to_string(config_.clip);
    summary_.directory = request_.directory.string();
    summary_.seed = config_.running.seed;
    summary_.parameters = start_.parameters;
    write_summary();
  }

  void write_summary() {
    summary_.findings = monitor_.findings();
    write_file_atomically(request_.directory / "findings.json", findings_json(summary_.findings));
    write_file_atomically(request_.directory / "summary.json", to_json(summary_));
  }

  void close(Clock::time_point begin) {
    monitor_.flush();
    steps_file_->flush();
    summary_.seconds += seconds_since(begin);
    summary_.ms_per_step = timer_.ms_per_step();
    summary_.cpu_ms_per_step = timer_.cpu_ms_per_step();
    write_summary();
  }

  bool ends() const { return summary_.status != "running"; }

  void train_epoch() {
    network_->train();
    seed_dropout(*network_, stream_seed(config_.running.seed, RandomStream::dropout,
                                        static_cast<std::uint64_t>(epoch_)));
    TrainStep step(*network_, loss_, *optimizer_, monitor_, config_.clip, device_);
    step.on_non_finite([this](const TensorSplit& batch) { trace(batch); });
    step_context_ = {epoch_, [&step] { return step.means(); }};
    const at::Tensor order = epoch_order(train_.count(), config_.running.seed, epoch_, device_);
    const auto begin = Clock::now();
    timer_.start();
    for (std::int64_t i = 0; i < start_.steps_per_epoch && !ends(); ++i) {
      const std::int64_t first = i * config_.training.batch_size;
      const std::int64_t length = std::min(config_.training.batch_size, train_.count() - first);
      step.run(train_.gather(order.narrow(0, first, length)));
      count_step();
    }
    synchronize(device_);
    timer_.stop();
    const double seconds = seconds_since(begin);
    monitor_.flush();
    if (summary_.status == "interrupted") return;
    finish_epoch(epoch_, step.means(), seconds);
  }

  void count_step() {
    ++summary_.steps;
    if (timer_.count()) {
      synchronize(device_);
      timer_.start();
    }
    if (request_.interrupted != nullptr && request_.interrupted->load())
      summary_.status = "interrupted";
    else if (config_.training.steps > 0 && summary_.steps >= config_.training.steps)
      summary_.status = "completed";
    else if (stop_requested_)
      summary_.status = "stopped";
  }

  /// Once a run: what follows a step that is not finite says nothing new.
  void trace(const TensorSplit& batch) {
    if (traced_) return;
    traced_ = true;
    dump_non_finite_step(request_.directory, monitor_.steps(), *network_, batch);
    monitor_.trace_non_finite([&] {
      const MeasurementMode mode(*network_);
      return loss_.mean(network_->forward(batch.features), batch.targets);
    });
  }

  void take(const Finding& finding) {
    if (replaying_) return;  // told, and stopped for, before the run was resumed
    const bool asked = finding.rule == config_.running.stop_on;
    if (asked && (finding.severity != Severity::info || finding.rule == "non-finite"))
      stop_requested_ = true;
    observer_.on_finding(finding);
  }

  void take(const StepRecord& record) {
    steps_file_->write(record, monitor_.taps(), epoch_);
    if (record.clipped) ++summary_.clipped_steps;
    if (record.skipped) ++summary_.skipped_updates;
    summary_.largest_step_norm = larger(summary_.largest_step_norm, record.norm);
    if (!std::isfinite(record.loss) || !std::isfinite(record.norm)) {
      if (!summary_.first_non_finite_step) summary_.first_non_finite_step = record.step;
    }
    observer_.on_step(record, step_context_);
  }

  /// max that lets NaN win.
  static double larger(double a, double b) { return std::isnan(a) || a > b ? a : b; }

  void finish_epoch(std::int64_t epoch, const Evaluation& running, double seconds) {
    observer_.on_evaluation(epoch);
    EpochRow row;
    row.epoch = epoch;
    row.train_loss = running.loss;
    row.train_accuracy = running.accuracy;
    row.seconds = seconds;
    const std::optional<double> largest = measure(row);
    epochs_file_->write(row);
    remember(row);
    summary_.epochs = epoch;
    checkpoints_->save(epoch, summary_.steps, *network_, *optimizer_);
    write_summary();
    observer_.on_epoch(row, largest);
  }

  /// Fills the row's evaluations and writes the gradients of the epoch. Returns the largest norm.
  std::optional<double> measure(EpochRow& row) {
    const std::int64_t interval = gradient_interval(config_);
    const bool wants_gradient = interval > 0 && row.epoch % interval == 0;
    const bool one_pass = wants_gradient && !depends_on_mode(*network_);
    std::optional<double> largest;
    Evaluation train_evaluation;
    if (wants_gradient) {
      const FullGradient gradient = full_gradient(*network_, train_, loss_);
      train_evaluation = gradient.evaluation;
      epochs_file_->write_gradients(row.epoch, gradient.norms);
      largest = 0;
      for (const auto& [name, norm] : gradient.norms) largest = larger(*largest, norm);
      remember_norm(row.epoch, *largest);
    }
    if (!one_pass) train_evaluation = evaluate(*network_, train_, loss_);
    const Evaluation validation = evaluate(*network_, validation_, loss_);
    row.train_eval_loss = train_evaluation.loss;
    row.train_eval_accuracy = train_evaluation.accuracy;
    row.val_loss = validation.loss;
    row.val_accuracy = validation.accuracy;
    return largest;
  }

  void remember(const EpochRow& row) {
    const bool first = summary_.last.epoch == 0 && row.epoch == 0;
    summary_.best_val_accuracy =
        first ? row.val_accuracy : std::max(summary_.best_val_accuracy, row.val_accuracy);
    summary_.best_val_loss = first ? row.val_loss : std::min(summary_.best_val_loss, row.val_loss);
    summary_.last = row;
  }

  void remember_norm(std::int64_t epoch, double largest) {
    summary_.largest_norm = larger(summary_.largest_norm.value_or(largest), largest);
    explosion_.add(epoch, largest);
    summary_.exploded_epoch = explosion_.exploded_epoch();
  }

  const RunRequest& request_;
  RunConfig config_;
  TrainingObserver& observer_;
  at::Device device_;
  TensorSplit train_;
  TensorSplit validation_;
  RunFacts facts_;
  Loss loss_;
  std::shared_ptr<Network> network_;
  std::unique_ptr<Optimizer> optimizer_;
  Monitor monitor_;
  RunStart start_;
  RunSummary summary_;
  ExplosionWatch explosion_;
  bool stop_requested_ = false;
  bool traced_ = false;
  bool replaying_ = false;
  std::int64_t epoch_ = 0;
  StepContext step_context_;
  StepTimer timer_;

  std::unique_ptr<Checkpoints> checkpoints_;
  std::unique_ptr<StepWriter> steps_file_;
  std::unique_ptr<EpochWriter> epochs_file_;
};

}  // namespace

DatasetRequest dataset_request(const RunConfig& config) {
  DatasetRequest request;
  request.name = config.data.data;
  request.data_dir = config.data.data_dir;
  request.data_seed = config.data.data_seed;
  request.limit = config.data.limit;
  request.val_fraction = config.data.val_fraction;
  request.input_scale = config.data.input_scale;
  request.regression = !needs_classes(config.training.loss) && config.data.data.starts_with("csv:");
  return request;
}

RunSummary train(const RunRequest& request, Dataset dataset, TrainingObserver& observer) {
  return Run(request, std::move(dataset), observer)();
}

std::int64_t choose_threads(const RunConfig& config) {
  if (config.running.threads > 0) return config.running.threads;
  if (config.network.model == "mlp") return 1;
  return std::clamp<std::int64_t>(std::thread::hardware_concurrency(), 1, 8);
}

}  // namespace plumb
