#include <optional>
#include <vector>

#include "circles_run.hpp"
#include "plumb/diagnostics/run_directory.hpp"
#include "repair/training_subject.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

namespace {

constexpr std::int64_t epoch_length = 22;  // steps

plumb::Remedy online(const char* key, const char* value) {
  return {"", {{key, value}}, plumb::RemedyKind::online};
}

/// Keeps what is told before each trial.
struct Told : plumb::RepairObserver {
  void on_trial(const plumb::Trial& trial) override { from.push_back(trial.goes_on_from); }
  std::vector<std::optional<std::int64_t>> from;
};

}  // namespace

TEST_CASE("a trial goes on from the state that the trial of its other remedies had") {
  const TemporaryFolder folder;
  Told told;
  plumb::TrainingSubject subject({circles_run(4), folder.path(), {}, nullptr}, told);
  const auto first_step = [&](std::vector<plumb::Remedy> remedies,
                              std::optional<std::int64_t> goes_on_from) {
    const auto outcome =
        subject.train({std::move(remedies), 4 * epoch_length, goes_on_from}, plumb::TrialWatch());
    REQUIRE(outcome.complete);
    REQUIRE(outcome.step == 4 * epoch_length);
    REQUIRE(outcome.cost == outcome.step - outcome.first_step);
    REQUIRE(told.from.back() ==
            (outcome.first_step > 0 ? std::optional(outcome.first_step) : std::nullopt));
    return outcome.first_step;
  };
  const plumb::Remedy rate = online("lr", "0.002"), clip = online("clip", "norm:1"),
                      skip = online("on-spike", "skip");
  REQUIRE(first_step({}, std::nullopt) == 0);
  REQUIRE(first_step({clip}, epoch_length - 1) ==
          0);  // nothing but the initialization is that early
  REQUIRE(first_step({rate}, 3 * epoch_length - 1) == 2 * epoch_length);
  REQUIRE(first_step({rate, clip}, 3 * epoch_length + 1) == 3 * epoch_length);
  // Of its own the other trial has no checkpoint that early: it began as the one before it was.
  REQUIRE(first_step({rate, skip}, 3 * epoch_length - 1) == 2 * epoch_length);
  REQUIRE(plumb::read_steps(folder.path() / "04-0.002-skip").rows.front().step == 2 * epoch_length);
}
