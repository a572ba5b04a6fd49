#include <torch/types.h>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <iterator>

#include "circles_run.hpp"
#include "config/keys.hpp"
#include "plumb/diagnostics/rule_catalog.hpp"
#include "plumb/diagnostics/run_directory.hpp"
#include "plumb/diagnostics/safetensors.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"
#include "training/checkpoint.hpp"
#include "training/device.hpp"
#include "training/earlier_steps.hpp"
#include "training/judge_again.hpp"
#include "training/trainer.hpp"

namespace {

plumb::RunSummary train(const plumb::RunRequest& request) {
  plumb::TrainingObserver silent;
  plumb::prepare_process(1);
  return plumb::train(request, plumb::load_dataset(plumb::dataset_request(request.config)), silent);
}

std::string content_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// Ends a run right after a step.
struct InterruptAfter : plumb::TrainingObserver {
  explicit InterruptAfter(std::int64_t step) : step_(step) {}
  void on_step(const plumb::StepRecord& record, const plumb::StepContext&) override {
    if (record.step == step_) interrupted = true;
  }
  std::atomic<bool> interrupted = false;

 private:
  std::int64_t step_;
};

plumb::RunSummary train_until(plumb::RunRequest request, std::int64_t step) {
  InterruptAfter observer(step);
  request.interrupted = &observer.interrupted;
  plumb::prepare_process(1);
  return plumb::train(request, plumb::load_dataset(plumb::dataset_request(request.config)),
                      observer);
}

/// What a run has measured and what it has learnt, all but times.
std::string outcome_of(const std::filesystem::path& run) {
  std::string text = content_of(run / "steps.jsonl") + content_of(run / "gradients.csv") +
                     content_of(run / "histograms.jsonl");
  std::ifstream epochs(run / "epochs.csv");
  for (std::string line; std::getline(epochs, line);)
    text += line.substr(0, line.rfind(',')) + '\n';
  for (const auto& [epoch, file] : plumb::find_checkpoints(run)) text += content_of(file);
  return text + content_of(run / "checkpoints" / "optimizer-0003.safetensors");
}

std::vector<std::string> checkpoints_within_epochs(const std::filesystem::path& run) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(run / "checkpoints")) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with("step-")) names.push_back(name);
  }
  return names;
}

std::vector<std::int64_t> epochs_in(const std::filesystem::path& run) {
  std::vector<std::int64_t> epochs;
  for (const auto& row : plumb::read_run(run).epochs) epochs.push_back(row.epoch);
  return epochs;
}

}  // namespace

TEST_CASE("Rules that listen first are called as they are") {
  const bool listening = false;
  const auto rules = plumb::make_rules(plumb::Thresholds());
  const auto listeners = plumb::listening_rules(listening);
  REQUIRE(listeners.size() == rules.size());
  for (std::size_t i = 0; i < rules.size(); ++i) {
    INFO(rules[i]->name());
    CHECK(listeners[i]->name() == rules[i]->name());
    CHECK(listeners[i]->sees_non_finite() == rules[i]->sees_non_finite());
    CHECK(listeners[i]->always_finishes() == rules[i]->always_finishes());
    CHECK(listeners[i]->finishes_last() == rules[i]->finishes_last());
  }
}

TEST_CASE("a number of a run's summary that is none is named") {
  const TemporaryFolder folder;
  std::ofstream(folder.path() / "summary.json") << R"({"format":1,"steps":7,"first_step":"many"})";
  CHECK(plumb::recorded_number(folder.path(), "steps") == 7);
  CHECK(plumb::recorded_number(folder.path(), "absent") == 0);
  CHECK_THROWS_WITH(plumb::recorded_number(folder.path(), "first_step"),
                    ContainsSubstring("has the first_step \"many\", which is no finite number"));
}

TEST_CASE("a run that goes on from another's checkpoint ends as if it had never stopped") {
  const TemporaryFolder folder;
  const auto whole = train({circles_run(4), folder.path() / "whole"});
  plumb::RunRequest half{circles_run(3), folder.path() / "half"};
  half.retention = plumb::Retention::ladder;
  train(half);

  // One step before the end of epoch 3: the checkpoint of epoch 2 is the newest one to go on from.
  plumb::RunRequest rest{circles_run(4), folder.path() / "rest"};
  rest.start = {folder.path() / "half", 3 * 22 - 1};
  const auto summary = train(rest);
  REQUIRE(summary.first_step == 2 * 22);
  REQUIRE(summary.steps == whole.steps);
  REQUIRE(summary.last.val_loss == whole.last.val_loss);
  REQUIRE(summary.best_val_loss > 0);
  REQUIRE(plumb::read_steps(folder.path() / "rest").rows.front().step == 2 * 22);
}

TEST_CASE("without a checkpoint that early there is nothing to go on from") {
  const TemporaryFolder folder;
  train({circles_run(3), folder.path() / "first"});
  plumb::RunRequest rest{circles_run(4), folder.path() / "rest"};
  rest.start = {folder.path() / "first", 3 * 22 - 1};
  REQUIRE_THROWS_WITH(train(rest), ContainsSubstring("no checkpoint"));
}

TEST_CASE("trained weights are not scaled by lsuv again, but by lsuv that is new") {
  const TemporaryFolder folder;
  const auto initialized = [](const char* initializer, std::int64_t epochs) {
    plumb::RunConfig config = circles_run(epochs);
    plumb::set_key(config, "init", initializer);
    return config;
  };
  const std::string other = GENERATE("lsuv", "he-normal");
  const auto whole = train({initialized("lsuv", 3), folder.path() / "whole"});
  plumb::RunRequest half{initialized(other.c_str(), 2), folder.path() / "half"};
  half.retention = plumb::Retention::ladder;
  train(half);
  plumb::RunRequest rest{initialized("lsuv", 3), folder.path() / "rest"};
  rest.start = {half.directory, 2 * 22};
  const auto summary = train(rest);
  REQUIRE(summary.first_step == 2 * 22);
  const auto goes_on = plumb::read_steps(rest.directory).rows.front();
  if (other == "lsuv") {
    REQUIRE(summary.last.val_loss == whole.last.val_loss);
    return;
  }
  plumb::RunRequest unscaled{initialized("he-normal", 3), folder.path() / "unscaled"};
  unscaled.start = rest.start;
  train(unscaled);
  REQUIRE(plumb::read_steps(unscaled.directory).rows.front().loss != goes_on.loss);
}

TEST_CASE("rules that a run goes on with know the steps before, and speak of those from there on") {
  const TemporaryFolder folder;
  const auto deep_sigmoid = [](std::int64_t epochs) {
    plumb::RunConfig config = circles_run(epochs);
    plumb::set_key(config, "depth", "8");
    plumb::set_key(config, "activation", "sigmoid");
    return config;
  };
  const auto all = train({deep_sigmoid(6), folder.path() / "whole"}).findings;
  train({deep_sigmoid(1), folder.path() / "first"});
  const auto find = [](const std::vector<plumb::Finding>& findings, const std::string& rule) {
    const auto found = std::find_if(findings.begin(), findings.end(),
                                    [&](const auto& finding) { return finding.rule == rule; });
    return found == findings.end() ? nullptr : &*found;
  };
  REQUIRE(find(all, "poor-initialization")->reported_step == 0);
  REQUIRE(find(all, "loss-plateau")->reported_step > 22);

  plumb::RunRequest rest{deep_sigmoid(6), folder.path() / "rest"};
  rest.start = {folder.path() / "first", 22};
  std::int64_t earliest = 1000;
  rest.stop_when = [&](std::int64_t, const std::vector<plumb::Finding>& findings) {
    for (const auto& finding : findings) earliest = std::min(earliest, finding.reported_step);
    return false;
  };
  const auto summary = train(rest);
  REQUIRE(summary.first_step == 22);
  REQUIRE(find(summary.findings, "poor-initialization") == nullptr);
  REQUIRE(find(summary.findings, "loss-plateau")->reported_step ==
          find(all, "loss-plateau")->reported_step);
  REQUIRE(earliest >= 22);
  for (const auto& finding : summary.findings) {
    CAPTURE(finding.rule);
    CHECK(finding.first_step >= 22);
    CHECK(finding.reported_step >= finding.first_step);
  }
  REQUIRE(plumb::read_steps(rest.directory).rows.front().step == 22);

  // Judged again it is by the same steps, as long as they are there.
  const auto again = plumb::judge_again(rest.directory);
  CHECK(again.note.empty());
  const auto recorded = plumb::read_findings(rest.directory);
  REQUIRE(again.findings.size() == recorded.size());
  for (const auto& finding : recorded) {
    CAPTURE(finding.rule);
    const auto* same = find(again.findings, finding.rule);
    REQUIRE(same != nullptr);
    CHECK(same->severity == finding.severity);
    CHECK(same->first_step == finding.first_step);
    CHECK(same->last_step == finding.last_step);
    CHECK(same->reported_step == finding.reported_step);
  }
  std::filesystem::rename(folder.path() / "first", folder.path() / "moved");
  const auto alone = plumb::judge_again(rest.directory);
  CHECK_THAT(alone.note, ContainsSubstring("went on from another one's step 22"));
  const auto* plateau = find(alone.findings, "loss-plateau");
  CHECK((plateau == nullptr ||
         plateau->reported_step > find(recorded, "loss-plateau")->reported_step));
}

TEST_CASE("the steps before a run are those of all that it went on from, at their rates") {
  const TemporaryFolder folder;
  const auto at_rate = [](const char* rate, std::int64_t epochs) {
    plumb::RunConfig config = circles_run(epochs);
    plumb::set_key(config, "lr", rate);
    return config;
  };
  plumb::RunRequest first{at_rate("0.01", 3), folder.path() / "first"};
  first.retention = plumb::Retention::ladder;
  train(first);
  plumb::RunRequest second{at_rate("0.002", 4), folder.path() / "second"};
  second.config.clip = plumb::Clip::norm(1);
  second.start = {first.directory, 22};
  second.retention = plumb::Retention::ladder;
  train(second);
  const auto parts = plumb::steps_before({first.directory, second.directory}, 66);
  REQUIRE(parts.size() == 2);
  const auto require_part = [](const plumb::EarlierSteps& part, std::int64_t first_step,
                               std::int64_t count, double rate) {
    REQUIRE(part.table.rows.size() == static_cast<std::size_t>(count));
    REQUIRE(part.table.rows.front().step == first_step);
    REQUIRE(part.table.rows.back().step == first_step + count - 1);
    REQUIRE(part.table.rows.front().learning_rate == rate);
  };
  require_part(parts[0], 0, 22, 0.01);
  require_part(parts[1], 22, 44, 0.002);
  REQUIRE(parts[0].clip == plumb::Clip::none());
  REQUIRE(parts[1].clip == plumb::Clip::norm(1));

  // Resumed, it is still one that went on from another.
  second.config.training.epochs = 5;
  second.start.reset();
  second.resume = true;
  const auto resumed = train(second);
  REQUIRE(resumed.first_step == 22);
  REQUIRE(resumed.steps == 5 * 22);
}

TEST_CASE("a run that goes on from another's checkpoint goes on with its schedule") {
  const TemporaryFolder folder;
  plumb::RunConfig config = circles_run(16);
  plumb::set_key(config, "schedule", "plateau");
  plumb::set_key(config, "lr", "1e-6");
  plumb::RunRequest whole{config, folder.path() / "whole"};
  whole.retention = plumb::Retention::ladder;
  train(whole);
  plumb::RunRequest rest{config, folder.path() / "rest"};
  rest.start = {whole.directory, 14 * 22};
  plumb::set_key(rest.config, "clip", "norm:1");
  train(rest);
  const auto rate = plumb::read_steps(rest.directory).rows.front().learning_rate;
  REQUIRE(rate < 9e-7);
  const auto rows = plumb::read_steps(whole.directory).rows;
  const auto same_step =
      std::find_if(rows.begin(), rows.end(), [](const auto& row) { return row.step == 14 * 22; });
  REQUIRE(same_step != rows.end());
  REQUIRE(rate == same_step->learning_rate);
}

TEST_CASE("a resumed run knows which units its last probes saw active") {
  const TemporaryFolder folder;
  const auto with_epochs = [](std::int64_t epochs) {
    plumb::RunConfig config = circles_run(epochs);
    plumb::set_key(config, "activation", "relu");
    plumb::set_key(config, "batch-size", "1");
    return config;
  };
  train({with_epochs(2), folder.path() / "whole"});
  plumb::RunRequest parts{with_epochs(1), folder.path() / "parts"};
  train(parts);
  const auto file = parts.directory / "checkpoints" / "optimizer-0001.safetensors";
  const bool is_old = GENERATE(false, true);  // of before the window was saved
  if (is_old) {
    plumb::StoredTensors content = plumb::read_safetensors(file);
    REQUIRE(std::erase_if(content.tensors, [](const auto& tensor) {
              return tensor.name.starts_with("activations.");
            }) > 1);
    plumb::write_safetensors(file, content);
  }
  parts.config = with_epochs(2);
  parts.resume = true;
  train(parts);
  const bool same = content_of(parts.directory / "steps.jsonl") ==
                    content_of(folder.path() / "whole" / "steps.jsonl");
  REQUIRE(same == !is_old);
}

TEST_CASE("stop_when ends a run after the step that it was asked after, evaluated") {
  const TemporaryFolder folder;
  plumb::RunRequest request{circles_run(4), folder.path() / "run"};
  request.stop_when = [](std::int64_t steps, const auto&) { return steps == 30; };
  const auto summary = train(request);
  REQUIRE(summary.status == plumb::RunStatus::stopped);
  REQUIRE(summary.steps == 30);
  REQUIRE(summary.last.epoch == 2);
}

TEST_CASE("a ladder of checkpoints reaches back in ever larger steps") {
  const TemporaryFolder folder;
  plumb::RunRequest request{circles_run(40), folder.path() / "run"};
  request.retention = plumb::Retention::ladder;
  train(request);
  std::vector<std::int64_t> epochs;
  for (const auto& [epoch, file] : plumb::find_checkpoints(request.directory))
    epochs.push_back(epoch);
  REQUIRE(epochs == std::vector<std::int64_t>{0, 16, 24, 28, 32, 34, 36, 37, 38, 39, 40});
  const plumb::Checkpoints checkpoints(request.directory);
  REQUIRE(checkpoints.newest_position(24 * 22 - 1)->step == 16 * 22);
  REQUIRE(checkpoints.newest_position(0)->step == 0);
}

TEST_CASE("a checkpoint that does not say where it is from is refused by its name") {
  const TemporaryFolder folder;
  const plumb::RunRequest request{circles_run(1), folder.path() / "run"};
  train(request);
  const plumb::Checkpoints checkpoints(request.directory);
  const auto file = plumb::find_checkpoints(request.directory).at(1);
  plumb::StoredTensors content = plumb::read_safetensors(file);
  const auto require_refused = [&](const std::map<std::string, std::string>& metadata) {
    content.metadata = metadata;
    plumb::write_safetensors(file, content);
    REQUIRE_THROWS_WITH(checkpoints.newest_position(1),
                        ContainsSubstring(file.string() + " has no number of its step"));
  };
  require_refused({{"epoch", "1"}});
  require_refused({{"epoch", "1"}, {"step", "many"}});
  require_refused({{"epoch", "1"}, {"step", "99999999999999999999"}});
}

TEST_CASE("a file beside the checkpoints that counts no steps is none of them") {
  const TemporaryFolder folder;
  const plumb::RunRequest request{circles_run(1), folder.path() / "run"};
  train(request);
  std::ofstream(request.directory / "checkpoints" / "step-99999999999999999999.safetensors") << "x";
  REQUIRE_FALSE(plumb::Checkpoints(request.directory).within_epoch());
}

TEST_CASE("the initialization is measured after the first epoch, as what it was") {
  const TemporaryFolder folder;
  const auto with_gradients = [](std::int64_t epochs) {
    plumb::RunConfig config = circles_run(epochs);
    plumb::set_key(config, "epoch-gradient", "every:1");
    plumb::set_key(config, "norm", "batch");
    return config;
  };
  train({with_gradients(0), folder.path() / "untrained"});
  train({with_gradients(2), folder.path() / "trained"});
  const auto untrained = plumb::read_run(folder.path() / "untrained");
  const auto trained = plumb::read_run(folder.path() / "trained");
  REQUIRE(epochs_in(folder.path() / "trained") == std::vector<std::int64_t>{0, 1, 2});
  REQUIRE(trained.epochs.front().val_loss == untrained.epochs.front().val_loss);
  REQUIRE(trained.gradients.parameters == untrained.gradients.parameters);
  for (std::size_t i = 0; i < trained.gradients.parameters.size(); ++i)
    REQUIRE(trained.gradients.at(0, i) == untrained.gradients.at(0, i));
}

TEST_CASE("the first step does not wait for the initialization to be measured") {
  struct Order : plumb::TrainingObserver {
    void on_step(const plumb::StepRecord&, const plumb::StepContext&) override {
      events += events.ends_with('s') ? "" : "s";
    }
    void on_epoch(const plumb::EpochRow& row, std::optional<double>) override {
      events += std::to_string(row.epoch);
    }
    std::string events;
  } order;
  const TemporaryFolder folder;
  const plumb::RunRequest request{circles_run(2), folder.path() / "run"};
  plumb::train(request, plumb::load_dataset(plumb::dataset_request(request.config)), order);
  REQUIRE(order.events == "s01s2");
}

TEST_CASE("a run that was interrupted in its first epoch is resumed from its initialization") {
  const TemporaryFolder folder;
  plumb::RunRequest request{circles_run(2), folder.path() / "run"};
  const std::atomic<bool> interrupted = true;
  request.interrupted = &interrupted;
  REQUIRE(train(request).steps == 1);
  REQUIRE(epochs_in(request.directory).empty());
  REQUIRE_FALSE(plumb::read_run(request.directory).summary.contains("final_val_loss"));
  request.interrupted = nullptr;
  request.resume = true;
  train(request);
  REQUIRE(epochs_in(request.directory) == std::vector<std::int64_t>{0, 1, 2});
}

TEST_CASE("what was measured of the initialization is not recorded twice") {
  const TemporaryFolder folder;
  plumb::RunRequest request{circles_run(2), folder.path() / "run"};
  request.retention = plumb::Retention::ladder;
  train(request);
  // As a run leaves it that is killed before its second checkpoint.
  for (const auto& entry : std::filesystem::directory_iterator(request.directory / "checkpoints"))
    if (entry.path().string().find("0000") == std::string::npos)
      std::filesystem::remove(entry.path());
  request.resume = true;
  train(request);
  REQUIRE(epochs_in(request.directory) == std::vector<std::int64_t>{0, 1, 2});
}

TEST_CASE("a run that was resumed with another length has that length from then on") {
  const TemporaryFolder folder;
  const auto whole = train({circles_run(4), folder.path() / "whole"});
  train({circles_run(2), folder.path() / "run"});
  plumb::RunRequest longer{circles_run(4), folder.path() / "run", true};
  const std::atomic<bool> interrupted = true;
  longer.interrupted = &interrupted;
  REQUIRE(train(longer).status == plumb::RunStatus::interrupted);
  REQUIRE(plumb::recorded_config(longer.directory).training.epochs == 4);
  const auto summary =
      train({plumb::recorded_config(longer.directory), longer.directory, /*resume=*/true});
  REQUIRE(summary.status == plumb::RunStatus::completed);
  REQUIRE(summary.planned_epochs == 4);
  REQUIRE(summary.steps == whole.steps);
  REQUIRE(summary.last.val_loss == whole.last.val_loss);
}

TEST_CASE("what resuming does not change of config.toml stays as it was written") {
  const TemporaryFolder folder;
  train({circles_run(1), folder.path() / "run"});
  const auto file = folder.path() / "run" / "config.toml";
  std::ofstream(file, std::ios::app) << "# of my own\n";
  const std::string written = content_of(file);
  train({plumb::recorded_config(folder.path() / "run"), folder.path() / "run", /*resume=*/true});
  REQUIRE(content_of(file) == written);
}

TEST_CASE("a run is not resumed with less than it has done") {
  const TemporaryFolder folder;
  const plumb::RunRequest request{circles_run(2), folder.path() / "run"};
  train(request);
  const auto state = [&] {
    return content_of(request.directory / "config.toml") +
           content_of(request.directory / "summary.json") +
           content_of(request.directory / "steps.jsonl");
  };
  const std::string before = state();
  plumb::RunRequest less{circles_run(1), request.directory, /*resume=*/true};
  REQUIRE_THROWS_WITH(train(less), ContainsSubstring("--epochs 1") &&
                                       ContainsSubstring("44 steps, 2 epochs complete"));
  less.config = circles_run(2);
  less.config.training.steps = 43;
  REQUIRE_THROWS_WITH(train(less), ContainsSubstring("--steps 43") &&
                                       ContainsSubstring("44 steps, 2 epochs complete"));
  REQUIRE(state() == before);
}

TEST_CASE("a run that has made all of its --steps makes no more when it is resumed") {
  const TemporaryFolder folder;
  plumb::RunRequest request{circles_run(4), folder.path() / "run"};
  request.config.training.steps = 30;
  REQUIRE(train(request).steps == 30);
  request.resume = true;
  const auto summary = train(request);
  REQUIRE(summary.steps == 30);
  REQUIRE(summary.status == plumb::RunStatus::completed);
}

TEST_CASE("more epochs than --steps lets a run make are refused with what lifts the limit") {
  const TemporaryFolder folder;
  plumb::RunRequest request{circles_run(2), folder.path() / "run"};
  request.config.training.steps = 30;
  train(request);
  const std::string before = content_of(request.directory / "config.toml") +
                             content_of(request.directory / "summary.json");
  plumb::RunRequest longer{circles_run(4), request.directory, /*resume=*/true};
  longer.config.training.steps = 30;
  REQUIRE_THROWS_WITH(
      train(longer),
      "--epochs 4 adds nothing, since the run's steps = 30 is the limit: --steps 0 beside it lifts "
      "that");
  REQUIRE(content_of(request.directory / "config.toml") +
              content_of(request.directory / "summary.json") ==
          before);
  longer.config.training.steps = 50;
  REQUIRE(train(longer).steps == 50);
  longer.config.training.steps = 0;
  REQUIRE(train(longer).steps == 4 * 22);
}

TEST_CASE("what a run took is that of all its parts, and stays where there is nothing to do") {
  const TemporaryFolder folder;
  plumb::RunRequest request{circles_run(2), folder.path() / "run"};
  request.config.training.steps = GENERATE(0, 30);  // within an epoch
  const auto begun = train(request);
  REQUIRE(begun.ms_per_step > 0);
  REQUIRE(begun.cpu_ms_per_step > 0);
  const auto took = [](const plumb::RunSummary& summary) {
    return std::vector<double>{summary.seconds, summary.ms_per_step, summary.cpu_ms_per_step};
  };
  request.resume = true;
  const auto again = train(request);
  CHECK(took(again) == took(begun));
  CHECK(content_of(request.directory / "summary.json") == to_json(begun));
  CHECK_THAT(to_json(begun), ContainsSubstring("\"validation_class_accuracy\": ["));

  // As if a step had taken a second until then: no machine of today takes as long.
  plumb::RunSummary slow = begun;
  slow.ms_per_step = slow.cpu_ms_per_step = 1000;
  slow.seconds = static_cast<double>(begun.steps);
  std::ofstream(request.directory / "summary.json") << to_json(slow);
  request.config = circles_run(4);
  const auto longer = train(request);
  CHECK(longer.steps == 88);
  const double share = static_cast<double>(begun.steps) / 88;
  for (const double time : {longer.ms_per_step, longer.cpu_ms_per_step}) {
    CHECK(time > 1000 * share);
    CHECK(time < 1000 * share + 250);
  }
  CHECK(longer.seconds > slow.seconds);
}

TEST_CASE("a run that is killed has said what it took until its last epoch") {
  const TemporaryFolder folder;
  const plumb::RunRequest request{circles_run(2), folder.path() / "run"};
  struct Reader : plumb::TrainingObserver {
    std::filesystem::path run;
    void on_epoch(const plumb::EpochRow&, std::optional<double>) override {
      for (const char* key : {"seconds", "ms_per_step", "cpu_ms_per_step"})
        CHECK(plumb::recorded_number(run, key) > 0);
    }
  } reader;
  reader.run = request.directory;
  plumb::prepare_process(1);
  plumb::train(request, plumb::load_dataset(plumb::dataset_request(request.config)), reader);
}

TEST_CASE("a run that was interrupted within an epoch goes on with the very next step") {
  using Settings = std::vector<std::pair<const char*, const char*>>;
  const auto settings = GENERATE(
      Settings{{"norm", "batch"}, {"dropout", "0.3"}, {"optimizer", "sgd"}, {"momentum", "0.9"}},
      Settings{{"clip", "zclip:1"}, {"schedule", "cosine"}, {"warmup", "25"}, {"on-spike", "skip"}},
      Settings{{"loss", "mse"}, {"init", "lsuv"}, {"clip", "auto:40"}, {"accumulate", "2"}},
      Settings{{"activation", "relu"}, {"batch-size", "1"}});  // a sample shows few units active
  plumb::RunConfig config = circles_run(3);
  plumb::set_key(config, "activation", "tanh");
  plumb::set_key(config, "epoch-gradient", "every:1");
  for (const auto& [key, value] : settings) {
    CAPTURE(key);
    plumb::set_key(config, key, value);
  }
  const TemporaryFolder folder;
  const auto whole = train({config, folder.path() / "whole"});
  const std::int64_t epoch = whole.steps / 3;

  plumb::RunRequest parts{config, folder.path() / "parts"};
  // The first step; within the first epoch; its last step; twice within the second one.
  for (const std::int64_t step : std::vector<std::int64_t>{0, 5, epoch - 1, epoch + 2, epoch + 7}) {
    const auto summary = train_until(parts, step);
    REQUIRE(summary.status == plumb::RunStatus::interrupted);
    REQUIRE(summary.steps == step + 1);
    REQUIRE(checkpoints_within_epochs(parts.directory).size() == 1);
    parts.resume = true;
  }
  const auto summary = train(parts);
  REQUIRE(summary.status == plumb::RunStatus::completed);
  REQUIRE(summary.steps == whole.steps);
  REQUIRE(summary.last.train_loss == whole.last.train_loss);
  REQUIRE(summary.clipped_steps == whole.clipped_steps);
  REQUIRE(epochs_in(parts.directory) == std::vector<std::int64_t>{0, 1, 2, 3});
  REQUIRE(outcome_of(parts.directory) == outcome_of(folder.path() / "whole"));
  REQUIRE(checkpoints_within_epochs(parts.directory).empty());
}

TEST_CASE("a run with dropout goes on on another kind of device, with masks begun anew") {
  struct Notices : plumb::TrainingObserver {
    void on_notice(const std::string& text) override { all += text + '\n'; }
    std::string all;
  };
  const TemporaryFolder folder;
  plumb::RunConfig config = circles_run(2);
  plumb::set_key(config, "dropout", "0.3");
  plumb::RunRequest request{config, folder.path() / "run"};
  train_until(request, 5);
  const auto file = request.directory / "checkpoints" / "step-000006.safetensors";
  const bool from_a_gpu = GENERATE(true, false);
  if (from_a_gpu) {
    plumb::StoredTensors content = plumb::read_safetensors(file);
    for (auto& tensor : content.tensors) {
      if (tensor.name.find(".dropout.") == std::string::npos) continue;
      tensor.shape = {16};
      tensor.bytes.assign(16, std::byte(0));
    }
    plumb::write_safetensors(file, content);
  }
  request.resume = true;
  Notices observer;
  const auto summary =
      plumb::train(request, plumb::load_dataset(plumb::dataset_request(config)), observer);
  REQUIRE(summary.steps == 2 * 22);
  REQUIRE((observer.all.find("the masks of dropout begin anew") != std::string::npos) ==
          from_a_gpu);
}

TEST_CASE("a run that ended within an epoch goes on as if it had been asked for more at once") {
  plumb::RunConfig config = circles_run(3);
  for (const auto& [key, value] : {std::pair{"epoch-gradient", "every:1"},
                                   {"momentum", "0.9"},
                                   {"optimizer", "sgd"},
                                   {"dropout", "0.2"},
                                   {"clip", "zclip:1"}})
    plumb::set_key(config, key, value);
  const TemporaryFolder folder;
  const auto whole = train({config, folder.path() / "whole"});
  plumb::RunRequest parts{config, folder.path() / "parts"};
  for (const std::int64_t steps : {5, 30}) {
    parts.config.training.steps = steps;
    REQUIRE(train(parts).steps == steps);
    // Its weights are there to be read as before, and for another run to start from they are not.
    const std::int64_t epoch = steps / 22 + 1;
    REQUIRE(plumb::find_checkpoints(parts.directory).rbegin()->first == epoch);
    REQUIRE(epochs_in(parts.directory).back() == epoch);
    parts.resume = true;
  }
  parts.config.training.steps = 0;
  const auto summary = train(parts);
  REQUIRE(summary.status == plumb::RunStatus::completed);
  REQUIRE(summary.steps == whole.steps);
  REQUIRE(summary.last.train_loss == whole.last.train_loss);
  REQUIRE(epochs_in(parts.directory) == std::vector<std::int64_t>{0, 1, 2, 3});
  REQUIRE(outcome_of(parts.directory) == outcome_of(folder.path() / "whole"));
  REQUIRE(checkpoints_within_epochs(parts.directory).empty());
}

TEST_CASE(
    "a run whose epochs are counted by its schedule does not count one that it ended within") {
  plumb::RunConfig config = circles_run(20);
  plumb::set_key(config, "schedule", "plateau");
  plumb::set_key(config, "lr", "1e-6");
  const TemporaryFolder folder;
  train({config, folder.path() / "whole"});
  plumb::RunRequest parts{config, folder.path() / "parts"};
  for (const std::int64_t steps : {30, 60, 0}) {
    parts.config.training.steps = steps;
    train(parts);
    parts.resume = true;
  }
  const auto last_rate = [&](const char* run) {
    return plumb::read_steps(folder.path() / run).rows.back().learning_rate;
  };
  REQUIRE(last_rate("whole") < 9e-7);
  REQUIRE(last_rate("parts") == last_rate("whole"));
}

TEST_CASE("a run that is interrupted after the last of its --steps is evaluated when it goes on") {
  const TemporaryFolder folder;
  plumb::RunRequest request{circles_run(4), folder.path() / "run"};
  request.config.training.steps = 30;
  const auto first = train_until(request, 29);
  REQUIRE(first.status == plumb::RunStatus::interrupted);
  request.resume = true;
  request.config.training.epochs = 1;
  REQUIRE_THROWS_WITH(train(request), ContainsSubstring("30 steps, 1 epoch complete"));
  request.config.training.epochs = 4;
  const auto summary = train(request);
  REQUIRE(summary.status == plumb::RunStatus::completed);
  REQUIRE(summary.steps == 30);
  REQUIRE(summary.seconds > first.seconds);  // of both parts
  REQUIRE(epochs_in(request.directory) == std::vector<std::int64_t>{0, 1, 2});
}

TEST_CASE("a checkpoint within an epoch is none of an epoch") {
  const TemporaryFolder folder;
  plumb::RunRequest request{circles_run(2), folder.path() / "run"};
  request.retention = plumb::Retention::ladder;  // each epoch is saved
  train_until(request, 24);
  REQUIRE(checkpoints_within_epochs(request.directory) ==
          std::vector<std::string>{"step-000025.safetensors"});
  REQUIRE(plumb::find_checkpoints(request.directory).rbegin()->first == 1);
  // Another run starts from epochs only.
  plumb::RunRequest rest{circles_run(2), folder.path() / "rest"};
  rest.start = {request.directory, 1000};
  REQUIRE(train(rest).first_step == 22);
}

TEST_CASE(
    "what a checkpoint was made of is recorded before it: a run killed after it lacks no step") {
  struct CountAtCheckpoints : plumb::TrainingObserver {
    explicit CountAtCheckpoints(std::filesystem::path run) : run_(std::move(run)) {}
    void on_epoch(const plumb::EpochRow& row, std::optional<double>) override {
      if (row.epoch == 0) return;
      const auto position = plumb::Checkpoints(run_).newest_position(1'000'000);
      REQUIRE(position);
      recorded.push_back(static_cast<std::int64_t>(plumb::read_steps(run_).rows.size()));
      made.push_back(position->step);
    }
    std::vector<std::int64_t> recorded, made;

   private:
    std::filesystem::path run_;
  };
  const TemporaryFolder folder;
  plumb::RunRequest request{circles_run(3), folder.path() / "run"};
  request.retention = plumb::Retention::ladder;
  CountAtCheckpoints observer(request.directory);
  plumb::prepare_process(1);
  plumb::train(request, plumb::load_dataset(plumb::dataset_request(request.config)), observer);
  REQUIRE(observer.made.size() == 3);
  CHECK(observer.recorded == observer.made);
}
