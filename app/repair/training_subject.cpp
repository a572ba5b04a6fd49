#include "repair/training_subject.hpp"

#include <ATen/ATen.h>

#include <cmath>

#include <fmt/format.h>

#include "config/toml.hpp"
#include "data/class_balance.hpp"
#include "plumb/diagnostics/error.hpp"
#include "plumb/diagnostics/facts_of_targets.hpp"
#include "plumb/diagnostics/loss_score.hpp"
#include "plumb/models/network.hpp"
#include "repair/remedy_settings.hpp"
#include "repair/repair_folder.hpp"
#include "training/checkpoint.hpp"
#include "training/device.hpp"
#include "training/folder_lock.hpp"
#include "training/run_length.hpp"
#include "training/run_parts.hpp"
#include "training/thread_choice.hpp"

namespace plumb {
namespace {

std::string folder_name(int number, const std::vector<Remedy>& remedies) {
  if (remedies.empty()) return std::string(broken_run);
  std::string name = fmt::format("{:02}", number);
  for (const auto& remedy : remedies) {
    for (const auto& [key, value] : remedy.settings) name += '-' + value;
  }
  for (char& c : name) {
    if (c == ':' || c == '/') c = '_';
  }
  return name;
}

/// "07" of a trial's folder "07-tanh".
std::string number_of(const std::filesystem::path& folder) {
  const std::string name = folder.filename().string();
  return name.substr(0, name.find('-'));
}

/// Accuracy, or the share of the baseline that is gone where there is none.
double score_of(const RunSummary& summary) {
  if (!summary.evaluated) return std::nan("");
  if (!std::isnan(summary.last.val_accuracy)) return summary.last.val_accuracy;
  const auto facts = read_facts(summary.directory);
  const auto score = facts ? loss_score(summary.last.val_loss, *facts) : std::nullopt;
  return score.value_or(std::nan(""));
}

}  // namespace

double TrainingSubject::Result::loss() const {
  return summary.evaluated ? summary.last.val_loss : std::nan("");
}

TrainingSubject::TrainingSubject(Options options, RepairObserver& observer)
    : options_(std::move(options)),
      observer_(observer),
      dataset_(load_dataset(dataset_request(options_.config))),
      broken_config_(resolved({})),
      guess_(majority_share(dataset_).value_or(0)) {
  prepare_process(options_.config.running.threads);
  settle_threads(options_.config, dataset_);  // once: trials that go on from each other agree on it
}

RunConfig TrainingSubject::resolved(const std::vector<Remedy>& remedies) const {
  return resolve(with_remedies(options_.config, remedies), dataset_);
}

std::int64_t TrainingSubject::steps() const {
  return planned_steps(broken_config_, dataset_.train.count);
}

RunFacts TrainingSubject::facts() const {
  RunFacts facts = run_facts(broken_config_);
  facts.input_widths = dataset_.input_widths;
  if (dataset_.classes == 0)
    facts.targets = target_facts(at::tensor(at::ArrayRef<float>(dataset_.train.targets)));
  const auto network = make_network(network_options(broken_config_, dataset_));
  for (const auto& parameter : network->named_parameters())
    facts.parameters.push_back(
        {parameter.key(), parameter.value().sizes().vec(), parameter.value().numel(), {}});
  return facts;
}

Dataset TrainingSubject::data_for(const RunConfig& config) const {
  const DatasetRequest request = dataset_request(config);
  return request == dataset_request(options_.config) ? dataset_ : load_dataset(request);
}

TrainingSubject::Result TrainingSubject::run(const RunRequest& request) {
  const FolderLock lock(request.directory);
  prepare_process(request.config.running.threads);
  TrainingObserver silent;
  Result result{plumb::train(request, data_for(request.config), silent), 0, 0};
  result.score = score_of(result.summary);
  result.cost = result.summary.steps - result.summary.first_step;
  return result;
}

RunRequest TrainingSubject::request_for(const Trial& trial, const TrialWatch& watch) {
  RunRequest request;
  request.config = with_remedies(options_.config, trial.remedies);
  request.config.training.steps = trial.steps;
  request.directory = options_.directory / folder_name(trials_++, trial.remedies);
  request.interrupted = options_.interrupted;
  request.retention = Retention::ladder;
  request.stop_when = [&watch](std::int64_t step, const std::vector<Finding>& findings) {
    return watch.ends(step, findings);
  };
  if (trial.goes_on_from) {
    const std::vector<Remedy> others(trial.remedies.begin(), trial.remedies.end() - 1);
    request.start = start_from(folders_.at(flags_text(others)), *trial.goes_on_from);
  }
  return request;
}

/// Nothing where no checkpoint reaches back so far but that of the initialization: the trial starts
/// anew. What a trial went on from is its state then, of which it keeps no checkpoint of its own.
std::optional<RunRequest::Start> TrainingSubject::start_from(const std::filesystem::path& directory,
                                                             std::int64_t step) const {
  const auto begun = starts_.find(directory);
  const auto position = Checkpoints(directory).newest_position(step);
  if (position && position->step > 0) {
    RunRequest::Start start{directory, position->step};
    if (begun == starts_.end()) return start;
    start.before = begun->second.before;
    start.before.push_back(begun->second.directory);
    return start;
  }
  if (begun != starts_.end() && begun->second.step <= step) return begun->second;
  return std::nullopt;
}

void TrainingSubject::keep_folder(const Trial& trial, const RunRequest& request) {
  folders_[flags_text(trial.remedies)] = request.directory;
  if (request.start) starts_[request.directory] = *request.start;
}

TrialOutcome TrainingSubject::train(const Trial& trial, const TrialWatch& watch) {
  const RunRequest request = request_for(trial, watch);
  keep_folder(trial, request);
  TrialOutcome outcome;
  outcome.guess = guess_;
  if (request.start) outcome.first_step = outcome.step = request.start->step;
  Trial as_made = trial;
  as_made.goes_on_from = request.start ? std::optional(request.start->step) : std::nullopt;
  observer_.on_trial(as_made);
  try {
    const Result result = run(request);
    outcome.first_step = result.summary.first_step;
    outcome.step = result.summary.steps;
    outcome.cost = result.cost;
    outcome.complete = result.summary.status == RunStatus::completed;
    outcome.score = result.score;
    outcome.findings = result.summary.findings;
  } catch (const Error& error) {
    // A disk that is full is so for every trial.
    if (trial.remedies.empty() || error.kind() == Error::Kind::failure) throw;
    outcome.score = std::nan("");
    outcome.problem = error.what();
  }
  if (!interrupted()) observer_.on_outcome(trial, outcome);
  return outcome;
}

bool TrainingSubject::applies(const std::vector<Remedy>& remedies) const {
  try {
    const std::vector<Remedy> others(remedies.begin(), remedies.end() - 1);
    return to_toml(resolved(others)) != to_toml(resolved(remedies));
  } catch (const Error&) {
    return false;
  }
}

std::string TrainingSubject::identity(const std::vector<Remedy>& remedies) const {
  return to_toml(resolved(remedies));
}

TrainingSubject::Result TrainingSubject::whole_run(const std::string& folder, RunConfig config,
                                                   std::uint64_t seed) {
  config.running.seed = seed;
  RunRequest request{config, options_.directory / fmt::format("{}-seed-{}", folder, seed), false,
                     options_.interrupted};
  const Result result = run(request);
  proof_cost_ += result.cost;
  if (result.summary.status == RunStatus::interrupted) throw Interrupted{};
  return result;
}

bool TrainingSubject::confirms(const Trial& trial) {
  if (options_.seeds.empty()) return true;
  try {
    return gains_on_seeds(trial);
  } catch (const Interrupted&) {
    return false;
  }
}

bool TrainingSubject::interrupted() const {
  return options_.interrupted != nullptr && options_.interrupted->load();
}

bool TrainingSubject::gains_on_seeds(const Trial& trial) {
  const std::string flags = flags_text(trial.remedies);
  const std::string folder = "repaired-" + number_of(folders_.at(flags));
  const RunConfig repaired = with_remedies(options_.config, trial.remedies);
  const bool are_shares = dataset_.classes > 0;
  const auto samples = are_shares ? dataset_.validation.count : 0;
  std::vector<PairedScores> scores;
  for (const std::uint64_t seed : options_.seeds) {
    if (!broken_.contains(seed)) {
      observer_.on_proof(trial, seed, ProofRun::broken);
      broken_[seed] = whole_run("broken", options_.config, seed);
    }
    observer_.on_proof(trial, seed, ProofRun::repaired);
    const Result result = whole_run(folder, repaired, seed);
    scores.push_back({seed, broken_[seed].score, result.score, samples, guess_,
                      broken_[seed].loss(), result.loss()});
  }
  const Gain gain = gain_of(scores);
  proofs_[flags] = std::move(scores);
  observer_.on_gain(trial, gain);
  return gain.counts();
}

std::vector<PairedScores> TrainingSubject::proof_of(const Trial& trial) const {
  const auto found = proofs_.find(flags_text(trial.remedies));
  return found == proofs_.end() ? std::vector<PairedScores>() : found->second;
}

}  // namespace plumb
