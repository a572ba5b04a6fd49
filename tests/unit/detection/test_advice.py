import unittest

import support  # noqa: F401
from advice import follow, follow_on, markdown, told
from cases import Case, Run
from evaluate import CaseResult, Seen
from outcome import Outcome

SETTINGS = {"activation": "sigmoid", "lr": "0.1"}


def finding(severity, *flags):
    return {"severity": severity, "remedies": [{"text": "do it", "flag": flag} for flag in flags]}


def failing(seed, *findings):
    return Seen(seed, Outcome(True, 0.0, 0, "never", None), findings=list(findings))


class Product:
    def __init__(self):
        self.trained = []

    def is_done(self, run):
        return run in self.trained


class Outcomes:
    """Every run has failed but those with one of these settings."""

    def __init__(self, **cure):
        self.product = Product()
        self.cure = cure

    def failed(self, _, run):
        return not self.cure.items() & dict(run.settings).items()


def followed(outcomes, *runs):
    case = Case("sigmoids", "", "own", SETTINGS, {}, part="third test")
    return follow(outcomes, [CaseResult(case, list(runs))], outcomes.product.trained.extend)


class Advice(unittest.TestCase):
    def test_is_told_in_order_without_what_is_only_noted_or_has_no_flag(self):
        self.assertEqual(told([finding("error", "--lr 1", ""), finding("info", "--clip norm:1"), finding("warning", "--lr 1", "--norm batch")]),
                         ["--lr 1", "--norm batch"])

    def test_is_tried_until_one_piece_of_it_cures(self):
        outcomes = Outcomes(activation="relu")
        (result,) = followed(outcomes, failing(4, finding("error", "--lr 1", "--activation relu", "--norm batch")))
        self.assertEqual(result.runs[0].cured_by, 2)
        self.assertEqual(outcomes.product.trained,
                         [Run.of(SETTINGS | {"lr": "1"}, 4), Run.of(SETTINGS | {"activation": "relu"}, 4)])

    def test_that_does_not_help_or_is_not_there_cures_nothing(self):
        outcomes = Outcomes(activation="relu")
        (result,) = followed(outcomes, failing(0, finding("error", "--lr 1")), failing(1),
                             failing(2, finding("warning", "--activation relu")))
        self.assertEqual([run.cured_by for run in result.runs], [None, None, 1])
        text = markdown([result])
        self.assertIn("| third test | 66.7 % [20.8, 93.9] (2/3) | 33.3 % [6.1, 79.2] (1/3) |", text)
        self.assertIn("| sigmoids | 3 | `--lr 1` (1) | 1 | 1 | 1 |", text)

    def test_is_followed_one_piece_on_top_of_the_other(self):
        outcomes = Outcomes(norm="batch")
        case = Case("sigmoids", "", "own", SETTINGS, {}, part="third test")
        second = Run.of(SETTINGS | {"lr": "1"}, 4)
        asked = []

        def find(runs):
            asked.extend(runs)
            return {run: [finding("warning", "--lr 1", "--norm batch")] for run in runs}

        broken = [CaseResult(case, [failing(4, finding("error", "--lr 0.1", "--lr 1")), failing(5)])]
        (result,) = follow_on(outcomes, broken, outcomes.product.trained.extend, find)
        self.assertEqual([run.flags for run in result.runs], [["--lr 1", "--norm batch"], []])
        self.assertEqual([run.cured_by for run in result.runs], [2, None])
        self.assertEqual(asked, [second])
        self.assertEqual(outcomes.product.trained, [second, Run.of(SETTINGS | {"lr": "1", "norm": "batch"}, 4)])

    def test_a_run_that_was_not_made_is_not_called_cured(self):
        outcomes = Outcomes(activation="relu")
        case = Case("sigmoids", "", "own", SETTINGS, {})
        (result,) = follow(outcomes, [CaseResult(case, [failing(0, finding("error", "--activation relu"))])], lambda runs: None)
        self.assertIsNone(result.runs[0].cured_by)


if __name__ == "__main__":
    unittest.main()
