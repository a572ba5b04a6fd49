#include "plumb/diagnostics/histograms.hpp"

#include <cmath>
#include <fstream>
#include <limits>
#include <set>

#include "plumb/diagnostics/error.hpp"
#include "plumb/diagnostics/run_writer.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using plumb::EpochHistograms;
using plumb::HistogramKind;
using plumb::HistogramWriter;
using plumb::read_histograms;

namespace {

EpochHistograms row(std::int64_t epoch, HistogramKind kind, std::vector<std::int64_t> counts) {
  return {epoch, kind, 1, {{"a", {-1, 1, std::move(counts), 0, 0, 0, 0.5}}}};
}

EpochHistograms weights(std::int64_t epoch) {
  return row(epoch, HistogramKind::weights, {epoch, 1});
}

std::vector<std::int64_t> epochs_in(const TemporaryFolder& folder) {
  std::vector<std::int64_t> epochs;
  for (const auto& read : read_histograms(folder.path())) epochs.push_back(read.epoch);
  return epochs;
}

void write_text(const TemporaryFolder& folder, const std::string& text) {
  std::ofstream(folder.path() / "histograms.jsonl") << text;
}

}  // namespace

TEST_CASE("histograms are read back as written") {
  const TemporaryFolder folder;
  const double inf = std::numeric_limits<double>::infinity();
  const double edge = 0.1F;  // no short decimal
  HistogramWriter(folder.path())
      .write({{3,
               HistogramKind::gradients,
               140,
               {{"a \"quoted\".weight", {-12.25, edge, {1, 0, 7}, 20, 3, 1e-9, 2e-8}},
                {"lost", {0, 0, {}, 0, 5, 0, inf}}}},
              row(3, HistogramKind::activations, {4})});
  const auto read = read_histograms(folder.path());
  REQUIRE(read.size() == 2);
  CHECK(read[0].epoch == 3);
  CHECK(read[0].kind == HistogramKind::gradients);
  CHECK(read[0].of == 140);
  REQUIRE(read[0].layers.size() == 2);
  CHECK(read[0].layers[0].layer == "a \"quoted\".weight");
  const auto& values = read[0].layers[0].values;
  CHECK(values.low == -12.25);
  CHECK(values.high == edge);
  CHECK(values.counts == std::vector<std::int64_t>{1, 0, 7});
  CHECK(values.zeros == 20);
  CHECK(values.non_finite == 3);
  CHECK(values.mean == 1e-9);
  CHECK(values.deviation == 2e-8);
  CHECK(values.entries() == 31);
  const auto& lost = read[0].layers[1].values;
  CHECK(lost.counts.empty());
  CHECK(lost.entries() == 5);
  CHECK(lost.deviation == inf);
  CHECK(read[1].kind == HistogramKind::activations);
}

TEST_CASE("a run without histograms has none, and half a last line is left out") {
  const TemporaryFolder folder;
  CHECK(read_histograms(folder.path()).empty());
  HistogramWriter(folder.path()).write({weights(0)});
  std::ofstream(folder.path() / "histograms.jsonl", std::ios::app) << R"({"epoch":1,"ki)";
  CHECK(epochs_in(folder) == std::vector<std::int64_t>{0});
}

TEST_CASE("a kind of a later version is left out, and so is a key") {
  const TemporaryFolder folder;
  write_text(folder, R"({"epoch":0,"kind":"updates","of":1,"layers":7})"
                     "\n"
                     R"({"epoch":0,"new":1,"kind":"weights","of":1,"layers":)"
                     R"({"a":{"counts":[],"mean":0,"deviation":0,"new":2}}})"
                     "\n");
  REQUIRE(epochs_in(folder).size() == 1);
}

TEST_CASE("a malformed line of histograms.jsonl is told with its place") {
  const std::string good = R"({"epoch":0,"kind":"weights","of":1,"layers":{}})";
  const std::vector<std::pair<std::string, std::string>> cases{
      {"[]", "it is not a JSON object"},
      {R"({"kind":"weights"})", "\"epoch\""},
      {R"({"epoch":1,"of":1,"layers":{}})", "\"kind\""},
      {R"({"epoch":1,"kind":"weights","of":1,"layers":[]})", "\"layers\""},
      {R"({"epoch":1,"kind":"weights","of":1,"layers":{"a":{"mean":0,"deviation":0}}})",
       "layer \"a\" has no \"counts\""},
      {R"({"epoch":1,"kind":"weights","of":1,"layers":{"a":{"low":1,"high":2,"counts":[-1]}}})",
       "a count of layer \"a\" is -1"},
      {R"({"epoch":1,"kind":"weights","of":1,"layers":{"a":{"low":3,"high":2,"counts":[1]}}})",
       "not below its \"high\""}};
  for (const auto& [line, complaint] : cases) {
    const TemporaryFolder folder;
    write_text(folder, good + '\n' + line + '\n');
    REQUIRE_THROWS_WITH(
        read_histograms(folder.path()),
        ContainsSubstring("histograms.jsonl\", line 2: ") && ContainsSubstring(complaint));
  }
}

TEST_CASE("histograms that a resumed run writes again replace what was there") {
  const TemporaryFolder folder;
  for (const int epoch : {0, 1, 2}) HistogramWriter(folder.path()).write({weights(epoch)});
  HistogramWriter(folder.path()).write({weights(1), row(1, HistogramKind::activations, {2})});
  CHECK(epochs_in(folder) == std::vector<std::int64_t>{0, 1, 1});
}

TEST_CASE("resuming drops the histograms of later epochs") {
  const TemporaryFolder folder;
  for (const int epoch : {0, 1, 2}) HistogramWriter(folder.path()).write({weights(epoch)});
  plumb::rewind_run(folder.path(), 1, 0);
  CHECK(epochs_in(folder) == std::vector<std::int64_t>{0, 1});
}

TEST_CASE("histograms stay bounded over 10,000 epochs, at even distances, the last one there") {
  const TemporaryFolder folder;
  constexpr std::int64_t last = 9999;
  HistogramWriter writer(folder.path());
  std::size_t most = 0;
  for (std::int64_t epoch = 0; epoch <= last; ++epoch) {
    if (!writer.wants(epoch) && epoch != last) continue;
    writer.write({weights(epoch)});
    if (epoch % 512 == 0) most = std::max(most, epochs_in(folder).size());
  }
  auto epochs = epochs_in(folder);
  CHECK(most <= 64);
  CHECK(epochs.size() <= 64);
  CHECK(epochs.size() > 32);
  CHECK(epochs.back() == last);
  epochs.pop_back();
  std::set<std::int64_t> distances;
  for (std::size_t i = 1; i < epochs.size(); ++i) distances.insert(epochs[i] - epochs[i - 1]);
  CHECK(distances == std::set<std::int64_t>{256});
}

TEST_CASE("a writer goes on at the distance that the file has") {
  const TemporaryFolder folder;
  {
    HistogramWriter writer(folder.path(), 4);
    for (std::int64_t epoch = 0; epoch <= 5; ++epoch)
      if (writer.wants(epoch)) writer.write({weights(epoch)});
  }
  CHECK(epochs_in(folder) == std::vector<std::int64_t>{0, 2, 4});
  const HistogramWriter again(folder.path(), 4);
  CHECK(!again.wants(5));
  CHECK(again.wants(6));
}
