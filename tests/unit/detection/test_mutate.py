"""Which mistakes are put on which configurations."""

import random
import tomllib
import unittest

import support  # noqa: F401
import cases as case_files
import evaluate
import mutate
from advice import AdviceResult, Advised
from cases import Case, Healthy
from evaluate import CaseResult, Seen
from outcome import Learnt, Outcome

MISTAKES = tomllib.loads((mutate.HERE / "mistakes.toml").read_text())["mistake"]


def healthy(**settings):
    base = {"data": "csv:{moons}", "model": "mlp", "optimizer": "sgd", "lr": "0.02", "momentum": "0.9", "steps": "300"}
    return Healthy("moons", "", base | {name.replace("_", "-"): value for name, value in settings.items()}, 0.5)


class Mutants(unittest.TestCase):
    def test_a_rate_is_a_part_of_the_configurations_own(self):
        self.assertEqual(mutate.changed(healthy().settings, "--lr *0.01")["lr"], "0.0002")

    def test_what_another_optimizer_does_not_take_goes_with_the_old_one(self):
        self.assertNotIn("momentum", mutate.changed(healthy().settings, "--optimizer adam"))
        self.assertIn("momentum", mutate.changed(healthy().settings, "--optimizer rmsprop"))

    def test_a_setting_that_is_off_cannot_be_taken_away(self):
        mistake = {"unless_off": "norm"}
        self.assertFalse(mutate.fits(mistake, healthy().settings))
        self.assertFalse(mutate.fits(mistake, healthy(norm="none").settings))
        self.assertTrue(mutate.fits(mistake, healthy(norm="layer").settings))

    def test_gates_are_spoilt_only_where_there_are_some(self):
        gates = next(mistake for mistake in MISTAKES if mistake["kind"] == "gates")
        self.assertFalse(mutate.fits(gates, healthy().settings))
        self.assertTrue(mutate.fits(gates, healthy(model="lstm").settings))

    def test_the_same_draw_gives_the_same_mutants(self):
        first, second = (mutate.mutants_of(healthy(), MISTAKES, 20, random.Random(3)) for _ in range(2))
        self.assertEqual(first, second)
        self.assertEqual(len({mutant.case.name for mutant in first}), 20)

    def test_what_a_configuration_has_already_is_no_mistake(self):
        item = healthy(activation="softplus", width="2")
        flags = {mutant.case.what for mutant in mutate.mutants_of(item, MISTAKES, 1000, random.Random(1))}
        self.assertIn("--activation sigmoid", flags)
        self.assertNotIn("--activation softplus", flags)
        self.assertNotIn("--width 2", flags)

    def test_two_mistakes_are_of_two_kinds_and_change_two_settings(self):
        own = healthy().settings
        mutants = mutate.mutants_of(healthy(), MISTAKES, 200, random.Random(1), together=2)
        self.assertEqual(len(mutants), 200)
        for mutant in mutants:
            self.assertEqual(len(set(mutant.kinds)), 2)
            self.assertGreaterEqual(len(mutate.set_by(own, mutant.case.what)), 2)
        self.assertEqual(len({frozenset(mutant.case.settings.items()) for mutant in mutants}), 200)

    def test_a_mistake_that_undoes_another_is_not_put_beside_it(self):
        own = healthy().settings
        self.assertTrue(mutate.undo_each_other(own, [("momentum", "--momentum 0.99"), ("rate", "--optimizer adam --lr 0.1")]))
        self.assertFalse(mutate.undo_each_other(own, [("momentum", "--momentum 0.99"), ("weights", "--init zeros")]))

    def test_of_two_mistakes_each_has_its_row(self):
        case = Case("moons", "", "own", {}, {})
        seen = Seen(0, Outcome(True, 0.0, 0, "never", None), findings=[{"severity": "error"}])
        result = (mutate.Mutant(("weights", "dropout"), case, healthy()), CaseResult(case, [seen]))
        advised = [AdviceResult(case, [Advised(0, ["--init zeros"], 3)])]
        text = mutate.markdown([result], {"weights": 2, "dropout": 1, "momentum": 4, mutate.ALL: 7}, advised, together=2)
        rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in text.splitlines()]
        self.assertEqual([(row[0], row[1], row[2], row[4][-5:], row[6][-5:]) for row in rows[2:]],
                         [("dropout", "1", "1", "(0/1)", "(1/1)"), ("momentum", "4", "0", "–", "–"),
                          ("weights", "2", "1", "(0/1)", "(1/1)"), ("all", "7", "1", "(0/1)", "(1/1)")])

    def test_a_configuration_that_fails_without_a_mistake_tells_nothing(self):
        mutants = mutate.mutants_of(healthy(), MISTAKES, 3, random.Random(1))
        for accuracy, left in ((0.4, 0), (0.6, 3)):
            outcomes = evaluate.Outcomes(None)
            outcomes.twin = lambda case, accuracy=accuracy: Learnt(accuracy - 0.5, 0.1)  # chance is 0.5
            self.assertEqual(len(mutate.with_sound_bases(outcomes, mutants)), left)

    def test_every_family_is_drawn(self):
        bases = mutate.draw_bases(case_files.load_all().healthy, 10, random.Random(1))
        self.assertEqual(len({mutate.family(item) for item in bases}), 5)


if __name__ == "__main__":
    unittest.main()
