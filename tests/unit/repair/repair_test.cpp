#include "plumb/diagnostics/repair.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

#include "plumb/diagnostics/error.hpp"
#include "support/catch.hpp"

using plumb::Finding;
using plumb::Remedy;
using plumb::RemedyKind;
using plumb::RepairOptions;
using plumb::RunFacts;
using plumb::Severity;
using plumb::Trial;
using plumb::TrialOutcome;
using plumb::TrialWatch;

namespace {

constexpr std::int64_t run_steps = 1000;

Finding finding(std::string rule, Severity severity, std::int64_t step,
                std::vector<Remedy> remedies) {
  Finding result;
  result.rule = std::move(rule);
  result.severity = severity;
  result.first_step = result.last_step = result.reported_step = step;
  result.remedies = std::move(remedies);
  return result;
}

std::string flags(const std::vector<Remedy>& remedies) {
  std::string text;
  for (const auto& remedy : remedies) text += remedy.flag() + ' ';
  return text;
}

/// A run by the flags of its remedies: findings come at their reported step, the score at the end.
struct Scripted : plumb::RepairSubject {
  struct Run {
    std::vector<Finding> findings;
    double score = 0;
  };
  std::map<std::string, Run> runs;
  double guess = 0;
  Run otherwise;
  std::vector<std::string> refused, unconfirmed, proofs;
  std::map<std::string, std::string> alike;  // flags -> those that come to the same
  std::vector<Trial> asked;
  std::string interrupted_at = "none";  // flags of the trial during whose training
  std::string interrupted_proof = "none";
  bool is_interrupted = false;

  TrialOutcome train(const Trial& trial, const TrialWatch& watch) override {
    asked.push_back(trial);
    is_interrupted = flags(trial.remedies) == interrupted_at;
    const auto found = runs.find(flags(trial.remedies));
    const Run& run = found == runs.end() ? otherwise : found->second;
    TrialOutcome outcome;
    const std::int64_t begin = trial.goes_on_from.value_or(0);
    for (outcome.step = begin; outcome.step < trial.steps; ++outcome.step) {
      for (const auto& f : run.findings) {
        if (f.reported_step == outcome.step) outcome.findings.push_back(f);
      }
      if (watch.ends(outcome.step, outcome.findings)) break;
    }
    outcome.complete = outcome.step == trial.steps;
    outcome.cost = outcome.step - begin;
    outcome.score = outcome.complete ? run.score : 0.1;
    outcome.guess = guess;
    return outcome;
  }
  bool applies(const std::vector<Remedy>& remedies) const override {
    return std::find(refused.begin(), refused.end(), remedies.back().flag()) == refused.end();
  }
  std::string identity(const std::vector<Remedy>& remedies) const override {
    const std::string name = flags(remedies);
    const auto same = alike.find(name);
    return same == alike.end() ? name : same->second;
  }
  bool confirms(const Trial& trial) override {
    const std::string name = flags(trial.remedies);
    proofs.push_back(name);
    is_interrupted = name == interrupted_proof;
    if (is_interrupted) return false;
    return std::find(unconfirmed.begin(), unconfirmed.end(), name) == unconfirmed.end();
  }
  bool interrupted() const override { return is_interrupted; }
};

RepairOptions options() {
  RepairOptions result;
  result.steps = run_steps;
  return result;
}

const Remedy with_tanh{"tanh", {{"activation", "tanh"}}}, norm{"norm", {{"norm", "batch"}}};
const Remedy clip{"clip", {{"clip", "norm:1"}}, RemedyKind::online};

}  // namespace

TEST_CASE("the first remedy that the rules let pass is the answer, the rejected ones are cheap") {
  Scripted subject;
  subject.runs[""] = {{finding("vanishing-gradient", Severity::error, 20, {norm, with_tanh})}, 0.1};
  subject.runs["--norm batch "] = {{finding("dead-units", Severity::error, 30, {})}, 0.9};
  subject.runs["--activation tanh "] = {{}, 0.9};
  const auto result = plumb::repair(subject, {}, options());
  REQUIRE(result.answer);
  CHECK(flags(result.attempts[*result.answer].trial.remedies) == "--activation tanh ");
  CHECK(result.attempts.size() == 3);
  CHECK(result.cost == 20 + 30 + run_steps);
}

TEST_CASE(
    "nothing is tried on a run that no rule finds anything wrong with, unless it is asked for") {
  Scripted subject;
  subject.runs[""] = {{finding("clipping-never", Severity::info, 0, {})}, 0.5};
  subject.otherwise = {{}, 0.9};
  auto result = plumb::repair(subject, {}, options());
  CHECK(result.healthy);
  CHECK_FALSE(result.answer);
  CHECK(result.attempts.size() == 1);
  CHECK(result.cost == run_steps);
  auto searching = options();
  searching.anyway = true;
  CHECK(plumb::repair(subject, {}, searching).answer);
  subject.runs[""].findings.push_back(finding("oscillation", Severity::warning, 990, {norm}));
  result = plumb::repair(subject, {}, options());
  CHECK_FALSE(result.healthy);
  CHECK(result.answer);
}

TEST_CASE("something is wrong with a run that is no better than a guess, whatever the rules say") {
  RunFacts facts;
  facts.learning_rate = 0.1;
  Scripted subject;
  subject.otherwise = {{}, 0.99};
  for (const double score : {-5498318.5, 0.0, std::nan("")}) {
    subject.runs[""] = {{}, score};
    const auto result = plumb::repair(subject, facts, options());
    CHECK_FALSE(result.healthy);
    CHECK(result.answer);
  }
  subject.guess = 0.975;
  subject.runs[""] = {{}, 0.975};
  CHECK(plumb::repair(subject, facts, options()).answer);
  subject.runs[""] = {{}, 0.976};
  const auto result = plumb::repair(subject, facts, options());
  CHECK(result.healthy);
  CHECK(result.attempts.size() == 1);
}

TEST_CASE("a warning ends a trial after the grace, an observation never") {
  const TrialWatch watch(50);
  const std::vector<Finding> warned{finding("oscillation", Severity::warning, 100, {})};
  CHECK_FALSE(watch.ends(149, warned));
  CHECK(watch.ends(150, warned));
  CHECK_FALSE(watch.ends(900, {finding("clipping-never", Severity::info, 0, {})}));
  CHECK_FALSE(TrialWatch().ends(900, {finding("divergence", Severity::error, 0, {})}));
}

TEST_CASE("an online remedy goes on from before the finding where the run got far") {
  Scripted subject;
  subject.runs[""] = {{finding("exploding-gradient", Severity::error, 800, {clip})}, 0.1};
  subject.runs["--clip norm:1 "] = {{}, 0.9};
  const auto result = plumb::repair(subject, {}, options());
  REQUIRE(result.answer);
  CHECK(result.attempts[1].trial.goes_on_from == 800);
  CHECK(result.cost == 800 + 200);
}

TEST_CASE("where the run got far, what needs no restart comes first") {
  Scripted subject;
  subject.runs[""] = {{finding("divergence", Severity::error, 800, {norm, clip})}, 0.1};
  subject.otherwise = {{}, 0.9};
  CHECK(flags(plumb::repair(subject, {}, options()).attempts[1].trial.remedies) ==
        "--clip norm:1 ");
  subject.runs[""].findings.front().reported_step = 8;
  CHECK(flags(plumb::repair(subject, {}, options()).attempts[1].trial.remedies) == "--norm batch ");
}

TEST_CASE("what was wrong before the first step comes before what needs no restart") {
  Scripted subject;
  subject.runs[""] = {{finding("target-scale", Severity::warning, 300, {norm}),
                       finding("oscillation", Severity::warning, 310, {clip})},
                      0.1};
  subject.otherwise = {{}, 0.9};
  const auto result = plumb::repair(subject, {}, options());
  REQUIRE(result.answer);
  CHECK(flags(result.attempts[*result.answer].trial.remedies) == "--norm batch ");
}

TEST_CASE("of data far from 1 the first remedy is tried, though they were only noted") {
  Scripted subject;
  const Remedy standardize{"standardize", {{"standardize", "on"}}};
  subject.runs[""] = {{finding("input-scale", Severity::info, 0, {standardize, norm}),
                       finding("dead-units", Severity::warning, 20, {with_tanh})},
                      0.1};
  subject.otherwise = {{}, 0.1};
  plumb::repair(subject, {}, options());
  REQUIRE(subject.asked.size() > 3);
  CHECK(flags(subject.asked[1].remedies) == "--standardize on ");
  CHECK(flags(subject.asked[2].remedies) == "--activation tanh ");
}

TEST_CASE("where little is lost a run begins anew for an online remedy too") {
  Scripted subject;
  subject.runs[""] = {{finding("exploding-gradient", Severity::error, 5, {clip})}, 0.1};
  subject.runs["--clip norm:1 "] = {{}, 0.9};
  const auto result = plumb::repair(subject, {}, options());
  CHECK_FALSE(result.attempts[1].trial.goes_on_from);
}

TEST_CASE("a complete run without a gain is no answer") {
  Scripted subject;
  subject.runs[""] = {{finding("slow-convergence", Severity::warning, 0, {norm, with_tanh})}, 0.1};
  subject.runs["--norm batch "] = {{}, 0.11};  // the broken run stopped at 0.1
  subject.runs["--activation tanh "] = {{}, 0.8};
  auto result = plumb::repair(subject, {}, options());
  REQUIRE(result.answer);
  CHECK(flags(result.attempts[*result.answer].trial.remedies) == "--activation tanh ");
}

TEST_CASE("the least gain is in parts of what a guess leaves") {
  Scripted subject;
  subject.runs[""] = {{finding("slow-convergence", Severity::warning, 900, {norm})}, 0.1};
  const auto is_proved = [&](double guess, double broken, double repaired) {
    subject.guess = guess;
    subject.runs[""].score = broken;
    subject.runs["--norm batch "] = {{}, repaired};
    subject.runs[""].findings.front().reported_step = run_steps - 1;
    subject.proofs.clear();
    plumb::repair(subject, {}, options());
    return !subject.proofs.empty();
  };
  CHECK(is_proved(0.1, 0.5, 0.5199));  // 0.022 · 0.9
  CHECK_FALSE(is_proved(0.1, 0.5, 0.5197));
  CHECK(is_proved(0.975, 0.975, 0.976));  // 0.022 · 0.025 is 0.00055
  CHECK_FALSE(is_proved(0.975, 0.975, 0.9755));
  CHECK(is_proved(0, -5, 0.023));
  CHECK_FALSE(is_proved(0, -5, 0.021));
}

TEST_CASE("a gain of accuracy that chance may have made is told from one that the loss bears out") {
  const double nan = std::nan("");
  const auto gain = [&](double repaired, double broken_loss, double repaired_loss) {
    return plumb::gain_of({{0, 0.975, repaired, 1600, 0.975, broken_loss, repaired_loss},
                           {1, 0.975, repaired, 1600, 0.975, broken_loss, repaired_loss},
                           {2, 0.975, repaired, 1600, 0.975, 0.1, 0.2}});
  };
  // 2 sqrt((0.975 · 0.025 + 0.9806 · 0.0194) / 1600)
  CHECK(gain(0.9806, 5.8e5, 0.047).chance == Approx(0.0104).epsilon(0.01));
  CHECK(gain(0.9806, 5.8e5, 0.047).hides_in_chance());
  CHECK(gain(0.9806, 5.8e5, 0.047).broken_loss == 5.8e5);
  CHECK(gain(0.9806, 5.8e5, 0.047).repaired_loss == 0.047);
  CHECK(gain(0.9806, nan, 0.047).hides_in_chance());
  CHECK_FALSE(gain(0.9806, 0.12, 0.047).hides_in_chance());
  CHECK_FALSE(gain(0.9806, nan, nan).hides_in_chance());
  CHECK_FALSE(gain(0.99, 5.8e5, 0.047).hides_in_chance());  // it counts
  CHECK(gain(0.99, 5.8e5, 0.047).counts());
  CHECK_FALSE(gain(0.975, 5.8e5, 0.047).hides_in_chance());
}

TEST_CASE("an answer that other seeds do not confirm is passed over") {
  Scripted subject;
  subject.runs[""] = {{finding("vanishing-gradient", Severity::error, 0, {norm, with_tanh})}, 0.1};
  subject.runs["--norm batch "] = {{}, 0.9};
  subject.runs["--activation tanh "] = {{}, 0.8};
  subject.unconfirmed = {"--norm batch "};
  const auto result = plumb::repair(subject, {}, options());
  REQUIRE(result.answer);
  CHECK(flags(result.attempts[*result.answer].trial.remedies) == "--activation tanh ");
  CHECK(result.refuted == std::vector<std::size_t>{1});
}

TEST_CASE("of remedies that come to the same settings one is tried") {
  Scripted subject;
  subject.runs[""] = {{finding("vanishing-gradient", Severity::error, 0, {norm, with_tanh})}, 0.1};
  subject.alike["--norm batch "] = "--activation tanh ";
  subject.otherwise = {{}, 0.1};
  plumb::repair(subject, {}, options());
  int tried = 0;
  for (const auto& trial : subject.asked)
    tried +=
        flags(trial.remedies) == "--norm batch " || flags(trial.remedies) == "--activation tanh ";
  CHECK(tried == 1);
}

TEST_CASE("nothing is put to the proof twice") {
  Scripted subject;
  subject.runs[""] = {{finding("vanishing-gradient", Severity::error, 0, {norm})}, 0.1};
  subject.runs["--norm batch "] = {{}, 0.9};
  subject.unconfirmed = {"--norm batch "};
  CHECK_FALSE(plumb::repair(subject, {}, options()).answer);
  CHECK(std::count(subject.proofs.begin(), subject.proofs.end(), "--norm batch ") == 1);
}

TEST_CASE("where single remedies fail, advice on them is put on top") {
  Scripted subject;
  const std::vector<Finding> wrong{finding("vanishing-gradient", Severity::error, 0, {with_tanh})};
  subject.runs[""] = {wrong, 0.1};
  subject.otherwise = {{finding("divergence", Severity::error, 0, {norm})}, 0.1};
  subject.runs["--activation tanh --norm batch "] = {{}, 0.9};
  const auto result = plumb::repair(subject, {}, options());
  REQUIRE(result.answer);
  CHECK(flags(result.attempts[*result.answer].trial.remedies) == "--activation tanh --norm batch ");
}

TEST_CASE("a remedy that does not apply is not tried, and none twice") {
  Scripted subject;
  subject.runs[""] = {{finding("vanishing-gradient", Severity::error, 0, {norm, with_tanh}),
                       finding("loss-plateau", Severity::error, 0, {with_tanh, norm})},
                      0.1};
  subject.otherwise = {{}, 0.1};
  subject.refused = {"--norm batch"};
  auto limited = options();
  limited.budget = 30;
  plumb::repair(subject, {}, limited);
  std::map<std::string, int> times;
  for (const auto& trial : subject.asked) ++times[flags(trial.remedies)];
  CHECK(times.count("--norm batch ") == 0);
  for (const auto& [name, count] : times) CHECK(count == 1);
}

TEST_CASE("the search ends with its budget, and then the best trial is trained to its end") {
  Scripted subject;
  subject.otherwise = {{finding("divergence", Severity::warning, 500, {norm, with_tanh})}, 0.5};
  auto limited = options();
  limited.budget = 1;
  limited.grace = 0.1;
  const auto result = plumb::repair(subject, {}, limited);
  CHECK_FALSE(result.answer);
  CHECK(result.attempts.size() == 2);  // 600 steps each
}

TEST_CASE("an interrupted search ends with what it has") {
  Scripted subject;
  subject.runs[""] = {{finding("vanishing-gradient", Severity::error, 0, {norm, with_tanh})}, 0.1};
  subject.runs["--norm batch "] = {{}, 0.11};
  subject.otherwise = {{}, 0.9};
  subject.interrupted_at = "--activation tanh ";
  auto result = plumb::repair(subject, {}, options());
  CHECK(result.interrupted);
  CHECK_FALSE(result.answer);
  CHECK(result.attempts.size() == 3);
  CHECK(subject.proofs.empty());

  subject.interrupted_at = "none";
  subject.interrupted_proof = "--activation tanh ";
  result = plumb::repair(subject, {}, options());
  CHECK(result.interrupted);
  CHECK_FALSE(result.answer);
  CHECK(result.refuted.empty());

  subject.interrupted_proof = "none";
  subject.interrupted_at = "";
  CHECK(plumb::repair(subject, {}, options()).attempts.size() == 1);
}

TEST_CASE("an interrupted baseline ends with what it has") {
  Scripted subject;
  RunFacts facts;
  facts.learning_rate = 0.1;
  subject.otherwise = {{}, 0.4};
  auto limited = options();
  limited.budget = 1;
  const auto whole = plumb::repair_at_random(subject, facts, limited, 0.1, 1);
  CHECK(whole.answer);
  CHECK_FALSE(whole.interrupted);
  subject.interrupted_at = flags(whole.attempts.front().trial.remedies);
  const auto result = plumb::repair_at_random(subject, facts, options(), 0.1, 1);
  CHECK(result.interrupted);
  CHECK(result.attempts.size() == 1);
  CHECK_FALSE(result.answer);
}

TEST_CASE("random remedies are drawn by the seed and trained whole within the budget") {
  RunFacts facts;
  facts.learning_rate = 0.1;
  const auto draw = [&](std::uint64_t seed) {
    Scripted subject;
    subject.otherwise = {{finding("divergence", Severity::error, 0, {})}, 0.4};
    auto limited = options();
    limited.budget = 2.4;
    const auto result = plumb::repair_at_random(subject, facts, limited, 0.1, seed);
    CHECK(result.cost == 2 * run_steps);
    CHECK(result.answer == std::size_t{0});
    return flags(result.attempts.front().trial.remedies);
  };
  CHECK(draw(1) == draw(1));
  int differ = 0;
  for (std::uint64_t seed = 2; seed < 10; ++seed) differ += draw(seed) != draw(1);
  CHECK(differ > 0);
}

TEST_CASE("a gain counts beyond what the samples differ by chance") {
  const auto gain = [](std::int64_t samples) {
    return plumb::gain_of({{0, 0.33, 0.38, samples}, {1, 0.34, 0.38, samples}});
  };
  // 2 sqrt((0.335 · 0.665 + 0.38 · 0.62) / n)
  CHECK(gain(200).chance == Approx(0.0957).epsilon(0.001));
  CHECK_FALSE(gain(200).counts());
  CHECK(gain(2000).counts());
  CHECK(gain(0).chance == 0);
  CHECK(gain(0).counts());
}

TEST_CASE("a gain counts beyond the spread of the seeds") {
  // Variances over the seeds: 0.01 and 0.0004, so that the spread is sqrt(0.0052).
  const plumb::Gain gain = plumb::gain_of({{0, 0.1, 0.88}, {1, 0.2, 0.90}, {2, 0.3, 0.92}});
  CHECK(gain.mean == Approx(0.7));
  CHECK(gain.spread == Approx(std::sqrt(0.0052)));
  CHECK(gain.counts());
  CHECK_FALSE(plumb::gain_of({{0, 0.1, 0.3}, {1, 0.5, 0.4}, {2, 0.9, 0.95}}).counts());
  CHECK_FALSE(plumb::gain_of({{0, 0.5, 0.5}}).counts());
  CHECK(plumb::gain_of({{0, std::nan(""), 0.5}}).mean == Approx(0.5));
}

TEST_CASE("a remedy that diverges on a seed is worth nothing, however bad the broken run is") {
  const double nan = std::nan("");
  CHECK_FALSE(plumb::gain_of({{0, -3, 0.4}, {1, -3.1, nan}, {2, -2.9, nan}}).counts());
  CHECK_FALSE(plumb::gain_of({{0, -50, 0.4}, {1, -50, 0.4}, {2, -50, nan}}).counts());
  CHECK_FALSE(plumb::gain_of({{0, nan, nan}}).counts());
}

TEST_CASE("scores below a guess count as one, as does a run that diverges") {
  const double nan = std::nan("");
  CHECK(plumb::gain_of({{0, nan, 0.5}, {1, 0.2, 0.6}}).mean == Approx(0.45));
  CHECK(plumb::gain_of({{0, nan, 0.4}, {1, -3, 0.4}}).mean == Approx(0.4));
  CHECK(plumb::gain_of({{0, nan, 0.4}, {1, -3, 0.4}}).counts());
  CHECK(plumb::gain_of({{0, -HUGE_VAL, 0.4}, {1, -3, 0.4}}).counts());
  CHECK_FALSE(plumb::gain_of({{0, nan, -2}}).counts());
  // Of 1,600 samples 97.5 % are of one class: neither 2.5 % nor a loss of nan is worse than that.
  const plumb::Gain gain =
      plumb::gain_of({{0, 0.025, 0.98, 1600, 0.975}, {1, nan, 0.98, 1600, 0.975}});
  CHECK(gain.mean == Approx(0.005));
  CHECK(gain.spread == 0);
  CHECK_FALSE(gain.counts());
}

TEST_CASE("how far broken runs are below a guess makes no spread of the seeds") {
  // They are wild; the remedy is no better than a constant either, or better on every seed.
  const auto none = plumb::gain_of({{0, -4, -3.26}, {1, -230, -3.26}, {2, -7.1, -3.22}});
  CHECK(none.mean == 0);
  CHECK(none.spread == 0);
  CHECK_FALSE(none.counts());
  const auto gain = plumb::gain_of({{0, -4, 0.5}, {1, -230, 0.52}, {2, -7.1, 0.48}});
  CHECK(gain.mean == Approx(0.5));
  CHECK(gain.spread == Approx(std::sqrt(0.0002)));
  CHECK(gain.counts());
}

TEST_CASE("a trial that is no better than a guess is no answer, nor one of random remedies") {
  Scripted subject;
  subject.runs[""] = {{}, -1e6};
  subject.otherwise = {{}, -1};
  auto searching = options();
  searching.anyway = true;
  CHECK_FALSE(plumb::repair(subject, {}, searching).answer);
  CHECK(subject.proofs.empty());
  CHECK_FALSE(plumb::repair_at_random(subject, {}, searching, -1e6, 1).answer);
}

TEST_CASE("of trials below a guess the first is gone on with, not the luckiest") {
  Scripted subject;
  subject.runs[""] = {{finding("vanishing-gradient", Severity::error, 990, {norm, with_tanh})}, 0};
  subject.otherwise = {{finding("divergence", Severity::error, 0, {})}, 0};
  subject.runs["--norm batch "] = {{finding("dead-units", Severity::warning, 990, {clip})}, -100};
  subject.runs["--activation tanh "] = {{finding("dead-units", Severity::warning, 990, {clip})},
                                        -1};
  subject.runs["--norm batch --clip norm:1 "] = {{}, 0.9};
  subject.runs["--activation tanh --clip norm:1 "] = {{}, 0.9};
  auto patient = options();
  patient.budget = 50;
  const auto result = plumb::repair(subject, {}, patient);
  REQUIRE(result.answer);
  CHECK(flags(result.attempts[*result.answer].trial.remedies) == "--norm batch --clip norm:1 ");
}

TEST_CASE(
    "what was wrong before the first step comes first, then errors before warnings and causes "
    "before "
    "symptoms; observations give no remedy") {
  const auto remedies = plumb::remedies_of(
      {finding("loss-plateau", Severity::error, 40, {norm}),
       finding("vanishing-gradient", Severity::error, 20, {with_tanh}),
       finding("input-scale", Severity::warning, 0, {{"scale", {{"input-scale", "2"}}}}),
       finding("clipping-never", Severity::info, 0, {clip})});
  CHECK(flags(remedies) == "--input-scale 2 --activation tanh --norm batch ");
}

TEST_CASE("the remedy of a rule that is not built in comes last of its severity") {
  const auto remedies =
      plumb::remedies_of({finding("own", Severity::error, 0, {clip}),
                          finding("slow-convergence", Severity::error, 40, {norm}),
                          finding("dead-units", Severity::warning, 0, {with_tanh})});
  CHECK(flags(remedies) == "--norm batch --clip norm:1 --activation tanh ");
}

TEST_CASE("a narrow deep network is not advised ReLU, which it would start out dead with") {
  RunFacts facts;
  for (int i = 0; i < 10; ++i) facts.parameters.push_back({"dense.weight", {5, 5}, 25, {}});
  CHECK(flags(plumb::remedy_catalog(facts))
            .starts_with("--standardize on --activation tanh --init glorot-uniform "));
  for (auto& parameter : facts.parameters) parameter.shape = {128, 128};
  CHECK(flags(plumb::remedy_catalog(facts))
            .starts_with("--standardize on --activation relu --init he-normal "));
}

TEST_CASE("first of all data are standardized, values to predict too, and then both") {
  RunFacts facts;
  const auto begins_with = [&](const char* text) {
    return flags(plumb::remedy_catalog(facts)).starts_with(text);
  };
  const auto has = [&](const char* text) {
    return flags(plumb::remedy_catalog(facts)).find(text) != std::string::npos;
  };
  CHECK(begins_with("--standardize on --activation"));
  CHECK_FALSE(has("--standardize-targets"));
  facts.input_widths = {1, 0.001};  // one column has a heavy tail
  CHECK(begins_with("--standardize robust --activation"));
  facts.targets = plumb::TargetFacts{7.2, 0.05};
  CHECK(
      begins_with("--standardize robust --standardize-targets on "
                  "--standardize robust --standardize-targets on --activation"));
  facts.settings["standardize"] = "robust";
  CHECK(begins_with("--standardize-targets on --activation"));
  facts.settings["standardize-targets"] = "on";
  CHECK_FALSE(has("--standardize"));
  facts.settings = {{"output-activation", "sigmoid"}};  // reaches half of them
  CHECK(begins_with("--standardize robust --activation"));
  CHECK_FALSE(has("--standardize-targets"));
}

TEST_CASE("a decay is advised against where there is one") {
  RunFacts facts;
  CHECK_THAT(flags(plumb::remedy_catalog(facts)), !ContainsSubstring("--weight-decay"));
  facts.weight_decay = 0.1;
  CHECK_THAT(flags(plumb::remedy_catalog(facts)), ContainsSubstring("--weight-decay 0.001"));
}

TEST_CASE("what the network has already is not advised, and nothing twice") {
  RunFacts facts;
  facts.parameters.push_back({"dense.weight", {128, 128}, 16384, {}});
  facts.activation = "relu";
  facts.settings = {
      {"activation", "relu"}, {"init", "glorot-uniform"}, {"norm", "batch"}, {"standardize", "on"}};
  const std::string all = flags(plumb::remedy_catalog(facts));
  CHECK(all.starts_with("--init he-normal --residual plain "));
  CHECK_THAT(all, !ContainsSubstring("--init he-normal --init he-normal"));
  CHECK_THAT(all, !ContainsSubstring("glorot-uniform"));
  facts.settings["init"] = "he-normal";
  CHECK(flags(plumb::remedy_catalog(facts)).starts_with("--residual plain "));
}

TEST_CASE("impossible options are named") {
  Scripted subject;
  RepairOptions wrong = options();
  wrong.budget = 0;
  CHECK_THROWS_AS(plumb::repair(subject, {}, wrong), plumb::Error);
  wrong = options();
  wrong.steps = 0;
  CHECK_THROWS_AS(plumb::repair(subject, {}, wrong), plumb::Error);
  const auto refused = [&](const RepairOptions& options, const char* offender) {
    CHECK_THROWS_WITH(plumb::repair(subject, {}, options), ContainsSubstring(offender));
    CHECK_THROWS_WITH(plumb::repair_at_random(subject, {}, options, 0.1, 1),
                      ContainsSubstring(offender));
  };
  wrong = options();
  wrong.most_together = 0;
  refused(wrong, "at least 1 remedy at once");
  for (const double grace : {-0.1, std::nan("")}) {
    wrong = options();
    wrong.grace = grace;
    refused(wrong, "grace");
  }
  wrong = options();
  wrong.least_gain = std::nan("");
  refused(wrong, "gain");
}

TEST_CASE("a grace of more than a run is one of a run") {
  Scripted subject;
  subject.runs[""] = {{finding("oscillation", Severity::warning, 100, {})}, 0.5};
  auto patient = options();
  patient.grace = 1e300;
  CHECK(plumb::repair(subject, {}, patient).attempts.front().outcome.complete);
}
