#include "plumb/diagnostics/run_writer.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cmath>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>

#include "plumb/diagnostics/error.hpp"
#include "plumb/diagnostics/run_directory.hpp"
#include "support/catch.hpp"
#include "support/full_disk.hpp"
#include "support/temporary_folder.hpp"

using plumb::Error;
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
  const TemporaryFolder folder;
  const auto file = folder.path() / "steps.jsonl";
  {
    StepWriter writer(file, parameters);
    writer.write(record(7, 0.25), {}, 2);
    writer.flush();
  }
  REQUIRE(text_of(file) ==
          R"({"step":7,"epoch":2,"loss":1.5,"norm":0.25,"norm_after":0.25,"skipped":false,)"
          R"("norms":{"a.weight":0.25,"b.weight":null}})"
          "\n");
}

TEST_CASE("the rate of a step and what became of it are read back") {
  const TemporaryFolder folder;
  {
    StepWriter writer(folder.path() / "steps.jsonl", parameters);
    StepRecord back = record(0, 1);
    back.skipped = back.rolled_back = true;
    back.learning_rate = 0.25;
    writer.write(back, {}, 1);
    writer.write(record(1, 1), {}, 1);
    writer.flush();
  }
  const auto rows = plumb::read_steps(folder.path()).rows;
  REQUIRE(rows.at(0).rolled_back);
  REQUIRE(rows[0].learning_rate == 0.25);
  REQUIRE_FALSE(rows.at(1).rolled_back);
  REQUIRE_FALSE(rows[1].learning_rate.has_value());
}

TEST_CASE("what the probes saw is read back as it was written") {
  const TemporaryFolder folder;
  StepRecord written = record(10, 0.5);
  written.probes = {{2, 0.125, 0.25, 0}, {1, 0, std::nullopt, 0}};
  written.probes[0].non_finite = 3;
  written.probes[0].requires_grad = true;
  written.probes[1].requires_grad = false;
  written.activations.resize(2);
  written.activations[0] = {0.5, 0.25, 0.125, 0.75, 0, 0.0625, 0, 1e-9};
  written.activations[1] = {1, 0, 0, std::nullopt, 0.5, 0, 2, std::nullopt};
  const std::vector<plumb::TapInfo> taps{{"h", plumb::ActivationKind::sigmoid, 4},
                                         {"odd \"name", plumb::ActivationKind::relu, 1}};
  {
    StepWriter writer(folder.path() / "steps.jsonl", parameters);
    writer.write(record(9, 1), {}, 1);
    writer.write(written, taps, 1);
    writer.flush();
  }
  const plumb::StepTable table = plumb::read_steps(folder.path());
  REQUIRE(table.rows.size() == 2);
  REQUIRE(table.rows[0].probes.empty());
  REQUIRE(table.taps.size() == 2);
  REQUIRE(table.taps[0].kind == plumb::ActivationKind::sigmoid);
  REQUIRE(table.taps[1].name == "odd \"name");
  const StepRecord& read = table.rows[1];
  REQUIRE(read.probes[0].weight == 2);
  REQUIRE(read.probes[0].update == 0.125);
  REQUIRE(read.probes[0].zeros == 0.25);
  REQUIRE(read.probes[0].non_finite == 3);
  REQUIRE(read.probes[0].requires_grad == true);
  REQUIRE(read.probes[1].requires_grad == false);
  REQUIRE_FALSE(read.probes[1].zeros.has_value());
  REQUIRE(read.activations[0]->saturated == 0.75);
  REQUIRE(read.activations[0]->spread == 0.125);
  REQUIRE(read.activations[0]->gradient == 1e-9);
  REQUIRE(read.activations[1]->non_finite == 2);
  REQUIRE_FALSE(read.activations[1]->gradient.has_value());
}

TEST_CASE("thinning keeps probed steps and the largest norms") {
  const TemporaryFolder folder;
  {
    StepWriter writer(folder.path() / "steps.jsonl", parameters, 100);
    for (int i = 0; i < 2000; ++i) {
      StepRecord r = record(i, i == 777 ? 50 : 1);
      if (i % 10 == 0) r.probes = {{1, 0, 0.0, 0}, {1, 0, 0.0, 0}};
      writer.write(r, {}, 1);
    }
    writer.flush();
  }
  std::size_t probed = 0;
  bool spike = false;
  const plumb::StepTable table = plumb::read_steps(folder.path());
  for (const auto& row : table.rows) {
    probed += row.probes.empty() ? 0 : 1;
    spike |= row.step == 777;
  }
  REQUIRE(spike);
  REQUIRE(probed >= table.rows.size() / 3);
}

TEST_CASE("a thinning that fails costs no step") {
  const TemporaryFolder folder;
  const auto in_the_way = folder.path() / ("steps.jsonl.tmp-" + std::to_string(::getpid()));
  std::filesystem::create_directories(in_the_way);
  StepWriter writer(folder.path() / "steps.jsonl", parameters, 8);
  for (int i = 0; i < 7; ++i) writer.write(record(i, 1), {}, 1);
  REQUIRE_THROWS_AS(writer.write(record(7, 1), {}, 1), plumb::Error);
  REQUIRE_THROWS_AS(writer.write(record(8, 50), {}, 1), plumb::Error);
  std::filesystem::remove(in_the_way);
  writer.write(record(9, 1), {}, 1);
  writer.flush();
  const auto rows = plumb::read_steps(folder.path()).rows;
  CHECK(rows.size() < 10);
  CHECK(std::any_of(rows.begin(), rows.end(), [](const auto& row) { return row.step == 8; }));
}

TEST_CASE("a step with numbers that are not finite is still JSON") {
  StepRecord r = record(0, std::numeric_limits<double>::infinity());
  r.loss = std::nan("");
  r.norms_after = {1.0, std::nullopt};
  const TemporaryFolder folder;
  {
    StepWriter writer(folder.path() / "steps.jsonl", parameters);
    writer.write(r, {}, 1);
    writer.flush();
  }
  const auto json = lines_of(folder.path() / "steps.jsonl").front();
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
      writer.write(record(i, norm), {}, 1);
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
    for (int i = 0; i < 400; ++i) writer.write(record(i, i == 77 ? std::nan("") : i), {}, 1);
    writer.flush();
  }
  std::int64_t found = 0;
  for (const auto& line : lines_of(file)) found += line["norm"] == "nan" ? 1 : 0;
  REQUIRE(found == 1);
}

TEST_CASE("what a run says once is not lost when steps are thinned") {
  const TemporaryFolder folder;
  const auto file = folder.path() / "steps.jsonl";
  const std::int64_t limit = 40, kept = 30, traced = 333, lost = 1000;
  {
    StepWriter writer(file, parameters, limit);
    for (std::int64_t i = 0; i < 3000; ++i) {
      StepRecord r = record(i, 1 + std::sin(static_cast<double>(i)) / 2);
      if (i % 10 == 0) r.probes.resize(2);
      r.gradients_kept = i == kept;
      if (i == traced) r.origin.emplace();
      if (i == lost) r.loss = std::nan("");
      writer.write(r, {}, 1);
    }
    writer.flush();
  }
  const auto lines = lines_of(file);
  CHECK(static_cast<std::int64_t>(lines.size()) <= limit);
  const auto has = [&](auto is_it) { return std::any_of(lines.begin(), lines.end(), is_it); };
  CHECK(has([](const auto& line) { return line.contains("gradients_kept"); }));
  CHECK(has([](const auto& line) { return line.contains("origin"); }));
  CHECK(has([](const auto& line) { return line["loss"].is_string(); }));
}

TEST_CASE("of a run whose loss is lost, its first step without and probed ones survive thinning") {
  const TemporaryFolder folder;
  const auto file = folder.path() / "steps.jsonl";
  const std::int64_t limit = 40, lost = 517;
  {
    StepWriter writer(file, parameters, limit);
    for (std::int64_t i = 0; i < 3000; ++i) {
      const double nan = std::nan("");
      StepRecord r = record(i, i > lost ? nan : 1);
      if (i % 10 == 0) r.probes.resize(2);
      r.gradients_kept = i == 30;
      if (i >= lost) r.loss = nan;
      writer.write(r, {}, 1);
    }
    writer.flush();
  }
  const auto lines = lines_of(file);
  CHECK(static_cast<std::int64_t>(lines.size()) <= limit);
  const auto first = std::find_if(lines.begin(), lines.end(),
                                  [](const auto& line) { return line["loss"].is_string(); });
  REQUIRE(first != lines.end());
  CHECK((*first)["step"] == lost);
  const auto probed =
      std::count_if(first, lines.end(), [](const auto& line) { return line.contains("weights"); });
  CHECK(probed >= (lines.end() - first) / 3);
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
  write("evaluations.jsonl", "{\"steps\":5}\n{\"steps\":10}\n{\"steps\":15}\n{\"st");
  plumb::rewind_run(folder.path(), 2, 10);
  REQUIRE(text_of(folder.path() / "epochs.csv") == "epoch,train_loss\n0,\n1,2\n2,3\n");
  REQUIRE(text_of(folder.path() / "gradients.csv") == "epoch,parameter,norm\n0,a,1\n2,a,1\n");
  REQUIRE(text_of(folder.path() / "steps.jsonl") ==
          "{\"step\":8,\"epoch\":1}\n{\"step\":9,\"epoch\":1}\n");
  REQUIRE(text_of(folder.path() / "evaluations.jsonl") == "{\"steps\":5}\n{\"steps\":10}\n");
}

TEST_CASE(
    "evaluations are read back as they were written, one that comes again for those after it") {
  const TemporaryFolder folder;
  REQUIRE(plumb::read_steps(folder.path()).evaluations.empty());
  const double infinite = std::numeric_limits<double>::infinity();
  plumb::append_evaluation(folder.path(), {50, {.training = 0.5, .validation = infinite}});
  plumb::append_evaluation(folder.path(), {100, {.training = 0.25}});
  plumb::append_evaluation(folder.path(), {150, {}});
  plumb::append_evaluation(folder.path(), {100, {.validation = 0.75}});
  std::ofstream(folder.path() / "evaluations.jsonl", std::ios::app) << "{\"steps\":1";
  REQUIRE(text_of(folder.path() / "evaluations.jsonl")
              .starts_with("{\"steps\":50,\"training_loss\":0.5,\"validation_loss\":\"inf\"}\n"));

  auto table = plumb::read_steps(folder.path());
  REQUIRE(table.evaluations.size() == 2);
  CHECK(table.evaluations[0].steps == 50);
  CHECK(table.evaluations[0].losses.training == 0.5);
  CHECK(table.evaluations[0].losses.validation == infinite);
  CHECK(table.evaluations[1].steps == 100);
  CHECK_FALSE(table.evaluations[1].losses.training);
  CHECK(table.evaluations[1].losses.validation == 0.75);

  table.keep_until(99);
  CHECK(table.evaluations.size() == 1);
}

TEST_CASE("an evaluation keeps its counts by class, and says what is wrong with them") {
  const TemporaryFolder folder;
  const auto file = folder.path() / "evaluations.jsonl";
  plumb::append_evaluation(folder.path(), {50, {.classes = {{40, 0, 2}, {39, 0, 1}}}});
  REQUIRE(text_of(file) ==
          "{\"steps\":50,\"training_loss\":null,\"validation_loss\":null,"
          "\"class_samples\":[40,0,2],\"class_right\":[39,0,1]}\n");
  const auto classes = plumb::read_steps(folder.path()).evaluations.front().losses.classes;
  CHECK(classes.samples == std::vector<std::int64_t>{40, 0, 2});
  CHECK(classes.right == std::vector<std::int64_t>{39, 0, 1});
  const auto accuracy = classes.accuracy();
  CHECK(accuracy[0] == 39 / 40.0);
  CHECK(std::isnan(accuracy[1]));
  CHECK(accuracy[2] == 0.5);

  const auto message_of = [&](const char* counts) {
    std::ofstream(file) << "{\"steps\":1," << counts << "}\n";
    try {
      plumb::read_steps(folder.path());
    } catch (const Error& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  CHECK_THAT(message_of(R"("class_samples":[1,2],"class_right":[1,3])"),
             ContainsSubstring("line 1: class 1 has 3 right samples of 2"));
  CHECK_THAT(message_of(R"("class_samples":[1,2])"), ContainsSubstring("of 2 classes"));
  CHECK_THAT(message_of(R"("class_samples":[1.5],"class_right":[1])"),
             ContainsSubstring("not an array of whole numbers"));
}

TEST_CASE("a folder that holds a run is never reused") {
  const TemporaryFolder folder;
  const auto run = folder.path() / "runs" / "x-1";
  plumb::create_run_directory(run);
  REQUIRE_FALSE(plumb::holds_run(run));
  std::ofstream(run / "epochs.csv") << "epoch\n";
  REQUIRE(plumb::holds_run(run));
  REQUIRE_THROWS_WITH(plumb::create_run_directory(run), ContainsSubstring("already holds a run"));
  // Who records has no command line; the command has a sentence of its own.
  REQUIRE_THROWS_WITH(plumb::create_run_directory(run), !ContainsSubstring("--out"));
  REQUIRE(plumb::next_free_directory(folder.path() / "runs", "x") ==
          folder.path() / "runs" / "x-2");
}

namespace {

/// The failure of `write`, which must name the file and why the system refuses it.
template <typename Write>
void require_write_failure(const std::string& file, const std::string& reason, Error::Kind kind,
                           const Write& write) {
  CAPTURE(file);
  try {
    write();
    FAIL("nothing was thrown");
  } catch (const Error& error) {
    CHECK_THAT(error.what(), ContainsSubstring("cannot write") && ContainsSubstring(file) &&
                                 ContainsSubstring(reason));
    CHECK(error.kind() == kind);
  }
}

}  // namespace

TEST_CASE("a folder that cannot be made is an error that names it") {
  const TemporaryFolder folder;
  std::ofstream(folder.path() / "file") << "x";
  require_write_failure("file/run", "Not a directory", Error::Kind::bad_input,
                        [&] { plumb::create_run_directory(folder.path() / "file" / "run"); });
}

TEST_CASE("every file that the disk has no room for is named with the reason") {
  const TemporaryFolder folder;
  const std::string text(100, 'x');
  const auto fails = [&](const std::string& file, const auto& write) {
    require_write_failure(file, "File too large", Error::Kind::failure, write);
  };
  plumb::write_file_atomically(folder.path() / "a.json", "before");
  plumb::EpochWriter epochs(folder.path());
  StepWriter steps(folder.path() / "steps.jsonl", parameters);
  {
    const FullDisk full;
    fails("a.json", [&] { plumb::write_file_atomically(folder.path() / "a.json", text); });
    fails("epochs.csv", [&] { epochs.write({}); });
    fails("gradients.csv", [&] { epochs.write_gradients(1, {{text, 1.0}}); });
    fails("steps.jsonl", [&] {
      steps.write(record(1, 1), {}, 1);
      steps.flush();
    });
    errno = 0;
    fails("steps.jsonl", [&] { steps.flush(); });
    fails("time_gradients.csv", [&] {
      plumb::append_time_gradients(folder.path(), 1, {{1, "rnn", {1.0}}});
    });
  }
  CHECK(text_of(folder.path() / "a.json") == "before");
}

TEST_CASE("a symbolic link stays one, and what it leads to is written") {
  const TemporaryFolder folder;
  const auto file = folder.path() / "there" / "page.html", link = folder.path() / "page.html";
  std::filesystem::create_directory(file.parent_path());
  std::filesystem::create_symlink("second", link);
  std::filesystem::create_symlink("there/page.html", folder.path() / "second");
  for (const char* content : {"of none", "replaced"}) {  // a link may lead to no file yet
    plumb::write_file_atomically(link, content);
    CHECK(std::filesystem::is_symlink(link));
    CHECK(std::filesystem::is_symlink(folder.path() / "second"));
    CHECK(text_of(file) == content);
  }
  CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 3);
  std::filesystem::create_symlink("round", folder.path() / "round");
  CHECK_THROWS_WITH(plumb::write_file_atomically(folder.path() / "round", "x"),
                    ContainsSubstring("cannot write"));
}

TEST_CASE("a pipe is written to and stays a pipe") {
  const TemporaryFolder folder;
  const auto pipe = folder.path() / "pipe";
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  const int reader = ::open(pipe.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  REQUIRE(reader >= 0);
  plumb::write_file_atomically(pipe, "page");
  CHECK(std::filesystem::is_fifo(pipe));
  std::array<char, 8> bytes{};
  CHECK(::read(reader, bytes.data(), bytes.size()) == 4);
  CHECK(std::string(bytes.data()) == "page");
  ::close(reader);
  CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);
}

TEST_CASE("a file that is not written whole leaves nothing behind") {
  const TemporaryFolder folder;
  std::filesystem::create_directories(folder.path() / "a.json" / "in the way");
  require_write_failure("a.json", "Is a directory", Error::Kind::bad_input,
                        [&] { plumb::write_file_atomically(folder.path() / "a.json", "text"); });
  std::filesystem::remove_all(folder.path() / "a.json");
  {
    const FullDisk full;
    CHECK_THROWS_AS(plumb::write_file_atomically(folder.path() / "b.json", std::string(100, 'x')),
                    Error);
  }
  CHECK(std::filesystem::is_empty(folder.path()));
}
