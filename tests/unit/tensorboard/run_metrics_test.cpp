#include "tensorboard/run_metrics.hpp"

#include <algorithm>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>

#include "plumb/diagnostics/run_writer.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

namespace {

plumb::StepRecord step(std::int64_t number) {
  plumb::StepRecord record;
  record.step = number;
  record.loss = 1.0 / static_cast<double>(number + 1);
  record.norm = record.norm_after = std::numeric_limits<double>::infinity();
  record.norms = {0.25, std::nullopt};
  return record;
}

std::vector<plumb::ParameterInfo> parameters() {
  return {{"dense_01.weight", {4, 2}, 8, {}}, {"dense_01.bias", {4}, 4, {}}};
}

std::vector<nlohmann::json> lines(const std::filesystem::path& folder) {
  std::ifstream stream(folder / "metrics.jsonl");
  std::vector<nlohmann::json> result;
  for (std::string line; std::getline(stream, line);) result.push_back(nlohmann::json::parse(line));
  return result;
}

}  // namespace

TEST_CASE("metrics.jsonl is flat, with a name for every number and none for what is missing") {
  const TemporaryFolder folder;
  plumb::RunMetrics metrics(folder.path(), parameters(), 0);
  metrics.add(step(0), {});
  const auto all = lines(folder.path());
  REQUIRE(all.size() == 1);
  REQUIRE(all[0]["step"] == 0);
  REQUIRE(all[0]["step/loss"] == 1.0);
  REQUIRE(all[0]["step/gradient_norm"] == "inf");
  REQUIRE(all[0]["gradient_norm/dense_01.weight"] == 0.25);
  REQUIRE_FALSE(all[0].contains("gradient_norm/dense_01.bias"));
}

TEST_CASE("a run that goes on drops what came after its checkpoint, and half a line") {
  const TemporaryFolder folder;
  {
    plumb::RunMetrics metrics(folder.path(), parameters(), 0);
    for (std::int64_t i = 0; i < 5; ++i) metrics.add(step(i), {});
  }
  std::ofstream(folder.path() / "metrics.jsonl", std::ios::app) << "{\"step\":5,\"st";
  plumb::RunMetrics metrics(folder.path(), parameters(), 3);
  metrics.add(step(3), {});
  const auto all = lines(folder.path());
  REQUIRE(all.size() == 4);
  REQUIRE(all.back()["step"] == 3);
}

TEST_CASE("a run that goes on keeps the measurements of the epoch that it had ended") {
  const auto tags_at = [](const std::filesystem::path& folder, std::int64_t at) {
    std::vector<std::string> tags;
    for (const auto& line : lines(folder)) {
      if (line["step"] != at) continue;
      for (const auto& entry : line.items()) tags.push_back(entry.key());
    }
    return tags;
  };
  for (const bool is_recorded : {true, false}) {
    CAPTURE(is_recorded);
    const TemporaryFolder folder;
    plumb::EpochRow row;
    row.epoch = 1;
    {
      plumb::RunMetrics metrics(folder.path(), parameters(), 0);
      for (std::int64_t i = 0; i < 3; ++i) metrics.add(step(i), {});
      metrics.add_gradients({{"dense_01.weight", 0.5}}, 3);
      metrics.add(row, 3);
      metrics.add(step(3), {});
    }
    // Of an epoch that ended early the record has nothing any more: it is measured again.
    {
      plumb::EpochWriter writer(folder.path());
      if (is_recorded) writer.write(row);
    }
    const plumb::RunMetrics metrics(folder.path(), parameters(), 3);
    const auto tags = tags_at(folder.path(), 3);
    CHECK(lines(folder.path()).size() == (is_recorded ? 5 : 3));
    CHECK(std::count(tags.begin(), tags.end(), "epoch/validation_loss") == (is_recorded ? 1 : 0));
    CHECK(std::count(tags.begin(), tags.end(), "epoch_gradient_norm/dense_01.weight") ==
          (is_recorded ? 1 : 0));
    CHECK(std::count(tags.begin(), tags.end(), "step/loss") == 0);
  }
}

TEST_CASE("a long run is written ever more sparsely") {
  REQUIRE(plumb::metrics_stride(0) == 1);
  REQUIRE(plumb::metrics_stride(9999) == 1);
  REQUIRE(plumb::metrics_stride(10000) == 2);
  REQUIRE(plumb::metrics_stride(20000) == 4);
  REQUIRE(plumb::metrics_stride(39999) == 4);
  std::int64_t written = 0;
  for (std::int64_t i = 0; i < 10'000'000; i += plumb::metrics_stride(i)) ++written;
  REQUIRE(written < 70'000);  // 10,000 at first, at most 5,000 a doubling after that
}
