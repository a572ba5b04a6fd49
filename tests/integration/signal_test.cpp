#include <nlohmann/json.hpp>

#include "command.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

// What a command does that is to end, or whose output nobody takes.

namespace {

const std::string plumb_command = "'" PLUMB_COMMAND "' ";

/// Runs a line of the shell in the folder, its own output left as it is.
int run_shell(const TemporaryFolder& folder, const std::string& line) {
  return run_plumb(folder.path(), "--version >/dev/null; " + line + " #").exit_code;
}

std::string status_of(const std::filesystem::path& run) {
  return nlohmann::json::parse(text_of(run / "summary.json"))["status"];
}

}  // namespace

TEST_CASE("a limit on the size of files ends a run with the reason") {
  const TemporaryFolder folder;
  const Outcome outcome =
      run_plumb(folder.path(), "train --data blobs --epochs 200 --quiet --out run", "ulimit -f 8;");
  INFO(outcome.out << outcome.err);
  CHECK(outcome.exit_code == 1);
  CHECK_THAT(outcome.err, ContainsSubstring("cannot write"));
  CHECK_THAT(outcome.err, ContainsSubstring("File too large"));
}

TEST_CASE("a run whose steps cannot be written says that it failed") {
  const TemporaryFolder folder;
  const Outcome outcome = run_plumb(folder.path(),
                                    "train --data blobs --depth 1 --width 4 --epochs 400 "
                                    "--forecast off --quiet --out run",
                                    "ulimit -f 100;");
  CHECK(outcome.exit_code == 1);
  CHECK_THAT(outcome.err, ContainsSubstring("steps.jsonl\": File too large"));
  CHECK(status_of(folder.path() / "run") == "failed");
}

TEST_CASE("a command that does not look at a signal is ended by the first") {
  const TemporaryFolder folder;
  REQUIRE(run_shell(folder, "mkdir run && mkfifo run/steps.jsonl") == 0);
  // 124: by SIGTERM; 137: by SIGKILL, 20 seconds later.
  CHECK(run_shell(folder, "timeout -k 20 2 " + plumb_command + "report run") == 124);
  CHECK(run_shell(folder, "timeout -k 20 2 " + plumb_command + "diagnose run --again") == 124);
}

TEST_CASE("output that cannot be written is told") {
  const TemporaryFolder folder;
  CHECK(run_shell(folder, plumb_command + "list rules >/dev/full 2>told") == 1);
  CHECK(text_of(folder.path() / "told") ==
        "plumb: cannot write to standard output: No space left on device\n");
  // The reader is gone before the first word.
  CHECK(run_shell(folder, "(trap '' PIPE; sleep 1; " + plumb_command +
                              "list rules 2>told; echo $? >code) | :") == 0);
  CHECK(text_of(folder.path() / "code") == "141\n");
  CHECK(text_of(folder.path() / "told").empty());
}

TEST_CASE("a run goes on when nobody reads what it says") {
  const TemporaryFolder folder;
  const std::string settings = "--data blobs --depth 2 --width 8 --epochs 3 ";
  CHECK(run_shell(folder, "(sleep 1; " + plumb_command + "train " + settings +
                              "--out run 2>told; echo $? >code) | :") == 0);
  CHECK(text_of(folder.path() / "code") == "0\n");
  CHECK(text_of(folder.path() / "told").empty());
  CHECK(status_of(folder.path() / "run") == "completed");
  CHECK(run_shell(folder, "(sleep 1; " + plumb_command + "sweep " + settings +
                              "--vary depth=2,3 --out sweep; echo $? >code) 2>&1 | :") == 0);
  CHECK(text_of(folder.path() / "code") == "0\n");
  CHECK(status_of(folder.path() / "sweep" / "depth-3-seed-0") == "completed");
}

TEST_CASE("a run whose terminal closes saves its state, however often it is told") {
  const TemporaryFolder folder;
  const std::string train = plumb_command +
                            "train --data blobs --epochs 100000 --epoch-gradient off --quiet "
                            "--out run >/dev/null & child=$!; while kill -0 $child && ! test -s "
                            "run/steps.jsonl; do sleep 0.1; done; ";
  CHECK(run_shell(folder, train + "kill -HUP $child; kill -HUP $child; wait $child; exit $?") ==
        130);
  CHECK(status_of(folder.path() / "run") == "interrupted");
}
