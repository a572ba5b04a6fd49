import math
import unittest

import outcome
from outcome import Learnt
from support import record, row, step

CHANCE_LOSS = math.log(10)


def judged(losses, accuracy=0.1, twin=None):
    what = record([step(i, loss) for i, loss in enumerate(losses)], [row(0, 0.1), row(1, accuracy, loss=losses[-1])])
    own = outcome.learnt(what, 0.1, CHANCE_LOSS)
    return outcome.judge(what, own, twin or Learnt(0.8, 0.3), CHANCE_LOSS)


class Outcomes(unittest.TestCase):
    def test_a_run_that_learns_what_its_twin_does_has_not_failed(self):
        found = judged([2.3] * 50 + [0.4] * 100, accuracy=0.75)
        self.assertFalse(found.failed)
        self.assertAlmostEqual(found.share, 0.65 / 0.8)
        self.assertIsNone(found.onset)

    def test_a_run_that_never_learns_is_wrong_from_step_0(self):
        found = judged([2.3] * 200)
        self.assertEqual((found.failed, found.kind, found.onset), (True, "never", 0))

    def test_an_explosion_begins_where_the_loss_is_three_times_the_median_before(self):
        found = judged([0.5] * 120 + [1.4, 1.6, 9.0, 50.0])
        self.assertEqual((found.kind, found.onset), ("explosion", 121))

    def test_a_loss_that_is_not_finite_fails_whatever_came_before(self):
        found = judged([0.4] * 100 + [math.nan], accuracy=0.9)
        self.assertEqual((found.failed, found.kind, found.onset), (True, "explosion", 100))
        self.assertEqual(found.first_non_finite, 100)

    def test_not_finite_at_once_never_learns(self):
        found = judged([math.inf, math.nan])
        self.assertEqual((found.kind, found.onset, found.first_non_finite), ("never", 0, 0))

    def test_learning_too_little_is_wrong_from_the_start(self):
        found = judged([2.3] * 50 + [1.2] * 150, accuracy=0.4)
        self.assertEqual((found.kind, found.onset), ("partial", 0))

    def test_values_are_judged_by_their_loss(self):
        what = record([step(0, 1.0)], [row(0, None), row(1, None, loss=0.25)])
        self.assertAlmostEqual(outcome.learnt(what, None, 1.0).share, 0.75)


if __name__ == "__main__":
    unittest.main()
