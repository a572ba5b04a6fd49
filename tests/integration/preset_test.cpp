#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "command.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

// Each preset, shortened, on the embedded digits: what it is for must show.

namespace {

/// Norms of one epoch, by parameter, from gradients.csv.
std::map<std::string, double> norms_at(const std::filesystem::path& run, int epoch) {
  std::map<std::string, double> norms;
  for (const auto& line : lines_of(text_of(run / "gradients.csv"))) {
    std::istringstream cells(line);
    std::string first, name, norm;
    std::getline(cells, first, ',');
    std::getline(cells, name, ',');
    std::getline(cells, norm);
    if (first == std::to_string(epoch)) norms[name] = std::stod(norm);
  }
  return norms;
}

nlohmann::json train(const TemporaryFolder& folder, const std::string& arguments) {
  const Outcome outcome =
      run_plumb(folder.path(), "train --data digits --json --out run " + arguments);
  INFO(outcome.err);
  REQUIRE(outcome.exit_code == 0);
  return nlohmann::json::parse(outcome.out);
}

}  // namespace

TEST_CASE("sigmoid-mlp's gradient vanishes towards the input") {
  const TemporaryFolder folder;
  const auto summary = train(folder, "sigmoid-mlp --limit 3000 --epochs 1");
  REQUIRE(summary["parameters"] == 861'450);
  REQUIRE(summary["final_val_accuracy"] < 0.2);
  const auto norms = norms_at(folder.path() / "run", 0);
  // 12 weight matrices, 0.6 decades a layer (article.md).
  REQUIRE(std::log10(norms.at("output.weight") / norms.at("dense_01.weight")) > 5);
}

TEST_CASE("deep-linear learns at first, and clipping bounds every tensor") {
  const TemporaryFolder folder;
  const auto summary = train(folder, "deep-linear-clipped --limit 3000 --epochs 1");
  REQUIRE(summary["parameters"] == 1'519'370);
  REQUIRE(summary["clipped_share"] > 0);
  for (const auto& line : lines_of(text_of(folder.path() / "run" / "steps.jsonl"))) {
    const auto step = nlohmann::json::parse(line);
    if (!step.contains("norms_after")) continue;
    for (const auto& [name, norm] : step["norms_after"].items())
      REQUIRE(norm.get<double>() <= 1 + 1e-6);
  }
}

TEST_CASE("deep-linear's gradient is of one size at every depth") {
  const TemporaryFolder folder;
  train(folder, "deep-linear --limit 1000 --epochs 0");
  const auto norms = norms_at(folder.path() / "run", 0);
  REQUIRE(norms.size() == 44);
  const double ratio = norms.at("output.weight") / norms.at("dense_02.weight");
  REQUIRE(ratio < 10);
  REQUIRE(ratio > 0.1);
}

TEST_CASE("resnet-cnn learns at once") {
  const TemporaryFolder folder;
  const auto summary =
      train(folder, "resnet-cnn --limit 1600 --epochs 1 --epoch-gradient off --threads 1");
  // Keras counts the running statistics too, 3,712 of them: 2,791,946 in all.
  REQUIRE(summary["parameters"] == 2'791'946 - 3'712);
  REQUIRE(summary["final_train_accuracy"] > 0.5);
}
