#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include "command.hpp"
#include "plumb/diagnostics/finding.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using Json = nlohmann::json;

namespace {

plumb::Finding finding(std::string rule, plumb::Severity severity) {
  plumb::Finding finding;
  finding.rule = std::move(rule);
  finding.severity = severity;
  finding.layer = "dense_01";
  finding.last_step = 20;
  finding.message = "a <plain> sentence, 50 % \"sure\"";
  finding.remedies = {{"clip it", {{"clip", "norm:1"}}}};
  return finding;
}

void write_run(const std::filesystem::path& folder, const std::vector<plumb::Finding>& findings) {
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "summary.json") << R"({"format":1,"status":"completed","steps":21})";
  std::ofstream(folder / "findings.json") << plumb::findings_json(findings);
}

/// runs/bad with an error and an observation, runs/fine with nothing, runs/known with the error.
struct Runs {
  Runs() {
    using plumb::Severity;
    write_run(folder.path() / "runs" / "bad", {finding("clipping-never", Severity::info),
                                               finding("vanishing-gradient", Severity::error)});
    write_run(folder.path() / "runs" / "fine", {});
    write_run(folder.path() / "known", {finding("vanishing-gradient", Severity::error)});
  }
  Outcome diagnose(const std::string& arguments) const {
    return run_plumb(folder.path(), "diagnose " + arguments);
  }
  TemporaryFolder folder;
};

}  // namespace

TEST_CASE("diagnose says what is wrong, the worst first, and what to do") {
  const Runs runs;
  const Outcome outcome = runs.diagnose("runs/bad runs/fine");
  REQUIRE(outcome.exit_code == 0);
  REQUIRE(outcome.out ==
          "runs/bad: error\n\n"
          "error    vanishing-gradient  at dense_01, steps 0 to 20\n"
          "         a <plain> sentence, 50 % \"sure\"\n"
          "           → clip it (--clip norm:1)\n\n"
          "info     clipping-never  at dense_01, steps 0 to 20\n"
          "         a <plain> sentence, 50 % \"sure\"\n"
          "           → clip it (--clip norm:1)\n\n"
          "runs/fine: nothing found\n");
}

TEST_CASE("diagnose gates by severity") {
  const Runs runs;
  REQUIRE(runs.diagnose("runs --fail-on error").exit_code == 3);
  REQUIRE(runs.diagnose("runs/fine --fail-on info").exit_code == 0);
  REQUIRE(runs.diagnose("runs --fail-on error --baseline known").exit_code == 0);
  REQUIRE(runs.diagnose("runs --fail-on info --baseline known").exit_code == 3);
  const Outcome wrong = runs.diagnose("runs --fail-on fatal");
  REQUIRE(wrong.exit_code == 2);
  REQUIRE_THAT(wrong.err, ContainsSubstring("info, warning, error"));
}

TEST_CASE("diagnose takes the runs of a comparison in the order of its table") {
  const TemporaryFolder folder;
  for (const char* run : {"depth-100", "depth-20", "depth-5", "alone"})
    write_run(folder.path() / "c" / run, {});
  std::ofstream(folder.path() / "c" / "comparison.json")
      << R"([{"directory":"elsewhere/depth-5"},{"directory":"elsewhere/depth-20"},)"
      << R"({"directory":"elsewhere/depth-100"}])";
  REQUIRE(run_plumb(folder.path(), "diagnose c").out ==
          "c/depth-5: nothing found\n\nc/depth-20: nothing found\n\n"
          "c/depth-100: nothing found\n\nc/alone: nothing found\n");
  std::ofstream(folder.path() / "c" / "comparison.json") << "[{";
  REQUIRE(run_plumb(folder.path(), "diagnose c").out.starts_with("c/alone"));
}

TEST_CASE("diagnose says what the baseline has too") {
  const Runs runs;
  REQUIRE(runs.diagnose("runs/bad --baseline runs/bad").out ==
          "runs/bad: nothing new (the baseline has its 2 findings too)\n");
  REQUIRE_THAT(runs.diagnose("runs/bad --baseline known").out,
               ContainsSubstring("runs/bad: nothing new that impairs learning (the baseline has 1 "
                                 "of its 2 findings too)\n"));
  REQUIRE(runs.diagnose("known --baseline known").out ==
          "known: nothing new (the baseline has its 1 finding too)\n");
  REQUIRE(runs.diagnose("runs/fine --baseline known").out == "runs/fine: nothing found\n");
}

TEST_CASE("diagnose writes JSON with the run of each finding") {
  const Runs runs;
  const Json document = Json::parse(runs.diagnose("runs --format json").out);
  REQUIRE(document.size() == 2);
  REQUIRE(document[0]["rule"] == "vanishing-gradient");
  REQUIRE(document[0]["run"] == "runs/bad");
  REQUIRE(document[0]["remedies"][0]["flag"] == "--clip norm:1");
}

TEST_CASE("diagnose writes JUnit's XML, escaped") {
  const Runs runs;
  const std::string text = runs.diagnose("runs --format junit").out;
  REQUIRE_THAT(text,
               ContainsSubstring("<testsuite name=\"runs/bad\" tests=\"25\" failures=\"1\">"));
  REQUIRE_THAT(text,
               ContainsSubstring("<testsuite name=\"runs/fine\" tests=\"25\" failures=\"0\">"));
  REQUIRE_THAT(text,
               ContainsSubstring("message=\"a &lt;plain&gt; sentence, 50 % &quot;sure&quot;\""));
  REQUIRE_THAT(text, ContainsSubstring("<testcase classname=\"runs/bad\" name=\"dead-units\"/>"));
}

TEST_CASE("diagnose writes GitHub's annotations, escaped") {
  const Runs runs;
  const std::string text = runs.diagnose("runs/bad --format github").out;
  REQUIRE_THAT(text,
               ContainsSubstring("::error title=vanishing-gradient (runs/bad%2C at dense_01%2C "
                                 "steps 0 to 20)::a <plain> sentence, 50 %25 \"sure\"\n"));
  REQUIRE_THAT(text, ContainsSubstring("::notice title=clipping-never"));
}

TEST_CASE("a run without findings of its own is judged by its records") {
  const TemporaryFolder folder;
  REQUIRE(run_plumb(folder.path(),
                    "train --data circles --depth 10 --width 8 --activation sigmoid --steps 40"
                    " --epochs 100 --quiet --out run")
              .exit_code == 0);
  const auto rules = [&] {
    std::string text;
    for (const auto& f : Json::parse(run_plumb(folder.path(), "diagnose run --format json").out)) {
      text += f["rule"].get<std::string>() + ' ' + f["severity"].get<std::string>() + ' ' +
              f["layer"].get<std::string>() + ' ' + f["reported_step"].dump() + '\n';
    }
    return text;
  };
  const std::string live = rules();
  std::filesystem::remove(folder.path() / "run" / "findings.json");
  REQUIRE(rules() == live);
  REQUIRE_THAT(live, ContainsSubstring("vanishing-gradient"));
}

TEST_CASE("train fails and stops by its findings") {
  const TemporaryFolder folder;
  const std::string sigmoid =
      "train --data circles --depth 10 --width 8 --activation sigmoid --epochs 100 --quiet ";
  const Outcome outcome = run_plumb(
      folder.path(), sigmoid + "--stop-on vanishing-gradient --fail-on warning --out run");
  REQUIRE(outcome.exit_code == 3);
  REQUIRE_THAT(outcome.out, ContainsSubstring("vanishing-gradient"));
  const Json summary = Json::parse(std::ifstream(folder.path() / "run" / "summary.json"));
  REQUIRE(summary["status"] == "stopped");
  REQUIRE(summary["steps"] == 21);
  // What was found before does not stop it again, and is still known.
  REQUIRE(run_plumb(folder.path(), "train --resume run --epochs 2 --quiet").exit_code == 0);
  const Json resumed = Json::parse(std::ifstream(folder.path() / "run" / "summary.json"));
  REQUIRE(resumed["status"] == "completed");
  REQUIRE(resumed["findings"]["warning"].get<int>() + resumed["findings"]["error"].get<int>() > 0);
  const Outcome wrong = run_plumb(folder.path(), sigmoid + "--stop-on nothing --out other");
  REQUIRE(wrong.exit_code == 2);
  REQUIRE_THAT(wrong.err, ContainsSubstring("vanishing-gradient"));
}

TEST_CASE("a run that ends at chance does not end without a word") {
  const TemporaryFolder folder;
  std::ofstream table(folder.path() / "noise.csv");
  table << "x,y,label\n";
  for (int i = 0; i < 400; ++i)
    table << std::sin(i * i) << ',' << std::cos(3.0 * i * i) << ',' << (i / 2) % 2 << '\n';
  table.close();
  const std::string noise =
      "train --data csv:noise.csv --depth 1 --width 4 --activation tanh --optimizer sgd --lr 0.01 "
      "--batch-size 40 --epochs 100 --fail-on warning --quiet --out run ";
  const Outcome outcome = run_plumb(folder.path(), noise + "--steps 160");
  REQUIRE(outcome.exit_code == 3);
  REQUIRE_THAT(outcome.out,
               ContainsSubstring("loss-plateau") && ContainsSubstring("after 160 steps"));
  const std::string again = run_plumb(folder.path(), "diagnose --again run").out;
  REQUIRE_THAT(again, ContainsSubstring("after 160 steps"));
  // It was the end that said so: the run goes on without.
  REQUIRE(run_plumb(folder.path(), "train --resume run --steps 200 --quiet").exit_code == 0);
}

TEST_CASE("explain prints a rule's page") {
  const TemporaryFolder folder;
  const Outcome outcome = run_plumb(folder.path(), "explain update-ratio");
  REQUIRE(outcome.exit_code == 0);
  REQUIRE_THAT(outcome.out, ContainsSubstring("## How it decides"));
  REQUIRE(run_plumb(folder.path(), "explain nothing").exit_code == 2);
}

namespace {

/// A run whose summary says no more than this, and that found nothing.
void write_summary(const std::filesystem::path& folder, const std::string& summary) {
  write_run(folder, {});
  std::ofstream(folder / "summary.json") << summary;
}

/// empty, failed, killed: with 0, 12 and 2 steps.
struct UnfinishedRuns {
  UnfinishedRuns() {
    write_summary(folder.path() / "empty", R"({"format":1,"status":"completed","steps":0})");
    write_summary(folder.path() / "failed", R"({"format":1,"status":"failed","steps":12})");
    write_summary(folder.path() / "killed", R"({"format":1,"status":"running","steps":0})");
    std::ofstream(folder.path() / "killed" / "steps.jsonl")
        << R"({"step":0,"epoch":1,"loss":1,"norm":1})" << '\n'
        << R"({"step":1,"epoch":1,"loss":1,"norm":1})" << '\n';
  }
  Outcome diagnose(const std::string& arguments) const {
    return run_plumb(folder.path(), "diagnose " + arguments);
  }
  TemporaryFolder folder;
};

}  // namespace

TEST_CASE("diagnose says what kept a run from its end") {
  const UnfinishedRuns runs;
  const Outcome outcome = runs.diagnose("empty failed killed");
  CHECK(outcome.exit_code == 0);
  CHECK(outcome.out ==
        "empty: no step was recorded: nothing to judge\n\n"
        "failed: nothing found; failed after 12 steps\n\n"
        "killed: nothing found; still running, or killed after 2 steps\n");
}

TEST_CASE("diagnose says where a run was ended early, and goes by its findings") {
  const TemporaryFolder folder;
  write_summary(folder.path() / "died", R"({"format":1,"status":"stopped","steps":40})");
  write_summary(folder.path() / "cut", R"({"format":1,"status":"interrupted","steps":1})");
  const Outcome outcome = run_plumb(folder.path(), "diagnose died cut --fail-on info");
  CHECK(outcome.exit_code == 0);
  CHECK(outcome.out ==
        "died: nothing found; stopped after 40 steps\n\n"
        "cut: nothing found; interrupted after 1 step\n");
  CHECK(run_plumb(folder.path(), "diagnose died --format json").err ==
        "died: stopped after 40 steps\n");
}

TEST_CASE("diagnose --again keeps what rules of the loop's own found, and says so") {
  const TemporaryFolder folder;
  write_run(folder.path() / "run", {finding("my-rule", plumb::Severity::warning),
                                    finding("divergence", plumb::Severity::error)});
  std::ofstream(folder.path() / "run" / "steps.jsonl")
      << R"({"step":0,"epoch":1,"loss":1,"norm":1})" << '\n';
  const Outcome outcome = run_plumb(folder.path(), "diagnose run --again --fail-on warning");
  CHECK(outcome.exit_code == 3);
  CHECK_THAT(outcome.out, ContainsSubstring("my-rule") && !ContainsSubstring("divergence"));
  CHECK(outcome.err ==
        "run: my-rule is a rule of the loop's own; its finding is kept as it was recorded\n");
}

TEST_CASE("a message of several lines keeps its indent") {
  const TemporaryFolder folder;
  plumb::Finding two_lines = finding("my-rule", plumb::Severity::warning);
  two_lines.message = "first line\nsecond line";
  write_run(folder.path() / "run", {two_lines});
  CHECK_THAT(run_plumb(folder.path(), "diagnose run").out,
             ContainsSubstring("\n         first line\n         second line\n"));
}

TEST_CASE("a run that did not end well passes no gate") {
  const UnfinishedRuns runs;
  for (const std::string run : {"empty", "failed", "killed"}) {
    INFO(run);
    CHECK(runs.diagnose(run + " --fail-on error").exit_code == 3);
    const std::string xml = runs.diagnose(run + " --format junit").out;
    CHECK_THAT(xml, ContainsSubstring("failures=\"0\" errors=\"1\">"));
    CHECK_THAT(xml, ContainsSubstring("<error type=\"unfinished\" message=\""));
    CHECK_THAT(runs.diagnose(run + " --format github").out,
               ContainsSubstring("::error title=run (" + run + ")::"));
    const Outcome json = runs.diagnose(run + " --format json --fail-on info");
    CHECK(json.exit_code == 3);
    CHECK(Json::parse(json.out).empty());
    CHECK(json.err.starts_with(run + ": "));
  }
  CHECK(runs.diagnose("empty killed --fail-on error --again").exit_code == 3);
  write_summary(runs.folder.path() / "cut", R"({"format":1,"status":"interrupted","steps":12})");
  CHECK(runs.diagnose("cut --fail-on info").exit_code == 0);
  CHECK_THAT(runs.diagnose("empty --format junit").out, !ContainsSubstring("dead-units"));
}

TEST_CASE("diagnose looks into the folders of a folder") {
  const Runs runs;
  write_run(runs.folder.path() / "runs" / "compare-1" / "clip-none",
            {finding("vanishing-gradient", plumb::Severity::error)});
  write_run(runs.folder.path() / "runs" / "repair-1" / "runs" / "00-broken", {});
  std::filesystem::create_directories(runs.folder.path() / "runs" / "compare-1" / "figures");
  const Outcome outcome = runs.diagnose("runs");
  CHECK_THAT(outcome.out, ContainsSubstring("runs/bad: error"));
  CHECK_THAT(outcome.out, ContainsSubstring("runs/compare-1/clip-none: error"));
  CHECK_THAT(outcome.out, ContainsSubstring("runs/repair-1/runs/00-broken: nothing found"));
}

TEST_CASE("report says which runs of a folder it leaves out") {
  const Runs runs;
  write_run(runs.folder.path() / "runs" / "compare-1" / "clip-none", {});
  write_run(runs.folder.path() / "runs" / "sweep-1" / "depth-2", {});
  const Outcome outcome = run_plumb(runs.folder.path(), "report runs");
  CHECK(outcome.exit_code == 0);
  CHECK(outcome.err ==
        "Left out are the runs in runs/compare-1, runs/sweep-1; name a folder to see them.\n");
  for (int i = 0; i < 20; ++i)
    write_run(runs.folder.path() / "runs" / ("more-" + std::to_string(i)), {});
  const Outcome refused = run_plumb(runs.folder.path(), "report runs");
  CHECK(refused.exit_code == 2);
  CHECK(refused.err.starts_with("plumb: a report shows at most 20 runs"));
}
