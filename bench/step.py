"""A training step of each preset in Plumb, its peers, and the limit of the machine.

The programs take turns, so that a machine that is busy for a minute is busy for all of them.
"""

import os
import shlex
import statistics
import sys
import tempfile

import programs
from programs import BATCH_SIZE, PRESETS, Failed, Program, tell
from tables import median_text, quartiles, table

REFERENCE, LIMIT = "plumb", "limit"
CLOCK, PROCESSOR = "ms_per_step", "cpu_ms_per_step"
KEPT = (CLOCK, PROCESSOR, "version", "products_ms", "optimizer_ms", "ways")  # of what a program prints
PEERS = [("torch", "pytorch_step.py", ["default", "fused", "compiled"], PRESETS),
         ("keras", "keras_step.py", ["default"], PRESETS),
         ("jax", "jax_step.py", ["jit"], PRESETS[:3])]  # not written for the convolutional one


def find_programs(args, skipped):
    """Everything that can run here; what cannot is named in `skipped`."""
    return [*own_program(args, skipped), *limit_program(args, skipped), *peer_programs(args, skipped)]


def own_program(args, skipped):
    if args.plumb_command:
        return [Program(REFERENCE, args.plumb_command)]
    if not args.plumb.exists():
        skipped.append(f"plumb: no program at {args.plumb}")
        return []
    # One epoch of as many samples as the steps need: what an epoch ends with, over the whole training
    # set, is not in ms_per_step and would only take time here.
    options = "--data mnist --limit {samples} --steps {steps} --threads {threads} --forecast off --json --out {out}"
    return [Program(REFERENCE, f"{shlex.quote(str(args.plumb))} train {{preset}} {options}")]


def limit_program(args, skipped):
    path = programs.built(args, "bench_limit")
    if path is None:
        skipped.append("limit: bench_limit is not built")
        return []
    return [Program(LIMIT, f"{path} {{preset}} {{steps}} {{threads}}")]


def peer_programs(args, skipped):
    candidates = {"torch": programs.torch_pythons(args), "keras": (args.keras_python, sys.executable),
                  "jax": (args.jax_python, sys.executable)}
    found = []
    for package, script, variants, presets in PEERS:
        python = programs.interpreter_with([package], *candidates[package])
        if python is None:
            skipped.append(f"{package}: not in any Python interpreter tried (--{package}-python names another)")
            continue
        for variant in variants:
            if variant == "compiled" and not args.compile:
                continue
            name = package if len(variants) == 1 else f"{package} {variant}"
            options = f"{{preset}} --variant {variant} --steps {{steps}} --threads {{threads}}"
            found.append(Program(name, programs.script(python, script, options), presets))
    return found


def measure(args):
    """{"results": one dictionary a program, preset, number of threads and round; "notes"}."""
    skipped, results = [], []
    found = find_programs(args, skipped)
    load_before = os.getloadavg()[0]
    try:
        for preset in args.presets:
            for k in range(args.repeats):
                for threads in args.threads:
                    for program in (p for p in found if preset in p.presets):
                        tell(f"step: {preset}, round {k + 1} of {args.repeats}, {program.name}, threads: {threads}")
                        results += one_result(program, preset, threads, k, args, skipped)
    except KeyboardInterrupt:
        skipped.append("what came after the interruption")
    return {"results": results, "notes": notes(results, args, load_before, skipped)}


def one_result(program, preset, threads, k, args, skipped):
    steps = args.cnn_steps if preset == "resnet-cnn" else args.steps
    with tempfile.TemporaryDirectory() as folder:
        words = {"preset": preset, "steps": steps, "samples": steps * BATCH_SIZE, "threads": threads, "out": f"{folder}/run"}
        try:
            found = programs.run(program, words, CLOCK, args.cpu, threads)
        except Failed as failure:
            tell(f"  {failure}")
            skipped.append(f"{preset}: {failure}")
            return []
    kept = {key: found[key] for key in KEPT if key in found}
    return [{"program": program.name, "preset": preset, "threads": threads, "round": k, **kept}]


def rows_of(results):
    """{(preset, threads, program): its results}: presets and threads in the order measured, then programs."""
    groups = {}
    for key in ("preset", "threads", "program"):
        groups[key] = list(dict.fromkeys(r[key] for r in results))
    rows = {}
    for preset in groups["preset"]:
        for threads in groups["threads"]:
            for program in groups["program"]:
                own = [r for r in results if (r["preset"], r["threads"], r["program"]) == (preset, threads, program)]
                if own:
                    rows[preset, threads, program] = own
    return rows


def ratios(own, reference, key):
    """Round by round, to the result of the reference in the same round."""
    theirs = {r["round"]: r[key] for r in reference if r.get(key)}
    return [r[key] / theirs[r["round"]] for r in own if key in r and r["round"] in theirs]


def values(own, key):
    return [r[key] for r in own if key in r]


def step_table(results):
    rows = rows_of(results)
    with_threads = len({threads for _, threads, _ in rows}) > 1
    header = ["preset", *(["threads"] if with_threads else []), "program", "ms per step", "processor ms per step",
              "time, Plumb = 1", "processor time, Plumb = 1"]
    lines = []
    for (preset, threads, program), own in rows.items():
        reference = rows.get((preset, threads, REFERENCE), [])
        processor = [statistics.median(v) for v in (values(own, PROCESSOR), ratios(own, reference, PROCESSOR)) if v]
        lines.append([preset, *([threads] if with_threads else []), program, median_text(values(own, CLOCK)),
                      median_text(processor[:1]), median_text(ratios(own, reference, CLOCK)), median_text(processor[1:])])
    return table(header, lines)


def noise(results):
    """In a sentence, how far the rounds of one program lie apart."""
    spreads = {}
    for row, own in rows_of(results).items():
        if len(own) > 1:
            low, middle, high = quartiles(values(own, CLOCK))
            spreads[row] = (high - low) / (2 * middle)
    if not spreads:
        return "One round: the noise is not known."
    preset, _, program = worst = max(spreads, key=spreads.get)
    return (f"Noise: half of a program's rounds lie within ±{100 * statistics.median(spreads.values()):.1f} % "
            f"(median over the rows), at worst within ±{100 * spreads[worst]:.1f} % ({program}, {preset}).")


def limit_text(results):
    """What the limit consists of."""
    lines = []
    for (preset, threads, program), own in rows_of(results).items():
        if program != LIMIT:
            continue
        ways = ", ".join(f"{way} {count}" for way, count in own[-1]["ways"].items())
        at = "" if threads == 1 else f" ({threads} threads)"
        lines.append(f"{preset}{at} {statistics.median(values(own, 'products_ms')):.2f} ms ({ways}) "
                     f"and {statistics.median(values(own, 'optimizer_ms')):.2f} ms")
    return f"The limit, layers and optimizer: {'; '.join(lines)}." if lines else ""


def notes(results, args, load_before, skipped):
    versions = [r["version"] for r in results if "version" in r]
    lines = [f"Medians [quartiles] of {programs.rounds(args.repeats)} of {args.steps} steps ({args.cnn_steps} for resnet-cnn), "
             f"batch {BATCH_SIZE}; threads: {' and '.join(map(str, args.threads))}. "
             "Ratios are taken round by round. " + noise(results),
             programs.surroundings(args.cpu, load_before, versions), limit_text(results)]
    for (preset, threads, program), own in rows_of(results).items():
        clock, processor = values(own, CLOCK), values(own, PROCESSOR)
        if processor and statistics.median(processor) > 1.1 * threads * statistics.median(clock):
            lines.append(f"{program} used more threads than {threads} on {preset}.")
    return [line for line in lines if line] + [f"Left out: {reason}." for reason in dict.fromkeys(skipped)]


def markdown(section):
    return step_table(section["results"]) + "\n\n" + "\n".join(section["notes"])
