"""Which mistakes are put on which configurations."""

import random
import tomllib
import unittest

import support  # noqa: F401
import cases as case_files
import mutate
from cases import Healthy

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
        self.assertEqual(len({case.name for _, case in first}), 20)

    def test_what_a_configuration_has_already_is_no_mistake(self):
        item = healthy(activation="softplus", width="2")
        flags = {case.what for _, case in mutate.mutants_of(item, MISTAKES, 1000, random.Random(1))}
        self.assertIn("--activation sigmoid", flags)
        self.assertNotIn("--activation softplus", flags)
        self.assertNotIn("--width 2", flags)

    def test_every_family_is_drawn(self):
        bases = mutate.draw_bases(case_files.load_all().healthy, 10, random.Random(1))
        self.assertEqual(len({mutate.family(item) for item in bases}), 5)


if __name__ == "__main__":
    unittest.main()
