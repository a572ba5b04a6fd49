#include "terminal/live_frame.hpp"

#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "support/approved.hpp"
#include "support/catch.hpp"
#include "terminal/text.hpp"

using plumb::Console;
using plumb::LiveRun;
using plumb::StepRecord;
using plumb::TerminalSize;

namespace {

constexpr int layer_count = 12;
const Console plain;
const Console ascii{true, false, false, 80};
const Console colored{true, true, true, 80};

/// A deep network whose gradient dies from the output back, over 900 steps.
LiveRun vanishing_run(int steps = 900) {
  LiveRun run;
  run.begin({3, 500, 1500});
  std::vector<std::string> parameters;
  for (int i = 1; i < layer_count; ++i) {
    parameters.push_back(fmt::format("dense_{:02}.weight", i));
    parameters.push_back(fmt::format("dense_{:02}.bias", i));
  }
  parameters.push_back("output.weight");
  parameters.push_back("output.bias");
  run.set_parameters(parameters);
  for (int step = 0; step < steps; ++step) {
    StepRecord record;
    record.step = step;
    record.loss = 2.3 + 0.5 * std::exp(-step / 60.0) + 0.01 * std::sin(step);
    for (int i = 0; i < layer_count; ++i) {
      const double depth = layer_count - 1 - i;
      record.norms.emplace_back(0.5 * std::pow(10, -0.3 * depth * (1 + step / 900.0)));
      record.norms.emplace_back(0.1);
    }
    record.norm = 0.5 + 0.3 * std::exp(-step / 100.0);
    run.add(record, 1 + step / 500);
    if (step % 100 == 0) run.tick(step / 200.0);
  }
  return run;
}

plumb::Finding vanishing() {
  plumb::Finding finding;
  finding.rule = "vanishing-gradient";
  finding.severity = plumb::Severity::error;
  finding.layer = "dense_06";
  finding.first_step = 20;
  return finding;
}

std::string text_of(const std::vector<std::string>& lines) {
  std::string text;
  for (const auto& line : lines) text += line + '\n';
  return text;
}

}  // namespace

TEST_CASE("the live view is as approved") {
  LiveRun run = vanishing_run();
  run.set_findings({vanishing()});
  require_approved(text_of(plumb::live_frame(run, {80, 18}, plain)), "live-80x18.txt");
  require_approved(text_of(plumb::live_frame(run, {80, 18}, ascii)), "live-ascii.txt");
  require_approved(text_of(plumb::live_frame(run, {60, 10}, plain)), "live-60x10.txt");
  require_approved(text_of(plumb::live_frame(run, {132, 40}, plain)), "live-132x40.txt");
  require_approved(text_of(plumb::live_frame(run, {80, 18}, colored)), "live-color.txt");
}

TEST_CASE("the live view fits any terminal") {
  LiveRun run = vanishing_run();
  run.set_findings({vanishing()});
  for (const auto& console : {plain, ascii, colored}) {
    for (int columns = 1; columns < 200; columns += 3) {
      for (int rows = 1; rows < 30; ++rows) {
        const auto lines = plumb::live_frame(run, {columns, rows}, console);
        REQUIRE(lines.size() <= static_cast<std::size_t>(rows));
        for (const auto& line : lines)
          REQUIRE(plumb::text_width(line) < static_cast<std::size_t>(std::max(columns, 2)));
      }
    }
  }
}

TEST_CASE("a run that has not made a step shows how long it will be") {
  LiveRun run;
  run.begin({10, 1875, 18750});
  const auto lines = plumb::live_frame(run, {80, 18}, plain);
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].find("epoch 1 of 10") == 0);
  CHECK(lines[0].find("0 of 1875") != std::string::npos);
}

TEST_CASE("a run of another program, whose length no one knows, shows its steps") {
  LiveRun run = vanishing_run();
  run.begin({});
  const auto lines = plumb::live_frame(run, {80, 18}, plain, "nothing new for 1:10");
  CHECK(lines[0] == "step 900  nothing new for 1:10");
}

TEST_CASE("norms that are zero, missing or not finite have their own look") {
  LiveRun run;
  run.set_parameters({"zero.weight", "none.weight", "inf.weight", "fine.weight"});
  StepRecord record;
  record.loss = std::nan("");
  record.norm = std::numeric_limits<double>::infinity();
  record.norms = {0.0, std::nullopt, std::numeric_limits<double>::infinity(), 1e-3};
  run.add(record, 1);
  require_approved(text_of(plumb::live_frame(run, {60, 10}, plain)), "live-not-finite.txt");
}

TEST_CASE("what names contain cannot drive the terminal") {
  LiveRun run;
  run.set_parameters({"\033[2Jevil.weight"});
  StepRecord record;
  record.loss = record.norm = 1;
  record.norms = {1.0};
  run.add(record, 1);
  auto finding = vanishing();
  finding.layer = "\033]0;evil\a";
  run.set_findings({finding});
  for (const auto& line : plumb::live_frame(run, {80, 18}, plain))
    CHECK(line.find('\033') == std::string::npos);
}
