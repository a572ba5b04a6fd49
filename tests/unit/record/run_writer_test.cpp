#include "plumb/diagnostics/run_writer.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>

#include "plumb/diagnostics/error.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using plumb::StepRecord;
using plumb::StepWriter;

namespace {

const std::vector<plumb::ParameterInfo> parameters{{"a.weight", {2}, 2, {}},
                                                   {"b.weight", {1}, 1, {}}};

StepRecord record(std::int64_t step, double norm) {
  StepRecord r;
  r.step = step;
  r.loss = 1.5;
  r.norm = r.norm_after = norm;
  r.norms = {norm, std::nullopt};
  return r;
}

std::vector<nlohmann::json> lines_of(const std::filesystem::path& file) {
  std::vector<nlohmann::json> lines;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) lines.push_back(nlohmann::json::parse(line));
  return lines;
}

std::string text_of(const std::filesystem::path& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_CASE("a step is one line of JSON") {
  REQUIRE(plumb::step_json(record(7, 0.25), parameters, 2) ==
          R"({"step":7,"epoch":2,"loss":1.5,"norm":0.25,"norm_after":0.25,"skipped":false,)"
          R"("norms":{"a.weight":0.25,"b.weight":null}})");
}

TEST_CASE("a step with numbers that are not finite is still JSON") {
  StepRecord r = record(0, std::numeric_limits<double>::infinity());
  r.loss = std::nan("");
  r.norms_after = {1.0, std::nullopt};
  const auto json = nlohmann::json::parse(plumb::step_json(r, parameters, 1));
  REQUIRE(json["norm"] == "inf");
  REQUIRE(json["loss"] == "nan");
  REQUIRE(json["norms_after"]["a.weight"] == 1.0);
}

TEST_CASE("steps.jsonl stays bounded and keeps the extremes") {
  const TemporaryFolder folder;
  const auto file = folder.path() / "steps.jsonl";
  const std::int64_t limit = 100, steps = 5000, spike = 1234, dip = 3210;
  {
    StepWriter writer(file, parameters, limit);
    for (std::int64_t i = 0; i < steps; ++i) {
      const double norm = i == spike ? 1e6
                          : i == dip ? 1e-6
                                     : 1 + 0.1 * std::sin(0.1 * static_cast<double>(i));
      writer.write(record(i, norm), 1);
    }
    writer.flush();
  }
  const auto lines = lines_of(file);
  REQUIRE(static_cast<std::int64_t>(lines.size()) <= limit);
  REQUIRE(lines.size() >= limit / 4);
  bool has_spike = false, has_dip = false;
  std::int64_t previous = -1;
  for (const auto& line : lines) {
    has_spike |= line["step"] == spike;
    has_dip |= line["step"] == dip;
    REQUIRE(line["step"].get<std::int64_t>() > previous);
    previous = line["step"];
  }
  REQUIRE(has_spike);
  REQUIRE(has_dip);
}

TEST_CASE("a norm that is not finite outranks every other when steps are thinned") {
  const TemporaryFolder folder;
  const auto file = folder.path() / "steps.jsonl";
  {
    StepWriter writer(file, parameters, 20);
    for (int i = 0; i < 400; ++i) writer.write(record(i, i == 77 ? std::nan("") : i), 1);
    writer.flush();
  }
  std::int64_t found = 0;
  for (const auto& line : lines_of(file)) found += line["norm"] == "nan" ? 1 : 0;
  REQUIRE(found == 1);
}

TEST_CASE("epochs.csv and gradients.csv leave cells empty that have no value") {
  const TemporaryFolder folder;
  const double none = std::nan("");
  {
    plumb::EpochWriter writer(folder.path());
    writer.write({0, none, none, 2.5, 0.125, 2.25, 0.25, 0});
    writer.write({1, none, 0.5, 2, 0.5, std::numeric_limits<double>::infinity(), none, 1.5});
    writer.write_gradients(0, {{"a.weight", 1e-30}, {"odd,name", none}});
  }
  REQUIRE(text_of(folder.path() / "epochs.csv") ==
          "epoch,train_loss,train_accuracy,train_eval_loss,train_eval_accuracy,val_loss,val_"
          "accuracy,seconds\n"
          "0,,,2.5,0.125,2.25,0.25,0\n"
          "1,nan,0.5,2,0.5,inf,,1.5\n");
  REQUIRE(text_of(folder.path() / "gradients.csv") ==
          "epoch,parameter,norm\n0,a.weight,1e-30\n0,\"odd,name\",nan\n");
}

TEST_CASE("writers append to what a resumed run finds") {
  const TemporaryFolder folder;
  for (int epoch : {1, 2}) plumb::EpochWriter(folder.path()).write({epoch, 1, 1, 1, 1, 1, 1, 1});
  const std::string text = text_of(folder.path() / "epochs.csv");
  REQUIRE(text.find("epoch,") == text.rfind("epoch,"));
  REQUIRE(std::count(text.begin(), text.end(), '\n') == 3);
}

TEST_CASE("a run is rewound to its checkpoint, half a line included") {
  const TemporaryFolder folder;
  const auto write = [&](const char* name, const std::string& text) {
    std::ofstream(folder.path() / name) << text;
  };
  write("epochs.csv", "epoch,train_loss\n0,\n1,2\n2,3\n3,4");
  write("gradients.csv", "epoch,parameter,norm\n0,a,1\n2,a,1\n10,a,1\n");
  write("steps.jsonl",
        "{\"step\":8,\"epoch\":1}\n{\"step\":9,\"epoch\":1}\n{\"step\":10,\"epoch\":2}\n{\"st");
  plumb::rewind_run(folder.path(), 2, 10);
  REQUIRE(text_of(folder.path() / "epochs.csv") == "epoch,train_loss\n0,\n1,2\n2,3\n");
  REQUIRE(text_of(folder.path() / "gradients.csv") == "epoch,parameter,norm\n0,a,1\n2,a,1\n");
  REQUIRE(text_of(folder.path() / "steps.jsonl") ==
          "{\"step\":8,\"epoch\":1}\n{\"step\":9,\"epoch\":1}\n");
}

TEST_CASE("a folder that holds a run is never reused") {
  const TemporaryFolder folder;
  const auto run = folder.path() / "runs" / "x-1";
  plumb::create_run_directory(run);
  REQUIRE_FALSE(plumb::holds_run(run));
  std::ofstream(run / "epochs.csv") << "epoch\n";
  REQUIRE(plumb::holds_run(run));
  REQUIRE_THROWS_WITH(plumb::create_run_directory(run), ContainsSubstring("already holds a run"));
  REQUIRE(plumb::next_free_directory(folder.path() / "runs", "x") ==
          folder.path() / "runs" / "x-2");
}

TEST_CASE("a folder that cannot be made is an error that names it") {
  const TemporaryFolder folder;
  std::ofstream(folder.path() / "file") << "x";
  REQUIRE_THROWS_WITH(plumb::create_run_directory(folder.path() / "file" / "run"),
                      ContainsSubstring("file/run"));
}
