#include <fstream>

#include "plumb/diagnostics/error.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"
#include "sweep/sweep_file.hpp"
#include "sweep/sweep_grid.hpp"

namespace {

plumb::SweepSpec read(const std::string& text) {
  const TemporaryFolder folder;
  const auto file = folder.path() / "cases.toml";
  std::ofstream(file) << text;
  return plumb::read_sweep_file(file);
}

constexpr const char* cases = R"(preset = "sigmoid-mlp"
seeds = "0..1"
jobs = 3

[training]
steps = 50
lr = 0.01

[vary]
width = [8, 16]
activation = ["tanh", "relu"]
clip = ["none", "norm:1"]

[configurations.plain]

[configurations.cured]
init = "he-normal"
norm = "batch"

[[exclude]]
activation = "relu"
width = [8, 16]
configuration = "cured"
)";

}  // namespace

TEST_CASE("a sweep file has the base, the axes in its order, configurations and exclusions") {
  const auto spec = read(cases);
  CHECK(spec.base.preset == "sigmoid-mlp");
  CHECK(spec.base.network.depth == 11);
  CHECK(spec.base.training.steps == 50);
  CHECK(spec.seeds == std::vector<std::uint64_t>{0, 1});
  CHECK(spec.jobs == 3);
  CHECK(axis_names(spec) ==
        std::vector<std::string>{"configuration", "width", "activation", "clip", "seed"});
  const auto runs = plan_sweep(spec);
  CHECK(runs.size() == (2 * 2 * 2 * 2 - 2 * 2) * 2);
  CHECK(runs.front().label == "configuration=plain width=8 activation=tanh clip=none seed=0");
  CHECK(runs.back().config.network.normalization == "batch");
  CHECK(runs.back().config.network.initializer == "he-normal");
}

TEST_CASE("sweep.toml reads back as the sweep that it was written from") {
  const auto spec = read(cases);
  const auto text = sweep_toml(spec);
  const auto again = read(text);
  CHECK(difference(spec, again).empty());
  CHECK(difference(again, spec).empty());
  CHECK(sweep_toml(again) == text);
  CHECK(plan_sweep(again).front().folder == plan_sweep(spec).front().folder);

  plumb::SweepSpec plain;  // unset settings, which stand for the model's defaults
  set_axis(plain, plumb::make_axis("init", {"he-normal"}));
  plain.seeds = {0};
  CHECK(difference(plain, read(sweep_toml(plain))).empty());
}

TEST_CASE("a sweep file is strict, and says where") {
  CHECK_THROWS_WITH(read("[vari]\ndepth = [1, 2]\n"),
                    ContainsSubstring("cases.toml:1: a sweep has no 'vari'") &&
                        ContainsSubstring("did you mean vary?"));
  CHECK_THROWS_WITH(read("[vary]\n\ndept = [1, 2]\n"),
                    ContainsSubstring("cases.toml:3: unknown setting 'dept'; did you mean depth"));
  CHECK_THROWS_WITH(read("[vary]\ndepth = [1, \"deep\"]\n"),
                    ContainsSubstring("cases.toml:2: --depth deep"));
  CHECK_THROWS_WITH(read("[vary]\ndepth = []\n"), ContainsSubstring("the list is empty"));
  CHECK_THROWS_WITH(read("vary = 3\n"), ContainsSubstring("vary is a table"));
  CHECK_THROWS_WITH(read("seeds = \"9..1\"\n"), ContainsSubstring("cases.toml:1: --seeds 9..1"));
  CHECK_THROWS_WITH(read("seeds = [1]\n[vary]\nseed = [1, 2]\n"),
                    ContainsSubstring("cases.toml:3: [vary] has seed"));
  CHECK_THROWS_WITH(read("jobs = 0\n"), ContainsSubstring("--jobs 0"));
  CHECK_THROWS_WITH(read("[network]\nlr = 1\n[vary]\ndepth = [1, 2]\n"),
                    ContainsSubstring("belongs in [training]"));
  CHECK_THROWS_WITH(read("[configurations.a]\nactivation = \"rely\"\n"),
                    ContainsSubstring("--activation rely"));
  CHECK_THROWS_WITH(read("[vary]\ndepth = [1, 2]\n[[exclude]]\nwidth = 3\n"),
                    ContainsSubstring("exclude names 'width'"));
  CHECK_THROWS_WITH(read("[network]\ndepth = 3\n"), ContainsSubstring("a sweep varies something"));
}
