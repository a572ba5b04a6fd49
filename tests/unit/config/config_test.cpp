#include <fstream>

#include "config/available_cores.hpp"
#include "config/idle_settings.hpp"
#include "config/keys.hpp"
#include "config/presets.hpp"
#include "config/toml.hpp"
#include "config/value_text.hpp"
#include "plumb/diagnostics/error.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using plumb::RunConfig;
using plumb::set_key;

namespace {

std::filesystem::path write(const TemporaryFolder& folder, const std::string& text) {
  const auto file = folder.path() / "config.toml";
  std::ofstream(file) << text;
  return file;
}

}  // namespace

TEST_CASE("a setting that is wrong is refused with the flag, the value and what would be right") {
  RunConfig config;
  REQUIRE_THROWS_WITH(set_key(config, "lr", "0"), ContainsSubstring("--lr 0 is not a number > 0"));
  REQUIRE_THROWS_WITH(set_key(config, "lr", "fast"), ContainsSubstring("--lr fast"));
  REQUIRE_THROWS_WITH(set_key(config, "momentum", "1"), ContainsSubstring("[0, 1)"));
  REQUIRE_THROWS_WITH(
      set_key(config, "batch-size", "0"),
      ContainsSubstring("--batch-size 0 is not a whole number from 1 to 1000000000"));
  REQUIRE_THROWS_WITH(set_key(config, "epochs", "1.5"), ContainsSubstring("--epochs 1.5"));
  REQUIRE_THROWS_WITH(set_key(config, "seed", "-1"), ContainsSubstring("--seed -1"));
  REQUIRE_THROWS_WITH(set_key(config, "model", "mpl"),
                      ContainsSubstring("mlp, cnn, resnet, lenet, rnn, lstm, gru"));
  REQUIRE_THROWS_WITH(set_key(config, "init", "uniform:0"),
                      ContainsSubstring("--init uniform:0 is not uniform:A with a number > 0"));
  REQUIRE_THROWS_WITH(set_key(config, "init", "uniform:A"), ContainsSubstring("uniform:A is not"));
  REQUIRE_THROWS_WITH(set_key(config, "init", "uniform"), ContainsSubstring("uniform:A"));
  REQUIRE_THROWS_WITH(set_key(config, "bias-init", "he-normal"),
                      ContainsSubstring("zeros, uniform:A, normal:STD"));
  REQUIRE_THROWS_WITH(
      set_key(config, "init", "constant:x"),
      ContainsSubstring("--init constant:x is not constant:C with a finite number"));
  REQUIRE_THROWS_WITH(set_key(config, "dropout", "1"), ContainsSubstring("[0, 1)"));
  REQUIRE_THROWS_WITH(set_key(config, "residual", "dense"),
                      ContainsSubstring("none, plain, preact, rezero, fixup"));
  REQUIRE_THROWS_WITH(set_key(config, "rho", "1"), ContainsSubstring("[0, 1)"));
  REQUIRE_THROWS_WITH(set_key(config, "clip", "norm"), ContainsSubstring("norm:X"));
  REQUIRE_THROWS_WITH(set_key(config, "epoch-gradient", "every:0"),
                      ContainsSubstring("every:0 is not every:N with a whole number N from 1 to"));
  REQUIRE_THROWS_WITH(set_key(config, "sequence", "columns"),
                      ContainsSubstring("rows, pixels, permuted"));
  REQUIRE_THROWS_WITH(set_key(config, "forget-bias", "1000"), ContainsSubstring("[-100, 100]"));
  REQUIRE_THROWS_WITH(set_key(config, "nesterov", "yes"), ContainsSubstring("true nor false"));
  REQUIRE_THROWS_WITH(set_key(config, "learning-rate", "1"), ContainsSubstring("unknown setting"));
  REQUIRE_THROWS_WITH(set_key(config, "widht", "1"), ContainsSubstring("did you mean width?"));
}

TEST_CASE("a whole number that no run has a use for is refused with the range") {
  RunConfig config;
  for (const auto& key : plumb::config_keys()) {
    // A seed is any number that a TOML file can hold.
    if (key.type != plumb::ConfigKey::Type::integer || key.name.ends_with("seed")) continue;
    INFO(key.name);
    REQUIRE_THROWS_WITH(
        key.set(config, "4611686018427387904"),
        ContainsSubstring("--" + key.name + " 4611686018427387904 is not a whole number from"));
  }
  REQUIRE_THROWS_WITH(set_key(config, "threads", "5000000000"), ContainsSubstring("0 to 1024"));
  set_key(config, "batch-size", "1000000000");
  REQUIRE(config.training.batch_size == 1'000'000'000);
}

TEST_CASE("a constant may be any finite number") {
  RunConfig config;
  set_key(config, "init", "constant:-0.5");
  set_key(config, "bias-init", "constant:0");
  REQUIRE(config.network.initializer == "constant:-0.5");
  REQUIRE(config.network.bias_initializer == "constant:0");
}

TEST_CASE("every key reads back what it writes") {
  for (const auto& preset : plumb::presets()) {
    for (const auto& key : plumb::config_keys()) {
      RunConfig config = preset.config;
      const std::string value = key.get(config);
      if (value.empty()) continue;
      key.set(config, value);
      INFO(preset.name << ' ' << key.name);
      REQUIRE(key.get(config) == value);
    }
  }
}

TEST_CASE("config.toml repeats the configuration it was written from") {
  const TemporaryFolder folder;
  RunConfig config = plumb::find_preset("deep-linear-clipped").config;
  set_key(config, "name", "a \"quoted\" name\nin two lines");
  set_key(config, "seed", "9223372036854775807");
  set_key(config, "lr", "0.00123456789012345");
  set_key(config, "nesterov", "true");
  set_key(config, "init", "normal:0.25");
  set_key(config, "bias-init", "uniform:0.05");
  set_key(config, "output-activation", "softmax");
  set_key(config, "recurrent-init", "orthogonal:1.5");
  set_key(config, "forget-bias", "-2");
  set_key(config, "sequence", "pixels");
  set_key(config, "norm", "group:4");
  set_key(config, "residual", "rezero");
  set_key(config, "dropout", "0.25");
  const std::string text = plumb::to_toml(config);
  RunConfig read;
  plumb::apply_toml(read, write(folder, text));
  REQUIRE(plumb::to_toml(read) == text);
  REQUIRE(read.running.seed == 9223372036854775807U);
  REQUIRE(read.clip == plumb::Clip::tensor(1));
}

TEST_CASE("a preset in config.toml comes before the file's own settings") {
  const TemporaryFolder folder;
  RunConfig config;
  plumb::apply_toml(config, write(folder, "preset = \"sigmoid-mlp\"\n[network]\ndepth = 3\n"));
  REQUIRE(config.network.depth == 3);
  REQUIRE(config.network.activation == "sigmoid");
}

TEST_CASE("config.toml is strict, and says where") {
  const TemporaryFolder folder;
  RunConfig config;
  const auto apply = [&](const std::string& text) {
    plumb::apply_toml(config, write(folder, text));
  };
  REQUIRE_THROWS_WITH(apply("[network]\n\ndepht = 3\n"),
                      ContainsSubstring("config.toml:3: unknown setting 'depht'"));
  REQUIRE_THROWS_WITH(apply("[training]\ndepth = 3\n"), ContainsSubstring("belongs in [network]"));
  REQUIRE_THROWS_WITH(apply("[network]\ndepth = \"three\"\n"),
                      ContainsSubstring(":2: --depth three"));
  REQUIRE_THROWS_WITH(apply("[network]\ndepth = [3]\n"), ContainsSubstring("a setting is"));
  REQUIRE_THROWS_WITH(apply("[network\n"), ContainsSubstring("config.toml:1"));
  REQUIRE_THROWS_WITH(apply("format = 1\n\n[netwrok]\n\nactivation = \"relu\"\n"),
                      ContainsSubstring("config.toml:3: there is no table [netwrok]: did you mean "
                                        "[network]?"));
  REQUIRE_THROWS_WITH(apply("[colours]\n"), ContainsSubstring("there are [data], [network]"));
  REQUIRE_THROWS_WITH(apply("format = 2\n"), ContainsSubstring("format is not 1"));
  REQUIRE_THROWS_WITH(apply("preset = \"lenet\"\n"), ContainsSubstring("sigmoid-mlp"));
  REQUIRE_THROWS_WITH(plumb::apply_toml(config, folder.path() / "none.toml"),
                      ContainsSubstring("none.toml"));
}

TEST_CASE("the presets are the article's") {
  const RunConfig& sigmoid = plumb::find_preset("sigmoid-mlp").config;
  REQUIRE(sigmoid.network.depth == 11);
  REQUIRE(sigmoid.network.width == 256);
  REQUIRE(sigmoid.training.optimizer == "keras-adam");
  REQUIRE(sigmoid.training.batch_size == 32);
  REQUIRE(plumb::find_preset("deep-linear").config.network.depth == 21);
  REQUIRE_THROWS_WITH(plumb::find_preset("x"), ContainsSubstring("deep-linear-clipped"));
}

TEST_CASE("an option that the run has no use for is named") {
  const std::vector<std::string> given{"--momentum", "--nesterov", "--rho",
                                       "--epsilon",  "--lr",       "--val-fraction"};
  const auto idle = [&](const char* optimizer, const char* data) {
    RunConfig config;
    for (const auto& [key, value] : {std::pair{"optimizer", optimizer},
                                     {"data", data},
                                     {"momentum", "0.9"},
                                     {"nesterov", "true"},
                                     {"rho", "0.5"},
                                     {"epsilon", "1e-3"},
                                     {"val-fraction", "0.5"}})
      set_key(config, key, value);
    std::string names;
    for (const auto& sentence : plumb::idle_settings(config, given))
      names += sentence.substr(0, sentence.find(' ')) + ' ';
    return names;
  };
  REQUIRE(idle("adam", "csv:points.csv") == "--momentum --nesterov --rho ");
  REQUIRE(idle("sgd", "idx:folder") == "--rho --epsilon ");
  REQUIRE(idle("rmsprop", "") == "--nesterov --val-fraction ");

  RunConfig config;
  set_key(config, "momentum", "0.9");
  REQUIRE(plumb::idle_settings(config, {}).empty());  // of a preset or a file
  REQUIRE(plumb::idle_settings(config, {"--momentum"}) ==
          std::vector<std::string>{
              "--momentum has no effect here: it is for the optimizers sgd and rmsprop"});
  set_key(config, "momentum", "0");
  REQUIRE(plumb::idle_settings(config, {"--momentum"}).empty());
}

TEST_CASE("a mistyped name is answered with those that are near") {
  using plumb::did_you_mean;
  const std::vector<std::string> names{"--epochs", "--epsilon", "--seed"};
  CHECK(did_you_mean("--epoch", names) == "did you mean --epochs?");
  CHECK(did_you_mean("--ep", names) == "did you mean --epochs or --epsilon?");
  CHECK(did_you_mean("--e", {"--e1", "--e2", "--e3", "--e4"}) ==
        "did you mean --e1, --e2 or --e3?");
  CHECK(did_you_mean("--sede", names) == "did you mean --seed?");
  CHECK(did_you_mean("--xyz", names).empty());
  CHECK(did_you_mean("--xyz", names, "there are three") == "there are three");
  CHECK(did_you_mean("foo", {"rho"}).empty());
  CHECK(did_you_mean("SEED", {"seed"}) == "did you mean seed?");
  CHECK(did_you_mean("netwrok", {"network"}, "", "[{}]") == "did you mean [network]?");
}

TEST_CASE("there is always a core to run on") {
  CHECK(plumb::available_cores() >= 1);
}

TEST_CASE("text is told from bytes that are no UTF-8") {
  for (const char* text :
       {"", "run-1", "\xc3\xa9", "\xe2\x86\x92", "\xf0\x9f\x98\x80", "\xed\x9f\xbf"})
    CHECK(plumb::is_utf8(text));
  for (const char* bytes : {"\xff", "a\x80", "\xc3", "\xc0\xaf", "\xe0\x80\xaf", "\xed\xa0\x80",
                            "\xf4\x90\x80\x80", "\xe2\x86", "\xe2\x86x"}) {
    CAPTURE(bytes);
    CHECK_FALSE(plumb::is_utf8(bytes));
  }
}
