#include <algorithm>
#include <chrono>
#include <thread>

#include "command.hpp"
#include "plumb/diagnostics/finding.hpp"
#include "plumb/diagnostics/run_writer.hpp"
#include "pseudo_terminal.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"
#include "support/terminal.hpp"

namespace {

const std::string train =
    "train sigmoid-mlp --data digits --limit 640 --epochs 2 --threads 1 --out run ";
const std::string utf8 = "env -u NO_COLOR TERM=xterm LC_ALL=C.UTF-8";

/// Characters of UTF-8 text, without a carriage return at its end.
std::size_t columns_of(std::string line) {
  if (line.ends_with('\r')) line.pop_back();
  return static_cast<std::size_t>(std::count_if(line.begin(), line.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (auto i = text.find(part); i != std::string::npos; i = text.find(part, i + part.size()))
    ++found;
  return found;
}

std::vector<std::string> last_page(const std::string& output, std::size_t columns) {
  Terminal terminal(columns);
  terminal.write(output);
  return terminal.page();
}

bool has_line(const std::vector<std::string>& page, const std::string& begin) {
  return std::any_of(page.begin(), page.end(),
                     [&](const std::string& line) { return line.starts_with(begin); });
}

/// A run as plumb::Monitor leaves it, still going on for all that its folder says.
void write_foreign_run(const std::filesystem::path& folder) {
  plumb::create_run_directory(folder);
  plumb::StepWriter writer(folder / "steps.jsonl",
                           {{"encoder.weight", {2}, 2, {}}, {"\033[2Jhead.weight", {2}, 2, {}}});
  for (int i = 0; i < 40; ++i) {
    plumb::StepRecord record;
    record.step = i;
    record.loss = 1.0 / (i + 1);
    record.norm = record.norm_after = 0.5;
    record.norms = {1e-6, 0.5};
    writer.write(record, {}, 0);
  }
  writer.flush();
}

}  // namespace

TEST_CASE("a run on a terminal draws its layers, and leaves its lines in order") {
  const TemporaryFolder folder;
  const auto outcome = run_plumb_on_terminal(folder.path(), train, utf8, 80, 24);
  REQUIRE(outcome.exit_code == 0);
  CHECK_THAT(outcome.out, ContainsSubstring("dense_01") && ContainsSubstring("output") &&
                              ContainsSubstring("█"));
  CHECK_THAT(outcome.out, ContainsSubstring("epoch 1 of 2") && ContainsSubstring("▁"));
  CHECK_THAT(outcome.out, ContainsSubstring("\033[36m"));  // colour
  CHECK_THAT(outcome.out, !ContainsSubstring("\033[?"));   // no hidden cursor, no other screen
  const auto page = last_page(outcome.out, 80);
  CHECK(has_line(page, "sigmoid-mlp"));
  CHECK(has_line(page, "    0 "));
  CHECK(has_line(page, "    1 "));
  CHECK(has_line(page, "    2 "));
  CHECK(has_line(page, "completed after 40 steps"));
  CHECK_FALSE(has_line(page, "dense_01 "));  // the live view is gone
  CHECK_FALSE(has_line(page, "epoch 1 of 2"));
}

TEST_CASE("the live view heeds NO_COLOR, TERM=dumb, a locale without UTF-8 and a small terminal") {
  const TemporaryFolder folder;
  SECTION("NO_COLOR") {
    const auto outcome = run_plumb_on_terminal(folder.path(), train,
                                               "env NO_COLOR=1 TERM=xterm LC_ALL=C.UTF-8", 80, 24);
    CHECK_THAT(outcome.out, ContainsSubstring("█") && !ContainsSubstring("\033[36m") &&
                                !ContainsSubstring("\033[1m"));
  }
  SECTION("NO_COLOR that is empty") {
    const auto outcome = run_plumb_on_terminal(folder.path(), train,
                                               "env NO_COLOR= TERM=xterm LC_ALL=C.UTF-8", 80, 24);
    CHECK_THAT(outcome.out, ContainsSubstring("\033[1m"));
  }
  SECTION("TERM=dumb") {
    const auto outcome =
        run_plumb_on_terminal(folder.path(), train, "env TERM=dumb LC_ALL=C.UTF-8", 80, 24);
    CHECK(outcome.exit_code == 0);
    CHECK_THAT(outcome.out,
               !ContainsSubstring("\033") && ContainsSubstring("completed after 40 steps"));
  }
  SECTION("no UTF-8") {
    const auto outcome =
        run_plumb_on_terminal(folder.path(), train, "env TERM=xterm LC_ALL=C", 80, 24);
    CHECK(outcome.exit_code == 0);
    CHECK_THAT(outcome.out, ContainsSubstring("dense_01") && ContainsSubstring("##"));
    CHECK(std::all_of(outcome.out.begin(), outcome.out.end(),
                      [](char c) { return static_cast<unsigned char>(c) < 0x80U; }));
  }
  SECTION("30 columns and 5 rows") {
    const auto outcome = run_plumb_on_terminal(folder.path(), train, utf8, 30, 5);
    CHECK(outcome.exit_code == 0);
    CHECK_THAT(outcome.out, ContainsSubstring("epoch 1 of 2") && !ContainsSubstring("▁"));
    CHECK_THAT(outcome.out, ContainsSubstring("epoch    val loss    val acc\r\n"));
  }
  SECTION("--quiet") {
    const auto outcome = run_plumb_on_terminal(folder.path(), train + "--quiet", utf8, 80, 24);
    CHECK_THAT(outcome.out, !ContainsSubstring("\033[J") && !ContainsSubstring("epoch 1 of 2"));
  }
}

TEST_CASE("long sentences and a sweep's tables fit the terminal they are shown on") {
  const TemporaryFolder folder;
  const auto widest = [](const std::string& text) {
    std::size_t widest = 0;
    for (const auto& line : lines_of(text)) widest = std::max(widest, columns_of(line));
    return widest;
  };
  const std::string forecast = "forecast --data blobs --depth 10 --activation sigmoid --threads 1";
  CHECK(widest(run_plumb_on_terminal(folder.path(), forecast, utf8, 80, 24).out) <= 80);
  CHECK(widest(run_plumb(folder.path(), forecast).out) > 80);
  CHECK(widest(run_plumb_on_terminal(folder.path(), "explain loss-plateau", utf8, 60, 24).out) <=
        60);
  CHECK(widest(run_plumb_on_terminal(folder.path(), "list --help", utf8, 60, 24).out) <= 60);
  const auto swept = run_plumb_on_terminal(
      folder.path(), "sweep --data blobs --epochs 1 --seeds 0..1 --vary depth=1,2 --out s",
      "env TERM=xterm LC_ALL=C", 80, 24);
  CHECK(swept.exit_code == 0);
  CHECK_THAT(swept.out, ContainsSubstring("+-"));
  CHECK(std::all_of(swept.out.begin(), swept.out.end(),
                    [](char c) { return static_cast<unsigned char>(c) < 0x80U; }));
}

TEST_CASE("a run in another process is followed to its end") {
  const TemporaryFolder folder;
  Outcome trained;
  std::thread trainer([&] { trained = run_plumb(folder.path(), train + "--epochs 4 --quiet"); });
  const auto has_begun = [&] { return plumb::holds_run(folder.path() / "run"); };
  for (int i = 0; i < 600 && !has_begun(); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  const auto watched = run_plumb_on_terminal(folder.path(), "watch run", utf8, 80, 24);
  trainer.join();
  REQUIRE(trained.exit_code == 0);
  CHECK(watched.exit_code == 0);
  const auto page = last_page(watched.out, 80);
  for (const auto* begin : {"sigmoid-mlp  mlp, 861450 parameters, digits (640 train", "    0 ",
                            "    1 ", "    4 ", "epoch 4 of 4", "dense_01", "output"}) {
    INFO(begin);
    CHECK(has_line(page, begin));
  }
  CHECK_THAT(watched.out, ContainsSubstring("completed"));
  CHECK(count(watched.out, "validation) on cpu") == 1);
}

TEST_CASE("watch --once tells how a run stands, without a terminal too") {
  const TemporaryFolder folder;
  REQUIRE(run_plumb(folder.path(), train + "--quiet").exit_code == 0);
  const auto outcome = run_plumb(folder.path(), "watch run --once");
  CHECK(outcome.exit_code == 0);
  CHECK_THAT(outcome.out, !ContainsSubstring("\033") && ContainsSubstring("completed") &&
                              ContainsSubstring("dense_01"));
  const auto lines = lines_of(outcome.out);
  for (const auto* layer : {"dense_01", "dense_05", "dense_11", "output"}) {
    INFO(layer);
    CHECK(has_line(lines, layer));  // all of them, whatever the height of a terminal
  }
  // What the run found is told, as train told it.
  for (const auto& finding : plumb::read_findings(folder.path() / "run")) {
    if (finding.severity != plumb::Severity::info)
      CHECK_THAT(outcome.out, ContainsSubstring(finding.rule));
  }
}

TEST_CASE("watch reads what another program's monitor records") {
  const TemporaryFolder folder;
  write_foreign_run(folder.path() / "theirs");
  const auto outcome = run_plumb(folder.path(), "watch theirs --once");
  CHECK(outcome.exit_code == 0);
  CHECK_THAT(outcome.out, ContainsSubstring("step 40") && ContainsSubstring("encoder") &&
                              !ContainsSubstring("\033"));
}

TEST_CASE("watch shows a run whose findings are damaged") {
  const TemporaryFolder folder;
  write_foreign_run(folder.path() / "theirs");
  std::ofstream(folder.path() / "theirs" / "findings.json") << "[{]";
  const auto outcome = run_plumb(folder.path(), "watch theirs --once");
  CHECK(outcome.exit_code == 0);
  CHECK_THAT(outcome.out,
             ContainsSubstring("step 40") && ContainsSubstring("findings are left out"));
}

TEST_CASE("watch shows a run whose summary has a text for a count") {
  const TemporaryFolder folder;
  write_foreign_run(folder.path() / "theirs");
  std::ofstream(folder.path() / "theirs" / "summary.json")
      << R"({"format":1,"status":"completed","parameters":"many","planned_epochs":1e300})";
  const auto outcome = run_plumb(folder.path(), "watch theirs --once");
  CHECK(outcome.err.empty());
  CHECK(outcome.exit_code == 0);
  CHECK_THAT(outcome.out, ContainsSubstring("step 40"));
}

TEST_CASE("watch wants a run") {
  const TemporaryFolder folder;
  const auto outcome = run_plumb(folder.path(), "watch nothing");
  CHECK(outcome.exit_code == 2);
  CHECK_THAT(outcome.err, ContainsSubstring("nothing"));
}
