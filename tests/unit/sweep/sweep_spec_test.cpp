#include "sweep/sweep_spec.hpp"
#include "plumb/diagnostics/error.hpp"
#include "support/catch.hpp"
#include "sweep/allotment.hpp"
#include "sweep/sweep_grid.hpp"

using plumb::make_axis;
using plumb::parse_seeds;
using Seeds = std::vector<std::uint64_t>;

namespace {

plumb::SweepSpec small_spec() {
  plumb::SweepSpec spec;
  set_axis(spec, make_axis("activation", {"tanh", "relu"}));
  set_axis(spec, make_axis("depth", {"5", "20"}));
  spec.seeds = {0, 1, 2};
  return spec;
}

std::vector<std::string> labels_of(const plumb::SweepSpec& spec) {
  std::vector<std::string> labels;
  for (const auto& run : plan_sweep(spec)) labels.push_back(run.label);
  return labels;
}

}  // namespace

TEST_CASE("seeds are ranges with both ends, lists, or both") {
  CHECK(parse_seeds("0..3") == Seeds{0, 1, 2, 3});
  CHECK(parse_seeds("1,3,7") == Seeds{1, 3, 7});
  CHECK(parse_seeds("5") == Seeds{5});
  CHECK(parse_seeds("4..4,9,0..1") == Seeds{4, 9, 0, 1});
  CHECK_THROWS_WITH(parse_seeds("3..1"), ContainsSubstring("--seeds 3..1 is not a range"));
  CHECK_THROWS_WITH(parse_seeds("1,x"), ContainsSubstring("--seeds x"));
  CHECK_THROWS_WITH(parse_seeds("0..3,2"), ContainsSubstring("has 2 twice"));
  CHECK_THROWS_WITH(parse_seeds(""), ContainsSubstring("--seeds"));
  CHECK_THROWS_WITH(parse_seeds("0..9999999999"), ContainsSubstring("is not a range"));
}

TEST_CASE("every combination comes once with every seed, the first axis slowest") {
  const auto runs = plan_sweep(small_spec());
  REQUIRE(runs.size() == 2 * 2 * 3);
  CHECK(runs.front().label == "activation=tanh depth=5 seed=0");
  CHECK(runs[1].label == "activation=tanh depth=5 seed=1");
  CHECK(runs[3].label == "activation=tanh depth=20 seed=0");
  CHECK(runs.back().folder == "activation-relu-depth-20-seed-2");
  CHECK(runs.back().values == std::vector<std::string>{"relu", "20", "2"});
  CHECK(runs.back().config.network.activation == "relu");
  CHECK(runs.back().config.network.depth == 20);
  CHECK(runs.back().config.running.seed == 2);
  CHECK(runs.back().config.name == runs.back().label);
  CHECK(runs.back().cost > runs.front().cost);  // deeper
}

TEST_CASE("values are those that config.toml would have") {
  const auto axis = make_axis("lr", {"1e-3", "0.1"});
  CHECK(axis.values.front().text == "0.001");
  CHECK_THROWS_WITH(make_axis("lr", {"1e-3", "0.001"}),
                    ContainsSubstring("lr=0.001 is there twice"));
  CHECK_THROWS_WITH(make_axis("lr", {"zero"}), ContainsSubstring("--lr zero"));
  CHECK_THROWS_WITH(make_axis("activaton", {"relu"}),
                    ContainsSubstring("did you mean activation?"));
  CHECK_THROWS_WITH(make_axis("name", {"a"}), ContainsSubstring("cannot be varied"));
}

TEST_CASE("varying the seed is the same as --seeds") {
  plumb::SweepSpec spec;
  set_axis(spec, make_axis("seed", {"4", "2"}));
  CHECK(spec.axes.empty());
  CHECK(spec.seeds == Seeds{4, 2});
}

TEST_CASE("what an exclusion names is left out") {
  auto spec = small_spec();
  spec.seeds = {0};
  spec.exclusions = {{{{"activation", {"relu"}}, {"depth", {"20"}}}}};
  check_spec(spec);
  CHECK(labels_of(spec) == std::vector<std::string>{"activation=tanh depth=5 seed=0",
                                                    "activation=tanh depth=20 seed=0",
                                                    "activation=relu depth=5 seed=0"});
  spec.exclusions = {{{{"activation", {"elu"}}}}};
  CHECK_THROWS_WITH(check_spec(spec), ContainsSubstring("activation=elu"));
  spec.exclusions = {{{{"dept", {"5"}}}}};
  CHECK_THROWS_WITH(check_spec(spec), ContainsSubstring("did you mean depth?"));
  spec.exclusions = {{{{"activation", {"tanh", "relu"}}}}};
  CHECK_THROWS_WITH(plan_sweep(spec), ContainsSubstring("every combination"));
}

TEST_CASE("a sweep that varies nothing is refused") {
  plumb::SweepSpec spec;
  spec.seeds = {0};
  CHECK_THROWS_WITH(check_spec(spec), ContainsSubstring("--vary KEY=A,B or --seeds"));
}

TEST_CASE("a long name of a run is cut and stays its own") {
  plumb::SweepSpec spec;
  const std::string folder(300, 'x');
  set_axis(spec, make_axis("data", {"csv:" + folder + "1", "csv:" + folder + "2"}));
  spec.seeds = {0};
  const auto runs = plan_sweep(spec);
  CHECK(runs[0].folder.size() <= 200);
  CHECK(runs[0].folder != runs[1].folder);
}

TEST_CASE("a sweep goes on in its folder if it is the same or larger") {
  const auto recorded = small_spec();
  auto next = small_spec();
  CHECK(difference(recorded, next).empty());
  next.seeds.push_back(3);
  set_axis(next, make_axis("depth", {"5", "10", "20"}));
  CHECK(difference(recorded, next).empty());
  CHECK_THAT(difference(next, recorded), ContainsSubstring("depth=10 is no longer there"));
  next = small_spec();
  next.seeds = {0, 1};
  CHECK(difference(recorded, next) == "seed 2 is no longer there");
  next = small_spec();
  next.base.training.epochs = 3;
  CHECK(difference(recorded, next) == "epochs is '10' there and '3' here");
  next = small_spec();
  set_axis(next, make_axis("width", {"8", "16"}));
  CHECK(difference(recorded, next) == "width is not varied there");
  CHECK(difference(next, recorded) == "width is varied there");
  next = small_spec();
  next.exclusions = {{{{"depth", {"20"}}}}};
  CHECK_THAT(difference(recorded, next), ContainsSubstring("leaves out other"));
  next = small_spec();
  next.jobs = 7;  // how it is run is not what it is
  CHECK(difference(recorded, next).empty());
}

TEST_CASE("a resumed sweep takes further values and seeds, each once") {
  auto spec = small_spec();
  extend_spec(spec, {"depth=20,40"}, {2, 3});
  CHECK(spec.axes[1].values.size() == 3);
  CHECK(spec.seeds == Seeds{0, 1, 2, 3});
  CHECK_THROWS_WITH(extend_spec(spec, {"width=8"}, {}), ContainsSubstring("does not vary width"));
}

TEST_CASE("jobs times threads never exceed the cores") {
  using plumb::allot;
  CHECK(allot(0, 0, 8).jobs == 8);
  CHECK(allot(0, 4, 8).jobs == 2);
  CHECK(allot(3, 0, 8).jobs == 3);
  CHECK(allot(16, 1, 8).jobs == 8);
  CHECK(allot(0, 16, 8).jobs == 1);
  CHECK(allot(0, 0, 8).threads == 1);
}

TEST_CASE("one run at a time has a GPU, unless more are asked for") {
  using plumb::allot;
  CHECK(allot(0, 0, 8, /*share_gpu=*/true).jobs == 1);
  CHECK(allot(0, 4, 8, /*share_gpu=*/true).threads == 4);
  CHECK(allot(3, 0, 8, /*share_gpu=*/true).jobs == 3);
}
