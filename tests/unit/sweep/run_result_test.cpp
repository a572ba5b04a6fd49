#include "sweep/run_result.hpp"

#include "support/catch.hpp"
#include "support/run_folder.hpp"

TEST_CASE("the first and the last layer are matrices, where the run knows its shapes") {
  const RunFolder folder;
  folder.file("run/summary.json", R"({"status":"completed","steps":1})")
      .file("run/steps.jsonl",
            R"({"epoch":1,"step":0,"loss":1,"norm":9,"norms":{"ln_0.weight":7,"a.weight":2,)"
            R"("b.weight":5,"layer1.0.downsample.1.weight":6}})"
            "\n")
      .file("run/run.json",
            R"({"parameters":[{"name":"ln_0.weight","shape":[8]},)"
            R"({"name":"a.weight","shape":[8,4]},{"name":"b.weight","shape":[8,8]},)"
            R"({"name":"layer1.0.downsample.1.weight","shape":[8]}]})");
  const auto result = plumb::read_result({"run", "run", {}, {}, 1}, folder.path());
  CHECK(result.reason == "");
  CHECK(result.status == "completed");
  CHECK(result.numbers.first_layer_norm == 2.0);
  CHECK(result.numbers.last_layer_norm == 5.0);
}
