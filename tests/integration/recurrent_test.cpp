#include <cmath>
#include <nlohmann/json.hpp>

#include "command.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using Json = nlohmann::json;

namespace {

Json json_of(const std::filesystem::path& file) {
  return Json::parse(text_of(file));
}

}  // namespace

TEST_CASE("a recurrent run records how far back the gradient reaches") {
  const TemporaryFolder folder;
  const Outcome outcome = run_plumb(
      folder.path(),
      "train --data adding --length 20 --limit 64 --model rnn --width 8 --loss mse --epochs 1"
      " --recurrent-init orthogonal:0.5 --truncate 15 --out run --quiet");
  INFO(outcome.err);
  REQUIRE(outcome.exit_code == 0);
  const auto run = folder.path() / "run";
  const auto lines = lines_of(text_of(run / "time_gradients.csv"));
  REQUIRE(lines.size() == 1 + 2 * 20);
  CHECK(lines[0] == "epoch,layer,lag,norm");
  CHECK(lines[1].starts_with("0,rnn_1,0,"));
  CHECK(lines[16] == "0,rnn_1,15,0");
  CHECK(lines[40] == "1,rnn_1,19,0");
  const auto config = text_of(run / "config.toml");
  for (const char* line : {"length = 20\n", "recurrent-init = 'orthogonal:0.5'\n",
                           "activation = 'tanh'\n", "truncate = 15\n"})
    CHECK_THAT(config, ContainsSubstring(line));
  CHECK_THAT(text_of(run / "gradients.csv"), ContainsSubstring("0,rnn_1.weight_recurrent,"));
  // The variance of a sum of two uniform values, of 64 samples: 0.167 ± 0.03.
  CHECK_THAT(json_of(run / "run.json")["baseline_loss"].get<double>(), WithinAbs(1.0 / 6, 0.1));

  const Outcome resumed = run_plumb(folder.path(), "train --resume run --epochs 2 --quiet");
  INFO(resumed.err);
  REQUIRE(resumed.exit_code == 0);
  CHECK(lines_of(text_of(run / "time_gradients.csv")).size() == 1 + 3 * 20);
}

TEST_CASE("copying memory has an accuracy over the symbols to recall, and their entropy to beat") {
  const TemporaryFolder folder;
  const Outcome outcome = run_plumb(folder.path(),
                                    "train --data copy --length 5 --limit 500 --model gru --width 8"
                                    " --epochs 0 --out run --quiet");
  INFO(outcome.err);
  REQUIRE(outcome.exit_code == 0);
  const auto run = folder.path() / "run";
  // Frequencies of 500 samples: their entropy is 7 / (2 · 500) below ln 8 in the mean.
  CHECK_THAT(json_of(run / "run.json")["baseline_loss"].get<double>(),
             WithinAbs(std::log(8.0), 0.03));
  const double accuracy = json_of(run / "summary.json")["final_val_accuracy"];
  CHECK_THAT(accuracy, WithinAbs(1.0 / 8, 0.05));
}

TEST_CASE("images become sequences for a recurrent model") {
  const TemporaryFolder folder;
  const Outcome outcome = run_plumb(folder.path(),
                                    "train --data digits --limit 32 --model lstm --width 4"
                                    " --epochs 0 --out run --quiet");
  INFO(outcome.err);
  REQUIRE(outcome.exit_code == 0);
  const auto run = folder.path() / "run";
  CHECK_THAT(text_of(run / "config.toml"), ContainsSubstring("sequence = 'rows'\n"));
  CHECK(lines_of(text_of(run / "time_gradients.csv")).size() == 1 + 2 * 28);
}
