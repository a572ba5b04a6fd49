#include <fstream>
#include <nlohmann/json.hpp>

#include "browser.hpp"
#include "command.hpp"
#include "plumb/diagnostics/finding.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

namespace fs = std::filesystem;
using Json = nlohmann::json;

namespace {

constexpr int desktop = 1280;
constexpr int phone = 360;

const std::string small_net = "--data circles --limit 256 --width 8 --quiet ";
const std::string vanishing = small_net + "--depth 10 --activation sigmoid ";
const std::string exploding = small_net +
                              "--depth 12 --activation identity --optimizer sgd --lr 1 "
                              "--init he-normal --epochs 4 ";

/// What must hold of every page.
void require_sound(const Json& seen) {
  INFO(seen.dump(1));
  REQUIRE(seen["faults"] == Json::array());
  REQUIRE(seen["blank"] == Json::array());
  REQUIRE(seen["blankOpened"] == 0);
  REQUIRE(seen["unlabelled"] == 0);
  REQUIRE(seen["theme"] == true);
  REQUIRE(seen["wide"] == false);
  REQUIRE(seen["wideOpened"] == false);
  REQUIRE(seen["repeatedTicks"] == Json::array());
}

void require_drawn(const Json& seen) {
  require_sound(seen);
  INFO(seen.dump(1));
  REQUIRE(seen["canvases"].get<int>() >= 6);
  REQUIRE(seen["slider"]["frames"].get<int>() > 1);
  REQUIRE(seen["slider"]["textMoved"] == true);
  REQUIRE(seen["slider"]["pictureMoved"] == true);
  REQUIRE(seen["played"] == true);
  REQUIRE(seen["walked"] == true);
  REQUIRE(seen["isolated"] == true);
}

/// Every layer of every kind, by keyboard too.
void require_distributions(const Json& seen, const std::vector<std::string>& kinds) {
  INFO(seen.dump(1));
  const auto& distributions = seen["distributions"];
  REQUIRE(distributions["kinds"].size() == kinds.size());
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    const auto& kind = distributions["kinds"][i];
    REQUIRE(kind["kind"] == kinds[i]);
    REQUIRE(kind["maps"].get<int>() >= 1);
    REQUIRE(kind["drawn"] == kind["maps"]);
  }
}

void require_done(const Outcome& outcome) {
  INFO(outcome.err);
  REQUIRE(outcome.exit_code == 0);
}

}  // namespace

TEST_CASE("the report of a vanishing gradient shows it, on a desk and on a phone") {
  const TemporaryFolder folder;
  require_done(run_plumb(folder.path(), "train " + vanishing + "--steps 60 --out run"));
  const Outcome outcome = run_plumb(folder.path(), "report run");
  require_done(outcome);
  REQUIRE(outcome.out == "run/report.html\n");
  REQUIRE(fs::file_size(folder.path() / "run" / "report.html") < 1'000'000);
  for (const int width : {desktop, phone}) {
    const auto seen = use_in_browser(folder.path() / "run" / "report.html", width);
    if (!seen) return;
    require_drawn(*seen);
    REQUIRE_THAT((*seen)["verdict"].get<std::string>(), ContainsSubstring("vanishing gradient"));
    require_distributions(*seen, {"Gradients", "Weights", "Activations"});
    const auto& distributions = (*seen)["distributions"];
    REQUIRE(distributions["kinds"][0]["maps"] == 12);  // a layer each, and the large one
    REQUIRE_THAT(distributions["told"].get<std::string>(), ContainsSubstring("output, epoch") &&
                                                               ContainsSubstring(" to ") &&
                                                               ContainsSubstring("%"));
    REQUIRE(distributions["enlarged"] == true);
    // What the checkpoints know is in it.
    REQUIRE((*seen)["sections"].dump().find("\"weights\"") == std::string::npos);
  }
}

TEST_CASE("a loss that hardly moves has an axis whose labels differ") {
  const TemporaryFolder folder;
  require_done(run_plumb(folder.path(), "train " + vanishing + "--epochs 1 --out run"));
  std::ofstream(folder.path() / "run" / "epochs.csv")
      << "epoch,train_loss,train_accuracy,train_eval_loss,train_eval_accuracy,val_loss,"
         "val_accuracy,seconds\n0,,,0.693185,0.5,0.69316,0.5,0\n"
         "1,0.69318,0.5,0.693175,0.5,0.693155,0.5,1\n2,0.69317,0.5,0.693165,0.5,0.69315,0.5,1\n";
  require_done(run_plumb(folder.path(), "report run"));
  const auto seen = use_in_browser(folder.path() / "run" / "report.html", desktop);
  if (!seen) return;
  require_sound(*seen);
}

TEST_CASE("each reference network has a sound report") {
  for (const std::string preset :
       {"sigmoid-mlp", "deep-linear", "deep-linear-clipped", "resnet-cnn"}) {
    INFO(preset);
    const TemporaryFolder folder;
    require_done(run_plumb(folder.path(), "train " + preset +
                                              " --data digits --limit 320 --epochs 1 --threads 1"
                                              " --quiet --out run"));
    require_done(run_plumb(folder.path(), "report run"));
    const auto seen = use_in_browser(folder.path() / "run" / "report.html", desktop);
    if (!seen) return;
    require_drawn(*seen);
    REQUIRE((*seen)["title"] == "Plumb: " + preset);
    require_distributions(*seen, {"Gradients", "Weights", "Activations"});
  }
}

TEST_CASE(
    "a run without histograms shows its checkpoints' weights, one without gradients the rest") {
  const TemporaryFolder folder;
  require_done(run_plumb(folder.path(), "train " + vanishing + "--steps 30 --out old"));
  fs::remove(folder.path() / "old" / "histograms.jsonl");
  require_done(run_plumb(folder.path(), "report old"));
  if (const auto seen = use_in_browser(folder.path() / "old" / "report.html", desktop)) {
    require_drawn(*seen);
    REQUIRE((*seen)["sections"].dump().find("\"weights\"") != std::string::npos);
    REQUIRE((*seen)["distributions"].is_null());
  }
  require_done(run_plumb(folder.path(),
                         "train " + vanishing + "--steps 30 --epoch-gradient off --out without"));
  require_done(run_plumb(folder.path(), "report without"));
  if (const auto seen = use_in_browser(folder.path() / "without" / "report.html", desktop)) {
    require_sound(*seen);
    require_distributions(*seen, {"Weights", "Activations"});
  }
}

TEST_CASE("the report holds the forecast against the first step, and the verdict against the end") {
  const TemporaryFolder folder;
  require_done(run_plumb(folder.path(), "train " + vanishing + "--steps 60 --out run"));
  require_done(run_plumb(folder.path(), "report run"));
  for (const int width : {desktop, phone}) {
    const auto seen = use_in_browser(folder.path() / "run" / "report.html", width);
    if (!seen) return;
    require_drawn(*seen);
    INFO(seen->dump(1));
    REQUIRE((*seen)["forecasts"].size() == 1);
    const auto text = (*seen)["forecasts"][0].get<std::string>();
    REQUIRE_THAT(text, ContainsSubstring("11 layers") &&
                           ContainsSubstring("inside the 90 % band at step 0") &&
                           ContainsSubstring("The forecast said “vanishing”") &&
                           ContainsSubstring("What happened:"));
  }
  fs::remove(folder.path() / "run" / "forecast.json");
  require_done(run_plumb(folder.path(), "report run"));
  const auto without = use_in_browser(folder.path() / "run" / "report.html", desktop);
  if (!without) return;
  require_drawn(*without);
  REQUIRE((*without)["forecasts"].is_null());
}

TEST_CASE("the report shows beside a finding of initial weights what its numbers are of") {
  const TemporaryFolder folder;
  require_done(run_plumb(folder.path(), "train " + small_net + "--depth 3 --steps 20 --out run"));
  const std::vector<std::pair<std::string, std::string>> shown{
      {"spread", "How far the samples differ"},
      {"decades", "Standard deviation of the activations"},
      {"loss", "Loss of each batch"}};
  for (const auto& [number, title] : shown) {
    CAPTURE(number);
    plumb::Finding finding;
    finding.rule = "poor-initialization";
    finding.severity = plumb::Severity::warning;
    finding.layer = number == "loss" ? "" : "dense_03";
    finding.message = "a sentence";
    finding.evidence = {{number, 3}, {"threshold", 1}};
    std::ofstream(folder.path() / "run" / "findings.json") << plumb::findings_json({finding});
    require_done(run_plumb(folder.path(), "report run"));
    const auto seen = use_in_browser(folder.path() / "run" / "report.html", desktop);
    if (!seen) return;
    require_sound(*seen);
    const auto text = (*seen)["verdict"].get<std::string>();
    for (const auto& [other, other_title] : shown) {
      CAPTURE(other);
      CHECK((text.find(other_title) != std::string::npos) == (number == other));
    }
  }
}

TEST_CASE("a comparison is one page in its folder") {
  const TemporaryFolder folder;
  require_done(
      run_plumb(folder.path(), "compare " + exploding + "--vary clip=none,norm:0.5 --out both"));
  require_done(run_plumb(folder.path(), "report both"));
  const auto seen = use_in_browser(folder.path() / "both" / "report.html", desktop);
  if (!seen) return;
  require_drawn(*seen);
  REQUIRE_THAT((*seen)["verdict"].get<std::string>(), ContainsSubstring("exploding gradient"));
  REQUIRE((*seen)["title"] == "Plumb: clip=none, clip=norm:0.5");
  REQUIRE((*seen)["sections"].dump().find("differences") != std::string::npos);
  REQUIRE((*seen)["sections"].dump().find("clipping") != std::string::npos);
  // Both start from the same weights and see the same batch: healthy, at a lower rate than theirs.
  REQUIRE((*seen)["forecasts"].size() == 2);
  const auto first = (*seen)["forecasts"][0].get<std::string>();
  const auto second = (*seen)["forecasts"][1].get<std::string>();
  REQUIRE_THAT(first, ContainsSubstring("The forecast said “healthy”"));
  REQUIRE(first.substr(0, first.find("What happened")) ==
          second.substr(0, second.find("What happened")));
  require_distributions(*seen, {"Gradients", "Weights", "Activations"});
}

TEST_CASE("runs that ended early have a report") {
  const TemporaryFolder folder;
  require_done(run_plumb(folder.path(), "train " + vanishing + "--steps 60 --out run"));
  const fs::path run = folder.path() / "run";

  const fs::path empty = folder.path() / "empty";
  fs::create_directories(empty);
  fs::copy(run / "config.toml", empty);
  require_done(run_plumb(folder.path(), "report empty"));
  if (const auto seen = use_in_browser(empty / "report.html", desktop)) {
    require_sound(*seen);
    REQUIRE_THAT((*seen)["verdict"].get<std::string>(), ContainsSubstring("No step was recorded"));
  }

  require_done(run_plumb(folder.path(), "train " + vanishing + "--steps 1 --out one"));
  require_done(run_plumb(folder.path(), "report one"));
  if (const auto seen = use_in_browser(folder.path() / "one" / "report.html", desktop))
    require_sound(*seen);

  // Killed in its first epoch: half a line, no finding, no outcome.
  const fs::path crashed = folder.path() / "crashed";
  fs::create_directories(crashed);
  const std::string steps = text_of(run / "steps.jsonl");
  std::ofstream(crashed / "steps.jsonl") << steps.substr(0, steps.size() - 40);
  require_done(run_plumb(folder.path(), "report crashed"));
  if (const auto seen = use_in_browser(crashed / "report.html", desktop)) {
    require_drawn(*seen);
    REQUIRE_THAT((*seen)["verdict"].get<std::string>(), ContainsSubstring("vanishing gradient"));
  }
}

TEST_CASE("the report of a run that is not finite from its first step on makes no numbers up") {
  const TemporaryFolder folder;
  require_done(run_plumb(folder.path(),
                         "train " + small_net +
                             "--output-activation relu --bias-init constant:-5 --steps 30 --out "
                             "run"));
  require_done(run_plumb(folder.path(), "report run"));
  const auto seen = use_in_browser(folder.path() / "run" / "report.html", desktop);
  if (!seen) return;
  require_sound(*seen);
  INFO(seen->dump(1));
  CHECK((*seen)["ramps"] == 0);
  CHECK((*seen)["leftOut"].dump().find("No entry is finite and other than zero.") !=
        std::string::npos);
}

TEST_CASE("the report of recurrent networks shows the gradient over time lags") {
  const TemporaryFolder folder;
  const std::string recurrent =
      "--data adding --length 12 --limit 64 --loss mse --width 8 --epochs 2 --quiet ";
  require_done(run_plumb(folder.path(), "train --model lstm " + recurrent + "--out one"));
  require_done(run_plumb(folder.path(), "train --model rnn " + recurrent + "--out other"));
  require_done(run_plumb(folder.path(), "report one"));
  require_done(run_plumb(folder.path(), "report one other -o both.html"));
  for (const auto* page : {"one/report.html", "both.html"}) {
    const auto seen = use_in_browser(folder.path() / page, phone);
    if (!seen) return;
    require_drawn(*seen);
    REQUIRE((*seen)["sections"].dump().find("time-lags") != std::string::npos);
  }
}

TEST_CASE("a run that is nan throughout, and one whose name is a script, are shown as they are") {
  const TemporaryFolder folder;
  require_done(
      run_plumb(folder.path(), "train " + small_net + "--depth 3 --steps 40 --lr 1e30 --out lost"));
  require_done(run_plumb(folder.path(), "report lost"));
  if (const auto seen = use_in_browser(folder.path() / "lost" / "report.html", desktop))
    require_sound(*seen);

  const std::string name = "</title><script>alert(1)</script><img src=x onerror=alert(2)>";
  const fs::path summary = folder.path() / "lost" / "summary.json";
  Json content = Json::parse(std::ifstream(summary));
  content["name"] = name;
  std::ofstream(summary) << content;
  require_done(run_plumb(folder.path(), "report lost -o hostile.html"));
  if (const auto seen = use_in_browser(folder.path() / "hostile.html", desktop)) {
    require_sound(*seen);
    REQUIRE((*seen)["title"] == "Plumb: " + name);
  }
}

TEST_CASE("report says what is wrong with its arguments") {
  const TemporaryFolder folder;
  fs::create_directories(folder.path() / "nothing");
  const Outcome none = run_plumb(folder.path(), "report nothing");
  REQUIRE(none.exit_code == 2);
  REQUIRE_THAT(none.err, ContainsSubstring("nothing holds no run"));

  fs::create_directories(folder.path() / "run");
  std::ofstream(folder.path() / "run" / "config.toml") << "format = 1\n";
  const Outcome into_folder = run_plumb(folder.path(), "report run -o nothing");
  REQUIRE(into_folder.exit_code == 2);
  REQUIRE_THAT(into_folder.err, ContainsSubstring("--out nothing is a folder"));
  REQUIRE_THAT(into_folder.err, ContainsSubstring("nothing/report.html"));

  const Outcome page = run_plumb(folder.path(), "report run -o -");
  REQUIRE(page.exit_code == 0);
  REQUIRE_THAT(page.out,
               ContainsSubstring("<!doctype html>") || ContainsSubstring("<!DOCTYPE html>"));
  REQUIRE(page.out.ends_with("</html>\n"));
  REQUIRE_FALSE(fs::exists(folder.path() / "-"));

  std::ofstream(folder.path() / "run" / "epochs.csv") << "epoch\nhalf,broken\n";
  const Outcome damaged = run_plumb(folder.path(), "report run");
  REQUIRE(damaged.exit_code == 2);
  REQUIRE_THAT(damaged.err, ContainsSubstring("epochs.csv"));
}
