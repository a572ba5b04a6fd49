#include <torch/types.h>

#include "config/keys.hpp"
#include "plumb/diagnostics/run_directory.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"
#include "training/checkpoint.hpp"
#include "training/device.hpp"
#include "training/trainer.hpp"

namespace {

plumb::RunConfig circles(std::int64_t epochs) {
  plumb::RunConfig config;
  for (const auto& [key, value] : {std::pair{"data", "circles"},
                                   {"model", "mlp"},
                                   {"width", "8"},
                                   {"optimizer", "adam"},
                                   {"epoch-gradient", "off"}})
    plumb::set_key(config, key, value);
  config.training.epochs = epochs;
  return config;
}

plumb::RunSummary train(const plumb::RunRequest& request) {
  plumb::TrainingObserver silent;
  plumb::prepare_process(1);
  return plumb::train(request, plumb::load_dataset(plumb::dataset_request(request.config)), silent);
}

}  // namespace

TEST_CASE("a run that goes on from another's checkpoint ends as if it had never stopped") {
  const TemporaryFolder folder;
  const auto whole = train({circles(4), folder.path() / "whole"});
  plumb::RunRequest half{circles(3), folder.path() / "half"};
  half.retention = plumb::Retention::ladder;
  train(half);

  // One step before the end of epoch 3: the checkpoint of epoch 2 is the newest one to go on from.
  plumb::RunRequest rest{circles(4), folder.path() / "rest"};
  rest.start = {folder.path() / "half", 3 * 22 - 1};
  const auto summary = train(rest);
  REQUIRE(summary.first_step == 2 * 22);
  REQUIRE(summary.steps == whole.steps);
  REQUIRE(summary.last.val_loss == whole.last.val_loss);
  REQUIRE(plumb::read_steps(folder.path() / "rest").rows.front().step == 2 * 22);
}

TEST_CASE("without a checkpoint that early there is nothing to go on from") {
  const TemporaryFolder folder;
  train({circles(3), folder.path() / "first"});
  plumb::RunRequest rest{circles(4), folder.path() / "rest"};
  rest.start = {folder.path() / "first", 3 * 22 - 1};
  REQUIRE_THROWS_WITH(train(rest), ContainsSubstring("no checkpoint"));
}

TEST_CASE("stop_when ends a run after the step that it was asked after, evaluated") {
  const TemporaryFolder folder;
  plumb::RunRequest request{circles(4), folder.path() / "run"};
  request.stop_when = [](std::int64_t steps, const auto&) { return steps == 30; };
  const auto summary = train(request);
  REQUIRE(summary.status == "stopped");
  REQUIRE(summary.steps == 30);
  REQUIRE(summary.last.epoch == 2);
}

TEST_CASE("a ladder of checkpoints reaches back in ever larger steps") {
  const TemporaryFolder folder;
  plumb::RunRequest request{circles(40), folder.path() / "run"};
  request.retention = plumb::Retention::ladder;
  train(request);
  std::vector<std::int64_t> epochs;
  for (const auto& [epoch, file] : plumb::find_checkpoints(request.directory))
    epochs.push_back(epoch);
  REQUIRE(epochs == std::vector<std::int64_t>{0, 16, 24, 28, 32, 34, 36, 37, 38, 39, 40});
  const plumb::Checkpoints checkpoints(request.directory);
  REQUIRE(checkpoints.reach_back_to(16 * 22));
  REQUIRE(checkpoints.reach_back_to(0));
}
