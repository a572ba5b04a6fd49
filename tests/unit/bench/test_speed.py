import unittest
import unittest.mock
from pathlib import Path

import support  # noqa: F401
import figure
import growth
import instruments
import programs
import step


def result(program, k, ms, preset="sigmoid-mlp", threads=1, **more):
    return {"program": program, "preset": preset, "threads": threads, "round": k, "ms_per_step": ms, "cpu_ms_per_step": ms, **more}


TWO_ROUNDS = [result("plumb", 0, 2.0), result("limit", 0, 1.0), result("jax", 0, 3.0),
              result("plumb", 1, 4.0), result("limit", 1, 2.0), result("jax", 1, 4.0)]


class Step(unittest.TestCase):
    def test_ratios_are_of_the_same_round(self):
        rows = step.rows_of(TWO_ROUNDS)
        jax, plumb = rows["sigmoid-mlp", 1, "jax"], rows["sigmoid-mlp", 1, "plumb"]
        self.assertEqual(step.ratios(jax, plumb, step.CLOCK), [1.5, 1.0])
        self.assertEqual(step.ratios(jax[1:], plumb[:1], step.CLOCK), [])  # it failed in the other round

    def test_the_table_has_a_row_a_program_with_its_spread(self):
        lines = step.step_table(TWO_ROUNDS).splitlines()
        self.assertEqual(lines[2], "| sigmoid-mlp | plumb | 3.00 [2.50, 3.50] | 3.00 | 1.00 [1.00, 1.00] | 1.00 |")
        self.assertEqual(lines[4], "| sigmoid-mlp | jax | 3.50 [3.25, 3.75] | 3.50 | 1.25 [1.12, 1.38] | 1.25 |")

    def test_threads_have_a_column_where_there_are_several_numbers(self):
        both = TWO_ROUNDS + [result("plumb", 0, 1.0, threads=2), result("jax", 0, 3.0, threads=2)]
        lines = step.step_table(both).splitlines()
        self.assertIn("| preset | threads | program |", lines[0])
        self.assertEqual(lines[-1], "| sigmoid-mlp | 2 | jax | 3.00 | 3.00 | 3.00 | 3.00 |")

    def test_without_ours_there_are_times_and_no_ratios(self):
        lines = step.step_table([result("jax", 0, 3.0)]).splitlines()
        self.assertEqual(lines[2], "| sigmoid-mlp | jax | 3.00 | 3.00 | — | — |")

    def test_the_noise_is_half_of_the_interquartile_range(self):
        text = step.noise([result("plumb", k, ms) for k, ms in enumerate([9.0, 10.0, 11.0])] + [result("jax", 0, 1.0)])
        self.assertIn("±5.0 % (median over the rows), at worst within ±5.0 % (plumb, sigmoid-mlp)", text)
        self.assertIn("not known", step.noise([result("plumb", 0, 1.0)]))

    def test_the_limit_says_what_it_is_made_of(self):
        limit = [result("limit", 0, 3.0, products_ms=2.0, optimizer_ms=1.0, ways={"product": 12})]
        self.assertIn("sigmoid-mlp 2.00 ms (product 12) and 1.00 ms", step.limit_text(limit))
        self.assertEqual(step.limit_text(TWO_ROUNDS[:1]), "")


class Instruments(unittest.TestCase):
    def test_each_is_compared_with_none_block_by_block(self):
        results = [{"program": "torch", "preset": "sigmoid-mlp", "variants": [
            {"name": "plain", "cpu_ms_per_step": [1.0, 2.0, 4.0]}, {"name": "norms", "cpu_ms_per_step": [1.5, 2.0, 5.0]}]}]
        lines = instruments.instrument_table(results).splitlines()
        self.assertEqual(lines[2], "| sigmoid-mlp | torch | plain | 2.000 [1.500, 3.000] | 1.000 |")
        self.assertEqual(lines[3], "| sigmoid-mlp | torch | norms | 2.000 [1.750, 3.500] | 1.250 [1.125, 1.375] |")


    def test_each_is_alone_in_its_process_and_they_take_turns(self):
        calls = []

        def run(program, values, key, cpus, limit_seconds):
            calls.append((values["variant"], values["blocks"]))
            names = ["none", "norms"] if values["variant"] == "all" else [["none", "norms"][values["variant"]]]
            return {"variants": [{"name": n, "cpu_ms_per_step": [1.0] * values["blocks"]} for n in names]}

        with unittest.mock.patch("programs.run", run):
            result = instruments.in_turn(None, "sigmoid-mlp", 6, 20, [])
        self.assertEqual(calls, [("all", 0), (0, 4), (1, 4), (0, 2), (1, 2)])
        self.assertEqual([len(v["cpu_ms_per_step"]) for v in result["variants"]], [6, 6])


class Growth(unittest.TestCase):
    def test_time_is_told_by_layer(self):
        section = {"results": [{"depth": 100, "cpu_ms_per_step": ms} for ms in (2.0, 3.0, 4.0)], "notes": ["A note."]}
        self.assertIn("| 100 | 3.00 [2.50, 3.50] | 30.0 |\n\nA note.", growth.depth_markdown(section))


class Figure(unittest.TestCase):
    def test_the_limit_and_plumb_come_first_then_the_fastest(self):
        slow = [result("keras", 0, 9.0), *TWO_ROUNDS, result("plumb", 0, 1.0, threads=2)]
        bars = figure.panels(slow)["sigmoid-mlp"]
        self.assertEqual([bar[0] for bar in bars], ["limit", "plumb", "jax", "keras"])
        self.assertEqual(bars[1], ("plumb", 2.5, 3.0, 3.5))  # of one thread

    def test_the_script_has_a_panel_a_preset(self):
        text = figure.script(TWO_ROUNDS + [result("plumb", 0, 50.0, preset="resnet-cnn")], Path("a.svg"))
        self.assertEqual(text.count("set title '"), 2)
        self.assertIn("set multiplot layout 1,2", text)

    def test_a_figure_of_another_kind_is_refused(self):
        with self.assertRaisesRegex(ValueError, "a.pdf"):
            figure.check(Path("a.pdf"))


class Programs(unittest.TestCase):
    def test_the_result_is_the_document_or_its_last_line(self):
        self.assertEqual(programs.last_json('{"a": 1}\n'), {"a": 1})
        self.assertEqual(programs.last_json('warming up\n{"a": 2}\n'), {"a": 2})
        self.assertEqual(programs.last_json("nothing"), {})

    def test_what_fails_says_why(self):
        for command, why in (("false", "exited with 1: no message"), ("echo {}", "no JSON document with a"), ("/nowhere/x", "did not start")):
            with self.assertRaisesRegex(programs.Failed, why):
                programs.run(programs.Program("x", command), {}, "a")

    def test_words_in_braces_are_filled_in(self):
        found = programs.run(programs.Program("x", """echo '{"a": {steps}}'"""), {"steps": 3}, "a")
        self.assertEqual(found, {"a": 3})


if __name__ == "__main__":
    unittest.main()
