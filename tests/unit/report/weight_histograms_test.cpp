#include "report/weight_histograms.hpp"

#include <cmath>
#include <cstring>
#include <numeric>

#include "plumb/diagnostics/safetensors.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

namespace {

plumb::StoredTensor tensor(const std::string& name, std::int64_t rows,
                           const std::vector<float>& values) {
  plumb::StoredTensor stored{name, "F32", {rows, std::int64_t(values.size()) / rows}, {}};
  stored.bytes.resize(values.size() * sizeof(float));
  std::memcpy(stored.bytes.data(), values.data(), stored.bytes.size());
  return stored;
}

void write(const std::filesystem::path& run, const char* file,
           std::vector<plumb::StoredTensor> tensors) {
  std::filesystem::create_directories(run / "checkpoints");
  plumb::write_safetensors(run / "checkpoints" / file, {std::move(tensors), {}});
}

std::size_t total(const std::vector<std::size_t>& bins) {
  return std::accumulate(bins.begin(), bins.end(), std::size_t{0});
}

plumb::RecordedRun recorded(const std::filesystem::path& directory) {
  plumb::RecordedRun run;
  run.directory = directory;
  return run;
}

}  // namespace

TEST_CASE("weights are counted in the same bins before and after") {
  const TemporaryFolder run;
  write(run.path(), "epoch-0000.safetensors",
        {tensor("a.weight", 2, {0, 0, 0, 0}), tensor("b.weight", 1, {1, 1})});
  write(run.path(), "epoch-0003.safetensors",
        {tensor("a.weight", 2, {-1, 0, 0, 3}), tensor("b.weight", 1, {1, std::nanf("")})});
  const auto histograms = plumb::weight_histograms(recorded(run.path()), 10);
  REQUIRE(histograms.size() == 3);
  REQUIRE(histograms[0].layer.empty());
  REQUIRE(histograms[0].low == -1);
  REQUIRE(histograms[0].high == 3);
  REQUIRE(total(histograms[0].checkpoints[0].bins) == 6);
  REQUIRE(total(histograms[0].checkpoints[1].bins) == 5);
  REQUIRE(histograms[0].checkpoints[1].non_finite == 1);
  REQUIRE(histograms[1].layer == "a");
  REQUIRE(histograms[1].checkpoints[1].epoch == 3);
  REQUIRE(histograms[1].checkpoints[1].bins.front() == 1);
  REQUIRE(histograms[1].checkpoints[1].bins.back() == 1);
  REQUIRE(histograms[2].low < 1);  // one value alone still has a bin
  REQUIRE(histograms[2].high > 1);
}

TEST_CASE("a run without checkpoints has no histogram") {
  const TemporaryFolder run;
  REQUIRE(plumb::weight_histograms(recorded(run.path()), 10).empty());
}
