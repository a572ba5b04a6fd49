#include "plumb/diagnostics/diagnose_run.hpp"

#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/run_folder.hpp"

namespace {

/// Thirty-one steps that learn nothing: `norms` and `weights` by parameter, as JSON.
std::string still_steps(const std::string& norms, const std::string& weights) {
  std::string text;
  for (int i = 0; i < 31; ++i) {
    text += "{\"step\":" + std::to_string(i) +
            ",\"epoch\":1,\"loss\":2.3,\"norm\":0.5,\"norms\":" + norms;
    if (i % 10 == 0) text += ",\"weights\":" + weights + ",\"updates\":" + weights;
    text += "}\n";
  }
  return text;
}

constexpr const char* input_first =
    R"({"format":1,"baseline_loss":2.3,"parameters":[{"name":"z_in.weight","shape":[8,8]},)"
    R"({"name":"a_out.weight","shape":[8,8]}]})";

/// Of such steps, in a folder whose run.json has the layer called z_in first.
std::vector<plumb::Finding> findings_of(const std::string& norms, const std::string& weights) {
  const RunFolder folder;
  folder.file("run.json", input_first).file("steps.jsonl", still_steps(norms, weights));
  return plumb::diagnose_run(folder.path());
}

}  // namespace

TEST_CASE("layers are told by their names, whatever order the steps have them in") {
  const auto findings = findings_of(R"({"a_out.weight":0.5,"z_in.weight":1e-9})",
                                    R"({"a_out.weight":1,"z_in.weight":1})");
  REQUIRE_FALSE(findings.empty());
  CHECK(findings.front().rule == "vanishing-gradient");
  CHECK(findings.front().layer == "z_in");
}

TEST_CASE("a parameter that no step has is not judged, one that only steps have is") {
  const auto findings = findings_of(R"({"a_out.weight":0.5,"hidden.weight":1e-9})",
                                    R"({"a_out.weight":1,"hidden.weight":1})");
  REQUIRE_FALSE(findings.empty());
  CHECK(findings.front().layer == "hidden");
}

TEST_CASE("what clipping leaves of a gradient is its parameter's, whatever the steps' order") {
  std::string steps;
  for (int i = 0; i < 161; ++i) {
    steps += "{\"step\":" + std::to_string(i) +
             R"(,"epoch":1,"loss":2.3,"norm":0.7,"norms":{"a_out.weight":0.5,"z_in.weight":0.5},)"
             R"("norms_after":{"a_out.weight":0,"z_in.weight":0.5})";
    if (i % 10 == 0)
      steps += R"(,"weights":{"a_out.weight":1,"z_in.weight":1},)"
               R"("updates":{"a_out.weight":0,"z_in.weight":0.01})";
    steps += "}\n";
  }
  const RunFolder folder;
  folder.file("run.json", input_first).file("steps.jsonl", steps);
  for (const auto& finding : plumb::diagnose_run(folder.path()))
    CHECK_THAT(finding.message, !ContainsSubstring("a_out"));  // nothing is left that moves it
}

TEST_CASE("evaluations are shown between the steps that they were made between") {
  std::string steps;
  for (int i = 0; i < 100; ++i)
    steps += "{\"step\":" + std::to_string(i) +
             R"(,"epoch":1,"loss":0.5,"norm":0.7,"norms":{"z_in.weight":0.5,"a_out.weight":0.5}})" +
             "\n";
  const RunFolder folder;
  folder.file("run.json", input_first)
      .file("steps.jsonl", steps)
      .file("summary.json", R"({"format":1,"status":"completed"})")
      .file("evaluations.jsonl", R"({"steps":0,"training_loss":2.3}
{"steps":50,"training_loss":2.3}
{"steps":100,"training_loss":2.2}
)");
  const auto findings = plumb::diagnose_run(folder.path());
  REQUIRE(findings.size() == 1);
  CHECK(findings.front().rule == "evaluation-mode");
  CHECK(findings.front().first_step == 49);
  CHECK(findings.front().last_step == 99);
}
