#include <fstream>

#include "plumb/diagnostics/error.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"
#include "sweep/run_state.hpp"

using plumb::RunState;

namespace {

void write(const std::filesystem::path& file, const std::string& text) {
  std::filesystem::create_directories(file.parent_path());
  std::ofstream(file) << text;
}

}  // namespace

TEST_CASE("what a sweep does with a run depends on how far it came") {
  const TemporaryFolder folder;
  const auto run = folder.path() / "run";
  CHECK(plumb::run_state(run) == RunState::missing);
  write(run / "config.toml", "format = 1\n");
  CHECK(plumb::run_state(run) == RunState::broken);
  write(run / "summary.json", R"({"status": "running"})");
  CHECK(plumb::run_state(run) == RunState::broken);
  write(run / "checkpoints" / "epoch-0001.safetensors", "");
  CHECK(plumb::run_state(run) == RunState::partial);  // killed
  write(run / "summary.json", R"({"status": "interrupted"})");
  CHECK(plumb::run_state(run) == RunState::partial);
  for (const char* status : {"completed", "stopped"}) {
    write(run / "summary.json", std::string(R"({"status": ")") + status + "\"}");
    CHECK(plumb::run_state(run) == RunState::finished);
  }
  for (const char* damage : {"", "{\"status\": ", "[]"}) {
    write(run / "summary.json", damage);
    CHECK(plumb::run_state(run) == RunState::damaged);
  }
  CHECK(plumb::is_open(RunState::damaged));
  write(run / "summary.json", R"({"format": 2, "status": "running"})");
  CHECK_THROWS_WITH(plumb::run_state(run), ContainsSubstring("has format 2"));
}

TEST_CASE("a failure is recorded in one line and tried again, a refusal is not") {
  const TemporaryFolder folder;
  const auto run = folder.path() / "run";
  plumb::write_failure(run, {"refused", "it's \"bad\" \xff"});
  CHECK(plumb::run_state(run) == RunState::refused);
  CHECK_THAT(plumb::read_failure(run).reason, ContainsSubstring("it's \"bad\""));
  CHECK_FALSE(plumb::is_open(RunState::refused));
  plumb::write_failure(run, {"failed", "killed"});
  CHECK(plumb::run_state(run) == RunState::failed);
  CHECK(plumb::is_open(RunState::failed));
  CHECK(plumb::is_open(RunState::missing));
  CHECK(plumb::is_open(RunState::partial));
  CHECK(plumb::is_open(RunState::broken));
  CHECK_FALSE(plumb::is_open(RunState::finished));
  write(run / "failure.json", "{");
  CHECK(plumb::run_state(run) == RunState::damaged);
  CHECK_THROWS_WITH(plumb::read_failure(run), ContainsSubstring("failure.json"));
}
