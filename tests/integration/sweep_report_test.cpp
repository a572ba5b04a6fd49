#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "browser.hpp"
#include "command.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

namespace fs = std::filesystem;
using Json = nlohmann::json;

namespace {

/// Half of the runs are refused, for circles are no images; a rate of 1e30 is not finite for long.
constexpr const char* small_sweep =
    "sweep --data circles --depth 2 --width 8 --epochs 1 --jobs 1 --quiet --vary model=mlp,resnet "
    "--vary lr=0.01,1e30 --vary activation=tanh,relu --seeds 0..1 --out sweep";

/// Numbers in their order, what is none of them last.
void require_sorted(const Json& cells, bool down) {
  INFO(cells.dump());
  std::vector<double> numbers;
  bool ended = false;
  for (const auto& cell : cells) {
    const auto text = cell.get<std::string>();
    const bool lost = text == "–" || text == "nan";
    if (!lost) {
      REQUIRE_FALSE(ended);
      numbers.push_back(std::stod(text));
    }
    ended = ended || lost;
  }
  REQUIRE(numbers.size() >= 4);
  if (down) std::reverse(numbers.begin(), numbers.end());
  REQUIRE(std::is_sorted(numbers.begin(), numbers.end()));
}

}  // namespace

TEST_CASE("the report of a sweep is sorted, filtered, and leads to its runs") {
  const TemporaryFolder folder;
  REQUIRE(run_plumb(folder.path(), small_sweep).exit_code == 0);
  const auto file = folder.path() / "sweep" / "sweep.toml";
  const auto hostile = "# </script><script>alert(1)</script>\n" + text_of(file);
  std::ofstream(file) << hostile;
  const Outcome outcome = run_plumb(folder.path(), "report sweep --each -o pages/sweep.html");
  INFO(outcome.err);
  REQUIRE(outcome.exit_code == 0);
  REQUIRE(outcome.out == "8 of 8 runs have a report.html\npages/sweep.html\n");
  const auto page = folder.path() / "pages" / "sweep.html";
  REQUIRE(fs::file_size(page) < 1'000'000);
  for (const int width : {1280, 360}) {
    const auto seen = use_in_browser(page, width, "check_sweep.js");
    if (!seen) return;
    INFO(seen->dump(1));
    REQUIRE((*seen)["faults"] == Json::array());
    REQUIRE((*seen)["maps"].get<int>() >= 2);
    REQUIRE((*seen)["blank"] == 0);
    REQUIRE((*seen)["blankOpened"] == 0);
    REQUIRE((*seen)["unlabelled"] == 0);
    REQUIRE((*seen)["wide"] == false);
    REQUIRE((*seen)["wideOpened"] == false);
    REQUIRE_THAT((*seen)["verdict"].get<std::string>(),
                 ContainsSubstring("16 runs: 8 done, 8 refused."));
    REQUIRE((*seen)["sections"].size() == 6);
    REQUIRE((*seen)["field"]["listed"] == 2);
    require_sorted((*seen)["up"], false);
    require_sorted((*seen)["down"], true);
    REQUIRE((*seen)["refused"].size() == 8);
    // A reason has room: no more than two lines on a desk.
    REQUIRE(((*seen)["tallest"].get<double>() < 55 || width < 1000));
    REQUIRE((*seen)["links"].size() == 16);
    for (const auto& link : (*seen)["links"])
      REQUIRE(fs::exists(folder.path() / "pages" / link.get<std::string>()));
  }
}

TEST_CASE("a run's page leads back to its sweep's") {
  const TemporaryFolder folder;
  REQUIRE(run_plumb(folder.path(), small_sweep).exit_code == 0);
  REQUIRE(run_plumb(folder.path(), "report sweep --each").exit_code == 0);
  for (const auto& entry : fs::directory_iterator(folder.path() / "sweep")) {
    const auto page = entry.path() / "report.html";
    if (fs::exists(page))
      REQUIRE_THAT(text_of(page), ContainsSubstring("\"sweep_url\":\"./../report.html\""));
  }
}

TEST_CASE("--each is for a sweep") {
  const TemporaryFolder folder;
  fs::create_directories(folder.path() / "run");
  const Outcome outcome = run_plumb(folder.path(), "report run --each");
  REQUIRE(outcome.exit_code == 2);
  REQUIRE_THAT(outcome.err, ContainsSubstring("--each takes one folder of plumb sweep"));
}
