import json
import tempfile
import unittest
from pathlib import Path

import support  # first: it is what finds the others

import cases
import evaluate
import report
import toy_data
from cases import Case, Healthy, Run, settings_of
from evaluate import CaseResult, HealthyResult, Seen
from outcome import Learnt, Outcome

FILE = cases.DEFINITIONS


def settings_in(found):
    return {Run.of(x.settings, 0) for x in found.broken + found.healthy}


def ordinal(number):
    """From 1 to 99."""
    below_20 = ("none first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
                "fifteenth sixteenth seventeenth eighteenth nineteenth").split()
    tens = "twen thir for fif six seven eigh nine".split()
    if number < 20:
        return below_20[number]
    ten, unit = tens[number // 10 - 2], number % 10
    return f"{ten}ty-{below_20[unit]}" if unit else f"{ten}tieth"


class Cases(unittest.TestCase):
    def test_a_later_flag_replaces_an_earlier_one(self):
        found = settings_of("deep-linear --lr 0.1 --nesterov", "--lr 0.2")
        self.assertEqual(found, {"preset": "deep-linear", "lr": "0.2", "nesterov": ""})

    def test_the_file_holds_what_the_benchmark_promises(self):
        found = cases.load_all()
        self.assertGreaterEqual(len(found.healthy), 20)
        self.assertTrue(all(case.seeds >= 10 for case in found.broken))
        self.assertTrue(all(set(case.remedies) <= set(cases.RULES) for case in found.broken))
        self.assertEqual(len({Run.of(h.settings, 0) for h in found.healthy}), len(found.healthy))
        for case in found.broken:
            self.assertNotIn(Run.of(case.settings, 0), {Run.of(h.settings, 0) for h in found.healthy})

    def test_the_first_split_depends_on_the_name_alone(self):
        self.assertEqual(cases.part_by_name("circle-sigmoid-11"), "first test")
        self.assertEqual(cases.part_by_name("circle-sigmoid-8"), "tuning")

    def test_a_later_part_has_no_run_of_an_earlier_one(self):
        found = cases.load_all()
        later = [f"{ordinal(int(file.stem.removeprefix('part_')))} test" for file in cases.LATER_PARTS]
        self.assertEqual(found.parts, [cases.TUNING, cases.FIRST_TEST, *later])
        earlier = set()
        for part in found.parts:
            broken, healthy = ([x for x in kind if x.part == part] for kind in (found.broken, found.healthy))
            if part in later:
                self.assertGreaterEqual(len(broken), 20)
                self.assertGreaterEqual(len(healthy), 15)
            fresh = {Run.of(x.settings, 0) for x in broken + healthy}
            self.assertFalse(fresh & earlier)
            earlier |= fresh

    def test_parts_are_numbered_one_by_one(self):
        self.assertEqual([file.stem for file in cases.LATER_PARTS],
                         [f"part_{i + 2:02}" for i in range(len(cases.LATER_PARTS))])

    def test_no_table_takes_the_place_of_another(self):
        self.assertEqual(len(toy_data.TABLES), sum(len(part.TABLES) for part in toy_data.PARTS))

    def test_a_benchmark_takes_the_first_parts_and_the_newest(self):
        found = cases.load_all()
        self.assertEqual(found.usual_parts(quick=True), [cases.TUNING, found.parts[-1]])
        self.assertEqual(found.usual_parts(), [cases.TUNING, cases.FIRST_TEST, *found.parts[-cases.NEWEST:]])
        self.assertEqual(cases.load(FILE).usual_parts(), [cases.TUNING, cases.FIRST_TEST])

    def test_an_unknown_part_is_refused(self):
        with self.assertRaisesRegex(cases.BadCases, "no part 'test': there are tuning, first test"):
            cases.load(FILE).of_parts(["test"])

    def test_a_remedy_that_a_rule_does_not_advise_is_refused(self):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "cases.toml"
            file.write_text(FILE.read_text().replace('update-ratio = "--lr 0.01"', 'update-ratio = "--clip norm:1"', 1))
            with self.assertRaisesRegex(cases.BadCases, "not a remedy of update-ratio"):
                cases.load(file)

    def test_a_scaled_rate_is_a_round_number(self):
        self.assertEqual(cases.scaled_rate({"lr": "0.1"}, 0.1)["lr"], "0.01")
        self.assertEqual(float(cases.scaled_rate({"lr": "1e-06"}, 10)["lr"]), 1e-5)

    def test_an_unknown_case_is_refused(self):
        with self.assertRaisesRegex(cases.BadCases, "no case 'x'"):
            cases.load(FILE).select(["x"])

    def test_chance_is_known_of_every_loss(self):
        with tempfile.TemporaryDirectory() as folder:
            tables = toy_data.write_tables(Path(folder))
            found = cases.load_all()
            for item in found.broken + found.healthy:
                self.assertGreater(toy_data.chance_loss(item.settings, tables), 0)


class Twins(unittest.TestCase):
    def test_a_case_whose_twin_learns_nothing_is_left_out_and_listed(self):
        ends = {"--lr 1": 0.0, "--lr 2": 0.4}
        outcomes = evaluate.Outcomes(None)
        outcomes.twin = lambda case: Learnt(ends[case.twin], 1.0)
        broken = [Case("idle", "", "own", {}, "--lr 1"), Case("kept", "", "own", {}, "--lr 2")]
        found = outcomes.leave_out_idle_twins(cases.Cases(broken, [], [], {}))
        self.assertEqual([case.name for case in found.broken], ["kept"])
        self.assertEqual(found.impossible, [{"source": "idle", "why": "its twin learns nothing"}])


def seen(kind="never", alarms=None, onset=0):
    return Seen(0, Outcome(kind != "healthy", 0.0, onset, kind, None), {"Plumb": alarms or {}})


class Results(unittest.TestCase):
    def setUp(self):
        case = Case("circle-sigmoid-8", "", "1", {}, {})
        cures = {"vanishing-gradient": (3, 3), "update-ratio": (1, 3), "loss-plateau": (2, 3)}
        runs = [seen(alarms={"vanishing-gradient": 30}), seen(alarms={"update-ratio": 10}),
                seen("explosion", {"loss-plateau": 90}, onset=100), seen("healthy")]
        self.broken = [CaseResult(case, runs, cures)]
        self.healthy = [HealthyResult(Healthy("circle-tanh-8", "", {}, 0.8), [seen("healthy"), seen("healthy", {"x": 1})])]

    def test_two_of_three_cures_make_a_rule_acceptable(self):
        self.assertEqual(self.broken[0].acceptable, ["loss-plateau", "vanishing-gradient"])
        self.assertEqual(CaseResult(None, [], {"divergence": (0, 0)}).acceptable, [])

    def test_totals_count_acceptable_rules_and_runs_with_an_alarm(self):
        found = report.totals(self.broken, self.healthy, evaluate.PLUMB, None)
        self.assertEqual((found["named"].hits, found["named"].count), (2, 3))
        self.assertEqual(found["any"].hits, 3)
        self.assertEqual((found["false"].hits, found["false"].count), (1, 2))
        self.assertEqual(found["latencies"], {"start": [30], "explosion": [-10]})

    def test_only_warnings_and_errors_are_alarms(self):
        what = support.record([support.step(0)], [support.row(0)])
        findings = [{"rule": "update-ratio", "severity": "info", "first_step": 0, "reported_step": 0},
                    {"rule": "oscillation", "severity": "warning", "first_step": 0, "reported_step": 40},
                    {"rule": "oscillation", "severity": "error", "first_step": 0, "reported_step": 20}]
        self.assertEqual(evaluate.alarms_of(what, findings)["Plumb"], {"oscillation": 20})
        self.assertNotIn("Plumb", evaluate.alarms_of(what, None))

    def test_the_report_is_whole(self):
        listed = cases.Cases([], [], [{"source": "28", "why": "no"}], {})
        for run in self.broken[0].runs + self.healthy[0].runs:
            run.alarms |= dict.fromkeys(report.published.SETS, {})
        text = report.markdown(self.broken, self.healthy, listed, 1)
        self.assertIn("| Plumb | tuning | 66.7 %", text)
        json.dumps(report.document(self.broken, self.healthy, listed, 1))


if __name__ == "__main__":
    unittest.main()
