import unittest

import support  # noqa: F401
from tables import median_text, put_between_markers, quartiles, table


class Tables(unittest.TestCase):
    def test_a_table_has_a_line_a_row(self):
        self.assertEqual(table(["a", "b"], [[1, "x"], [2.5, "y"]]), "| a | b |\n|---|---|\n| 1 | x |\n| 2.5 | y |")

    def test_quartiles_lie_between_the_values(self):
        self.assertEqual(quartiles([4, 1, 3, 2]), [1.75, 2.5, 3.25])
        self.assertEqual(quartiles([7]), [7, 7, 7])

    def test_a_median_is_told_with_its_spread_where_there_is_one(self):
        self.assertEqual(median_text([3.0, 1.0, 2.0]), "2.00 [1.50, 2.50]")
        self.assertEqual(median_text([1.2345], 3), "1.234")
        self.assertEqual(median_text([]), "—")


class Markers(unittest.TestCase):
    TEXT = "a\n<!-- step: begin -->old<!-- step: end -->\nb\n<!-- other: begin --><!-- other: end -->"

    def test_only_what_stands_between_the_markers_of_the_name_is_replaced(self):
        self.assertEqual(put_between_markers(self.TEXT, "new\n", "step"),
                         "a\n<!-- step: begin -->\n\nnew\n\n<!-- step: end -->\nb\n<!-- other: begin --><!-- other: end -->")

    def test_a_second_time_nothing_changes(self):
        once = put_between_markers(self.TEXT, "new", "other")
        self.assertEqual(put_between_markers(once, "new", "other"), once)

    def test_a_missing_or_turned_pair_is_refused(self):
        for text in ("", "<!-- step: begin -->", "<!-- step: end --><!-- step: begin -->"):
            with self.assertRaisesRegex(ValueError, "step: begin"):
                put_between_markers(text, "new", "step")


if __name__ == "__main__":
    unittest.main()
