import unittest

import support  # noqa: F401
from intervals import Share, quantile, quartiles_text, wilson


class Intervals(unittest.TestCase):
    def test_wilson_is_the_published_interval(self):
        # Newcombe 1998, table I: 81/263 and 0/20.
        self.assertAlmostEqual(wilson(81, 263)[0], 0.2553, 4)
        self.assertAlmostEqual(wilson(81, 263)[1], 0.3662, 4)
        self.assertEqual(wilson(0, 20)[0], 0)
        self.assertAlmostEqual(wilson(0, 20)[1], 0.1611, 4)

    def test_nothing_counted_is_nothing_known(self):
        self.assertEqual(wilson(0, 0), (0, 1))
        self.assertEqual(str(Share(0, 0)), "–")

    def test_all_hits_end_at_one(self):
        self.assertLessEqual(wilson(200, 200)[1], 1)

    def test_quantiles_lie_between_the_values(self):
        self.assertEqual(quantile([4, 1, 3, 2], 0.5), 2.5)
        self.assertEqual(quantile([7], 0.25), 7)
        self.assertIsNone(quantile([], 0.5))
        self.assertEqual(quartiles_text([1, 2, 3]), "2 [2, 2]")


if __name__ == "__main__":
    unittest.main()
