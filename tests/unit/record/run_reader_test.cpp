#include <cmath>
#include <fstream>
#include <iterator>
#include <limits>
#include <string>

#include "plumb/diagnostics/error.hpp"
#include "plumb/diagnostics/run_directory.hpp"
#include "plumb/diagnostics/run_facts.hpp"
#include "support/catch.hpp"
#include "support/run_folder.hpp"

namespace {

const std::string epochs_header =
    "epoch,train_loss,train_accuracy,train_eval_loss,train_eval_accuracy,val_loss,val_accuracy,"
    "seconds\n";

std::string step(const std::string& number, const std::string& rest) {
  return "{\"step\":" + number + ",\"epoch\":1," + rest + "}\n";
}

}  // namespace

TEST_CASE("a complete run is read") {
  const RunFolder folder;
  folder
      .file("epochs.csv", epochs_header +
                              "0,,,2.3,0.1,2.31,0.11,0.5\n"
                              "1,0.9,0.7,0.8,0.75,inf,nan,25\n")
      .file("gradients.csv",
            "epoch,parameter,norm\n0,dense_01.weight,1.4e-09\n0,output.weight,0.331\n"
            "1,dense_01.weight,nan\n1,output.weight,inf\n")
      .file("summary.json",
            R"({"format":1,"name":"deep-linear","status":"completed","largest_norm":"inf",)"
            R"("exploded_epoch":null,"steps":1875,"nested":{"a":1}})");
  const auto run = folder.read();

  CHECK(run.name == "deep-linear");
  CHECK(run.directory == folder.path());
  REQUIRE(run.epochs.size() == 2);
  CHECK(std::isnan(run.epochs[0].train_loss));
  CHECK(run.epochs[0].train_eval_loss == 2.3);
  CHECK(run.epochs[1].train_accuracy == 0.7);
  CHECK(std::isinf(run.epochs[1].val_loss));
  CHECK(std::isnan(run.epochs[1].val_accuracy));
  CHECK(run.epochs[1].seconds == 25);

  CHECK(run.gradients.parameters == std::vector<std::string>{"dense_01.weight", "output.weight"});
  CHECK(run.gradients.epochs == std::vector<std::int64_t>{0, 1});
  CHECK(run.gradients.at(0, 0) == 1.4e-09);
  CHECK(std::isnan(run.gradients.at(1, 0)));
  CHECK(std::isinf(run.gradients.at(1, 1)));
  CHECK(run.gradients.largest(0) == 0.331);
  CHECK(std::isnan(*run.gradients.largest(1)));
  CHECK_FALSE(run.gradients.largest(2).has_value());

  CHECK(run.summary == std::map<std::string, std::string>{{"format", "1"},
                                                          {"name", "deep-linear"},
                                                          {"status", "completed"},
                                                          {"largest_norm", "inf"},
                                                          {"steps", "1875"}});
}

TEST_CASE("a killed run is read up to its last whole line") {
  const RunFolder folder;
  folder
      .file("epochs.csv", epochs_header +
                              "0,,,2.3,0.1,2.31,0.11,0.5\n"
                              "1,0.9,0.7,0.8,0.75,0.7")
      .file("gradients.csv", "epoch,parameter,norm\n0,a.weight,1\n0,b.weight,0.00")
      .file("steps.jsonl", step("0", R"("loss":2.3,"norm":0.5)") + R"({"step":1,"epo)");
  const auto run = folder.read();
  CHECK(run.epochs.size() == 1);
  CHECK(run.gradients.parameters == std::vector<std::string>{"a.weight"});
  CHECK(run.summary.empty());
  CHECK(run.name == folder.path().filename().string());
  CHECK(plumb::read_steps(folder.path()).rows.size() == 1);
}

TEST_CASE("the folder names a run without a summary, however its path is written") {
  const RunFolder folder;
  folder.file("config.toml", "");
  CHECK(plumb::read_run(folder.path() / "").name == folder.path().filename().string());
  CHECK(plumb::read_run(folder.path() / ".").name == folder.path().filename().string());
}

TEST_CASE("a parameter that appears later or is left out has no norm there") {
  const RunFolder folder;
  folder.file("gradients.csv",
              "epoch,parameter,norm\n0,a,1\n1,a,2\n1,b,3\n2,b,4\n2,\"c,\"\"d\"\"\",\n");
  const auto table = folder.read().gradients;
  REQUIRE(table.parameters == std::vector<std::string>{"a", "b", "c,\"d\""});
  REQUIRE(table.norms.size() == 9);
  CHECK(std::isnan(table.at(0, 1)));
  CHECK(table.at(1, 1) == 3);
  CHECK(std::isnan(table.at(2, 0)));
  CHECK(table.at(2, 1) == 4);
  CHECK(std::isnan(table.at(2, 2)));
}

TEST_CASE("columns may move and be added") {
  const RunFolder folder;
  folder.file("gradients.csv", "norm,new,epoch,parameter\r\n0.5,x,3,a\r\n");
  const auto table = folder.read().gradients;
  CHECK(table.epochs == std::vector<std::int64_t>{3});
  CHECK(table.at(0, 0) == 0.5);
}

TEST_CASE("the smallest double is read, not taken for an error") {
  const RunFolder folder;
  folder.file("gradients.csv", "epoch,parameter,norm\n0,a,4.9e-324\n");
  CHECK(folder.read().gradients.at(0, 0) > 0);
}

TEST_CASE("a malformed line names its file and number") {
  const RunFolder folder;
  const auto expect = [&](const std::string& name, const std::string& content,
                          const std::string& line, const std::string& reason) {
    folder.file("epochs.csv", epochs_header).file("gradients.csv", "epoch,parameter,norm\n");
    folder.file(name, content);
    INFO(content);
    REQUIRE_THROWS_WITH(folder.read(),
                        ContainsSubstring(name) && ContainsSubstring(line + ": " + reason));
  };
  expect("epochs.csv", "epoch,loss\n", "line 1", "the header lacks the column \"train_loss\"");
  expect("epochs.csv", epochs_header + "1,2\n", "line 2", "it has 2 cells, the header 8");
  expect("epochs.csv", epochs_header + "x,,,,,,,\n", "line 2", "epoch \"x\" is not a whole number");
  expect("epochs.csv", epochs_header + "1,,,,0.5x,,,\n", "line 2",
         "train_eval_accuracy \"0.5x\" is not a number");
  expect("gradients.csv", "epoch,parameter,norm\n1,\"a,1\n", "line 2",
         "a quoted cell does not end");
}

TEST_CASE("what a resumed run writes again replaces what was there") {
  const RunFolder folder;
  folder.file("epochs.csv", epochs_header + "0,,,,,,,1\n1,,,,,,,2\n2,,,,,,,3\n1,,,,,,,4\n")
      .file("gradients.csv",
            "epoch,parameter,norm\n0,a,1\n0,b,2\n1,a,3\n1,b,4\n2,a,5\n1,a,6\n1,b,7\n1,a,8\n")
      .file("steps.jsonl", step("0", R"("loss":1,"norm":1)") + step("1", R"("loss":2,"norm":1)") +
                               step("2", R"("loss":3,"norm":1)") +
                               step("1", R"("loss":4,"norm":1)"));
  const auto run = folder.read();
  REQUIRE(run.epochs.size() == 2);
  CHECK(run.epochs[1].seconds == 4);
  REQUIRE(run.gradients.epochs == std::vector<std::int64_t>{0, 1});
  CHECK(run.gradients.at(0, 1) == 2);
  CHECK(run.gradients.at(1, 0) == 8);
  CHECK(std::isnan(run.gradients.at(1, 1)));
  const auto steps = plumb::read_steps(folder.path());
  REQUIRE(steps.rows.size() == 2);
  CHECK(steps.rows[1].loss == 4);
}

TEST_CASE("an epoch that comes again replaces its gradients and all after it") {
  const RunFolder folder;
  folder.file("gradients.csv",
              "epoch,parameter,norm\n1,a,1\n1,b,10\n2,a,2\n2,b,20\n3,a,3\n3,b,30\n"
              "2,a,200\n2,b,2000\n");
  const auto table = folder.read().gradients;
  REQUIRE(table.epochs == std::vector<std::int64_t>{1, 2});
  CHECK(table.norms == std::vector<double>{1, 10, 200, 2000});
}

TEST_CASE("a summary that is not one is refused") {
  const RunFolder folder;
  folder.file("summary.json", "{\"format\":2}");
  REQUIRE_THROWS_WITH(folder.read(),
                      ContainsSubstring("has format 2; this version reads format 1"));
  for (const auto* broken : {"", "[]", "{\"format\":1"}) {
    folder.file("summary.json", broken);
    REQUIRE_THROWS_WITH(folder.read(), ContainsSubstring("is not a JSON object"));
  }
}

TEST_CASE("a number of a summary is one, and what is none is told from it") {
  const std::map<std::string, std::string> summary{
      {"steps", "12"}, {"loss", "nan"}, {"parameters", "many"}, {"size", "1e999"}, {"end", "3x"}};
  CHECK(plumb::summary_number(summary, "steps") == 12.0);
  CHECK(std::isnan(plumb::summary_number(summary, "loss").value()));
  for (const auto* key : {"parameters", "size", "end", "absent"}) {
    CAPTURE(key);
    CHECK_FALSE(plumb::summary_number(summary, key).has_value());
  }
}

TEST_CASE("a folder without a run is refused") {
  const RunFolder folder;
  REQUIRE_THROWS_WITH(folder.read(), ContainsSubstring("holds no run"));
  REQUIRE_THROWS_WITH(plumb::read_run(folder.path() / "absent"),
                      ContainsSubstring("absent\" is not a directory"));
}

TEST_CASE("steps keep the order of the parameters, nulls and non-finite values") {
  const RunFolder folder;
  folder.file("steps.jsonl",
              step("0", R"("loss":2.5,"norm":3.0,"norm_after":1.0,"skipped":false,)"
                        R"("norms":{"z.weight":3,"a.weight":null},"norms_after":{"z.weight":1}})") +
                  "");
  REQUIRE_THROWS_AS(plumb::read_steps(folder.path()), plumb::Error);  // one brace too many

  folder.file("steps.jsonl",
              step("0", R"("loss":2.5,"norm":3.0,"norm_after":1.0,"skipped":false,)"
                        R"("norms":{"z.weight":3,"a.weight":null},"norms_after":{"z.weight":1})") +
                  step("5", R"("loss":"nan","norm":"inf","norm_after":"inf","skipped":true,)"
                            R"("norms":{"z.weight":"inf","a.weight":2,"m.weight":4})"));
  const auto steps = plumb::read_steps(folder.path());
  REQUIRE(steps.parameters == std::vector<std::string>{"z.weight", "a.weight", "m.weight"});
  REQUIRE(steps.rows.size() == 2);
  CHECK(steps.rows[0].norm_after == 1);
  CHECK_FALSE(steps.rows[0].norms[1].has_value());
  CHECK_FALSE(steps.rows[0].norms[2].has_value());
  CHECK(steps.rows[0].norms_after[0] == 1);
  CHECK(steps.rows[1].step == 5);
  CHECK(std::isnan(steps.rows[1].loss));
  CHECK(std::isinf(steps.rows[1].norm));
  CHECK(steps.rows[1].skipped);
  CHECK(steps.rows[1].norms_after.empty());
}

TEST_CASE("a malformed step names its line") {
  const RunFolder folder;
  const std::string good = step("3", R"("loss":1,"norm":1)");
  for (const auto& [line, reason] : std::vector<std::pair<std::string, std::string>>{
           {"\n", "it is not a JSON object"},
           {step("4.5", R"("loss":1,"norm":1)"), "it has no whole number \"step\""},
           {step("4", R"("norm":1)"), "it has no \"loss\""},
           {step("4", R"("loss":"x","norm":1)"), "\"loss\" is \"x\", not a number"},
           {step("4", R"("loss":1,"norm":1,"norms":[])"), "its norms are not an object"},
           {step("4", R"("loss":1,"norm":1,"skipped":1)"),
            "\"skipped\" is neither true nor false"}}) {
    folder.file("steps.jsonl", good + line);
    INFO(line);
    REQUIRE_THROWS_WITH(plumb::read_steps(folder.path()),
                        ContainsSubstring("steps.jsonl\", line 2: " + reason));
  }
}

TEST_CASE("checkpoints are found by epoch, other files are left alone") {
  const RunFolder folder;
  CHECK(plumb::find_checkpoints(folder.path()).empty());
  for (const auto* name :
       {"epoch-0000.safetensors", "epoch-0010.safetensors", "epoch-12345.safetensors",
        "epoch-01.safetensors", "epoch-.safetensors", "epoch--001.safetensors",
        "resume-0010.safetensors", "epoch-0002.pt", "epoch-0003.safetensors.partial"}) {
    folder.file("checkpoints/" + std::string(name), "");
  }
  const auto checkpoints = plumb::find_checkpoints(folder.path());
  REQUIRE(checkpoints.size() == 3);
  CHECK(checkpoints.at(10).filename() == "epoch-0010.safetensors");
  CHECK(checkpoints.count(12345) == 1);
}

TEST_CASE("thresholds that a loop has moved are read back, and only those are written") {
  const RunFolder folder;
  CHECK(plumb::read_thresholds(folder.path()).spike_factor == plumb::Thresholds().spike_factor);
  plumb::write_facts(folder.path(), {});
  const auto text = [&] {
    std::ifstream stream(folder.path() / "run.json");
    return std::string(std::istreambuf_iterator<char>(stream), {});
  };
  CHECK_THAT(text(), !ContainsSubstring("thresholds"));
  plumb::Thresholds moved;
  moved.spike_factor = 2;
  moved.plateau_steps = 100;
  moved.vanishing_probes = 7;
  moved.divergence_factor = std::numeric_limits<double>::infinity();
  plumb::write_facts(folder.path(), {}, moved);
  CHECK_THAT(text(), !ContainsSubstring("saturated_share"));
  const auto read = plumb::read_thresholds(folder.path());
  CHECK(read.spike_factor == 2);
  CHECK(read.plateau_steps == 100);
  CHECK(read.vanishing_probes == 7);
  CHECK(read.divergence_factor == moved.divergence_factor);
  CHECK(read.saturated_share == plumb::Thresholds().saturated_share);
  folder.file("run.json", R"({"parameters":[],"thresholds":{"of_tomorrow":1,"spike_factor":3}})");
  CHECK(plumb::read_thresholds(folder.path()).spike_factor == 3);
  folder.file("run.json", R"({"parameters":[],"thresholds":{"vanishing_probes":1.5}})");
  CHECK_THROWS_WITH(plumb::read_thresholds(folder.path()),
                    ContainsSubstring("run.json") && ContainsSubstring("not a whole"));
  folder.file("run.json", R"({"parameters":[],"thresholds":2})");
  CHECK_THROWS_AS(plumb::read_thresholds(folder.path()), plumb::Error);
}

TEST_CASE("a threshold that cannot be is named") {
  plumb::Thresholds wrong;
  CHECK_NOTHROW(wrong.check());
  SECTION("negative") {
    wrong.spike_factor = -1;
    CHECK_THROWS_WITH(wrong.check(), ContainsSubstring("spike_factor is -1"));
  }
  SECTION("not a number") {
    wrong.learnt = std::nan("");
    CHECK_THROWS_WITH(wrong.check(), ContainsSubstring("learnt is nan"));
  }
  SECTION("no probes") {
    wrong.vanishing_probes = 0;
    CHECK_THROWS_WITH(wrong.check(), ContainsSubstring("vanishing_probes is 0"));
  }
  SECTION("no steps") {
    wrong.clipping_still_steps = 0;
    CHECK_THROWS_WITH(wrong.check(), ContainsSubstring("clipping_still_steps is 0"));
  }
}

TEST_CASE("the facts of a run are read back as written") {
  const RunFolder folder;
  CHECK_FALSE(plumb::read_facts(folder.path()).has_value());
  plumb::RunFacts facts;
  facts.parameters = {{"a.weight", {3, 2}, 6, {"b.weight"}}, {"a.bias", {3}, 3, {}}};
  facts.baseline_loss = 2.5;
  facts.loss = "mse";
  facts.optimizer = "sgd";
  facts.clip = plumb::Clip::norm(2);
  facts.settings = {{"norm", "batch"}};
  facts.weight_decay = 0.01;
  facts.targets = {293, 4};
  facts.planned_steps = 900;
  facts.least_loss = 0.5;
  facts.simple_models = {{"a linear model", 1000, 200, {}, 0.25, true},
                         {"kernel regression", 900, 100, 0.75, {}, false, 0.5, true}};
  facts.simple_models[0].unseen = {500, {}, 0.125};
  plumb::write_facts(folder.path(), facts);
  const auto read = plumb::read_facts(folder.path());
  REQUIRE(read.has_value());
  REQUIRE(read->parameters.size() == 2);
  CHECK(read->parameters[0].shape == std::vector<std::int64_t>{3, 2});
  CHECK(read->parameters[0].count == 6);
  CHECK(read->parameters[0].aliases == std::vector<std::string>{"b.weight"});
  CHECK(read->baseline_loss == 2.5);
  CHECK_FALSE(read->learning_rate.has_value());
  CHECK(read->clip == plumb::Clip::norm(2));
  CHECK(read->settings == facts.settings);
  REQUIRE(read->targets.has_value());
  CHECK(read->targets->mean == 293);
  CHECK(read->targets->deviation == 4);
  CHECK(read->weight_decay == 0.01);
  CHECK(read->simple_models == facts.simple_models);
  CHECK(read->planned_steps == 900);
  CHECK(read->least_loss == 0.5);
  const auto refused = [&](const std::string& text, const std::string& reason) {
    folder.file("run.json", text);
    CHECK_THROWS_WITH(plumb::read_facts(folder.path()),
                      ContainsSubstring("run.json\" is not a run's facts: " + reason));
  };
  refused("{\"format\":1}", "it has no \"parameters\"");
  refused(R"({"parameters":[{"name":"a","shape":["x"]}]})", "its \"shape\" is [\"x\"], not a list");
  refused(R"({"parameters":[],"loss":2})", "its \"loss\" is 2, not a text");
  refused(R"({"parameters":[],"clip":"hard"})", "");
  refused(
      R"({"parameters":[],"simple_models":[{"name":"it","samples":9,"tested":9,"accuracy":2}]})",
      "the simple model 'it' has an accuracy of 2");
  refused(
      R"({"parameters":[],"simple_models":[{"name":"it","samples":9,"tested":9,"accuracy":1,"guess":-1}]})",
      "beside the simple model 'it' a guess has an accuracy of -1");
  refused(
      R"({"parameters":[],"simple_models":[{"name":"it","samples":9,"tested":9,"accuracy":1,"unseen":{"samples":0,"accuracy":1}}]})",
      "the simple model 'it' was judged by 0 samples");
}
