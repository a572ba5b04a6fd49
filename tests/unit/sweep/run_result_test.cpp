#include "sweep/run_result.hpp"

#include "support/catch.hpp"
#include "support/run_folder.hpp"

TEST_CASE("a score is the share of the best constant's loss that is gone") {
  const RunFolder folder;
  folder.file("run/summary.json", R"({"status":"completed","steps":1})")
      .file("run/epochs.csv",
            "epoch,train_loss,train_accuracy,train_eval_loss,train_eval_accuracy,val_loss,"
            "val_accuracy,seconds\n1,1,nan,0.5,nan,3,nan,0\n")
      .file("run/run.json", R"({"parameters":[],"loss":"mse","baseline_loss":2})");
  auto numbers = plumb::read_result({"run", "run", {}, {}, 1}, folder.path()).numbers;
  CHECK(numbers.final_train_score == 0.75);
  CHECK(numbers.final_val_score == -0.5);
  for (const char* facts : {R"({"parameters":[]})", R"({"parameters":[],"baseline_loss":0})"}) {
    folder.file("run/run.json", facts);
    numbers = plumb::read_result({"run", "run", {}, {}, 1}, folder.path()).numbers;
    CHECK_FALSE(numbers.final_val_score);
    CHECK(numbers.final_val_loss == 3.0);
  }
}

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
