#include <cmath>
#include <fstream>
#include <limits>

#include "plumb/diagnostics/error.hpp"
#include "plumb/diagnostics/run_directory.hpp"
#include "plumb/diagnostics/run_writer.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

namespace {

plumb::TimeGradient curve(const std::string& layer, std::vector<double> norms) {
  return {0, layer, std::move(norms)};
}

std::vector<plumb::TimeGradient> read_back(const TemporaryFolder& folder) {
  std::ofstream(folder.path() / "summary.json") << "{}";
  return plumb::read_run(folder.path()).time_gradients;
}

}  // namespace

TEST_CASE("time gradients are read back as written, a curve an epoch and layer") {
  const TemporaryFolder folder;
  const double inf = std::numeric_limits<double>::infinity();
  plumb::append_time_gradients(folder.path(), 0, {curve("a,b", {1, 0.5}), curve("c", {2, 0})});
  plumb::append_time_gradients(folder.path(), 1, {curve("a,b", {inf, 1e-30})});
  const auto curves = read_back(folder);
  REQUIRE(curves.size() == 3);
  CHECK(curves[0].layer == "a,b");
  CHECK(curves[0].norms == std::vector<double>{1, 0.5});
  CHECK(curves[1].layer == "c");
  CHECK(curves[1].norms == std::vector<double>{2, 0});
  CHECK(curves[2].epoch == 1);
  CHECK(curves[2].norms == std::vector<double>{inf, 1e-30});
}

TEST_CASE("time gradients that a resumed run writes again replace what was there") {
  const TemporaryFolder folder;
  plumb::append_time_gradients(folder.path(), 0, {curve("a", {1, 2}), curve("b", {3})});
  plumb::append_time_gradients(folder.path(), 1, {curve("a", {4})});
  plumb::append_time_gradients(folder.path(), 1, {curve("a", {5, 6})});
  const auto again = read_back(folder);
  REQUIRE(again.size() == 3);
  CHECK(again[2].norms == std::vector<double>{5, 6});
  plumb::append_time_gradients(folder.path(), 0, {curve("a", {7})});
  const auto from_the_start = read_back(folder);
  REQUIRE(from_the_start.size() == 1);
  CHECK(from_the_start[0].norms == std::vector<double>{7});
}

TEST_CASE("resuming drops the time gradients of later epochs") {
  const TemporaryFolder folder;
  for (const int epoch : {0, 1, 2})
    plumb::append_time_gradients(folder.path(), epoch, {curve("a", {1})});
  plumb::rewind_run(folder.path(), 1, 0);
  CHECK(read_back(folder).back().epoch == 1);
}

TEST_CASE("a lag out of order names its file and line") {
  const TemporaryFolder folder;
  std::ofstream(folder.path() / "time_gradients.csv") << "epoch,layer,lag,norm\n0,a,0,1\n0,a,2,1\n";
  REQUIRE_THROWS_WITH(read_back(folder), ContainsSubstring("time_gradients.csv\", line 3: lag 2"));
}
