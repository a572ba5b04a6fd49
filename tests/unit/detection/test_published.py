import unittest

import published
from support import record, row, step

STEPS = 300  # a check of AUTOTRAINER's every 3 steps, of DeepDiagnosis's every one


def rules(alarms):
    return {alarm.rule: alarm.step for alarm in alarms}


def steps(count=STEPS, **more):
    return [step(i, **more) for i in range(count)]


class AutoTrainer(unittest.TestCase):
    def test_vanishing_needs_the_ratio_and_the_norm(self):
        stuck = [row(0, 0.1), row(1, 0.1)]
        self.assertIn("vanishing-gradient", rules(published.autotrainer(record(steps(first=1e-5, last=1.0), stuck))))
        self.assertNotIn("vanishing-gradient", rules(published.autotrainer(record(steps(first=1e-3, last=9.0), stuck))))

    def test_gradients_are_reported_from_30_percent_on(self):
        found = rules(published.autotrainer(record(steps(first=100.0, last=1.0), [row(0, 0.1), row(1, 0.1)])))
        self.assertEqual(found["exploding-gradient"], 89)  # the check that ends at 90 of 300

    def test_an_accurate_net_is_not_looked_at(self):
        what = record([step(i, first=100.0, epoch=1 if i < 30 else 2) for i in range(STEPS)],
                      [row(0, 0.1), row(1, 0.7), row(2, 0.7)])
        self.assertEqual(rules(published.autotrainer(what)), {})

    def test_zero_gradients_are_a_dying_relu(self):
        zeros = {"dense_01.weight": 1.0, "output.weight": 0.5}
        found = rules(published.autotrainer(record(steps(zeros=zeros), [row(0, 0.1), row(1, 0.3)])))
        self.assertIn("dead-units", found)

    def test_a_loss_that_is_not_finite_explodes_before_the_gate(self):
        what = record([*steps(5), *(step(i, loss="nan", first="nan") for i in range(5, STEPS))], [row(0, 0.1)])
        self.assertEqual(rules(published.autotrainer(what))["exploding-gradient"], 5)

    def test_no_gain_in_any_epoch_is_slow(self):
        epochs = [row(i, 0.1 + 0.001 * i) for i in range(11)]
        what = record([step(i, epoch=1 + i // 30) for i in range(STEPS)], epochs)
        self.assertIn("slow-convergence", rules(published.autotrainer(what)))
        epochs[1] = row(1, 0.12)  # one jump of 0.02 hides it: their false negative
        self.assertNotIn("slow-convergence", rules(published.autotrainer(record(what.steps, epochs))))

    def test_accuracy_up_and_down_oscillates(self):
        epochs = [row(i, 0.8 + 0.05 * (i % 2)) for i in range(11)]
        what = record([step(i, epoch=1 + i // 30) for i in range(STEPS)], epochs)
        self.assertIn("oscillation", rules(published.autotrainer(what)))


class DeepDiagnosis(unittest.TestCase):
    def test_the_mean_of_a_gradient_is_taken_from_its_norm(self):
        # 100 entries: a norm of 1e-6 is a mean of 0.8e-7.
        self.assertIn("vanishing-gradient", rules(published.deep_diagnosis(record(steps(first=1e-6), [row(0)]))))
        self.assertNotIn("vanishing-gradient", rules(published.deep_diagnosis(record(steps(first=2e-6), [row(0)]))))

    def test_dead_units_are_looked_for_at_the_end_only(self):
        relu = {"dense_01": {"kind": "relu", "mean": 0.1, "zeros": 0.8, "saturated": None}}
        found = rules(published.deep_diagnosis(record(steps(activations=relu), [row(0)])))
        self.assertEqual(found, {"dead-units": STEPS - 1})

    def test_saturation_is_looked_for_every_fifth_check(self):
        tanh = {"dense_01": {"kind": "tanh", "mean": 0.1, "zeros": 0.0, "saturated": 0.6}}
        found = rules(published.deep_diagnosis(record(steps(activations=tanh), [row(0)])))
        self.assertEqual(found, {"saturated-units": 4})

    def test_a_mean_of_exactly_zero_is_numerical(self):
        dead = {"dense_01": {"kind": "relu", "mean": 0.0, "zeros": 0.1, "saturated": None}}
        self.assertIn("non-finite", rules(published.deep_diagnosis(record(steps(activations=dead), [row(0)]))))

    def test_a_loss_that_does_not_fall_for_5_epochs_is_unchanged(self):
        what = record([step(i, epoch=1 + i // 30) for i in range(STEPS)], [row(i, loss=1.0) for i in range(11)])
        self.assertEqual(rules(published.deep_diagnosis(what))["loss-plateau"], 179)
        falling = [row(i, loss=1.0 / (1 + i)) for i in range(11)]
        self.assertEqual(rules(published.deep_diagnosis(record(what.steps, falling))), {})


class FixedThresholds(unittest.TestCase):
    def test_each_names_its_first_step(self):
        what = record([step(0), step(1, first=1e-7), step(2, last=101.0), step(3, last=999.0)], [row(0)])
        self.assertEqual(rules(published.fixed_thresholds(what)), {"vanishing-gradient": 1, "exploding-gradient": 2})

    def test_not_finite_explodes(self):
        what = record([step(0, first="nan")], [row(0)])
        self.assertEqual(rules(published.fixed_thresholds(what)), {"exploding-gradient": 0})


if __name__ == "__main__":
    unittest.main()
