"""What watching costs: a step with each instrument against one without, in Plumb and in PyTorch."""

import os

import programs
from programs import Failed, Program, tell
from tables import median_text, table

TIMES = "cpu_ms_per_step"
LIMIT_SECONDS = 1800  # histograms of all weights take longer than anything else here
BLOCKS_A_PROCESS = 4  # so that the instruments take turns


def find_programs(args, skipped):
    found = []
    monitor = programs.built(args, "bench_monitor")
    if monitor:
        found.append(Program("plumb", f"{monitor} {{preset}} {{blocks}} {{steps}} {{variant}}"))
    else:
        skipped.append("plumb: bench_monitor is not built")
    pythons = args.instruments_python, *programs.torch_pythons(args)
    wanted = ["torch", "tensorboard", "lightning"]
    complete, *less = (programs.interpreter_with(wanted[:count], *pythons) for count in (3, 2, 1))
    python = complete or less[0] or less[1]
    if python:
        found.append(Program("torch", programs.script(python, "pytorch_instruments.py", "{preset} {blocks} {steps} {variant}")))
    else:
        skipped.append("torch: not in any Python interpreter tried (--instruments-python names another)")
    if python and not complete:
        skipped.append(f"some instruments: {python} lacks tensorboard or lightning (--instruments-python names another)")
    return found


def measure(args):
    """{"results": what each program printed for each preset; "notes"}."""
    skipped, results = [], []
    load_before = os.getloadavg()[0]
    found = find_programs(args, skipped)
    for preset in args.presets:
        blocks, steps = (args.cnn_blocks, 10) if preset == "resnet-cnn" else (args.blocks, 20)
        for program in found:
            tell(f"instruments: {preset}, {program.name}")
            try:
                results.append(in_turn(program, preset, blocks, steps, args.cpu))
            except Failed as failure:
                tell(f"  {failure}")
                skipped.append(f"{preset}: {failure}")
    return {"results": results, "notes": notes(results, args, load_before, skipped)}


def in_turn(program, preset, blocks, steps, cpus):
    """Each instrument in processes of its own, where its network is alone, as in a run; in turn, some blocks each."""
    def run(variant, count):
        values = {"preset": preset, "blocks": count, "steps": steps, "variant": variant}
        return programs.run(program, values, "variants", cpus, limit_seconds=LIMIT_SECONDS)

    result = run("all", 0)  # no block of any: their names
    for done in range(0, blocks, BLOCKS_A_PROCESS):
        for number, variant in enumerate(result["variants"]):
            alone, = run(number, min(BLOCKS_A_PROCESS, blocks - done))["variants"]
            variant[TIMES] += alone[TIMES]
    return result


def instrument_table(results):
    """The first instrument of each program is none; the others are compared with it block by block."""
    rows = []
    for result in results:
        without = result["variants"][0][TIMES]
        for variant in result["variants"]:
            ratios = [own / base for own, base in zip(variant[TIMES], without)]
            rows.append([result["preset"], result["program"], variant["name"], median_text(variant[TIMES], 3),
                         median_text(ratios if variant is not result["variants"][0] else [1.0], 3)])
    return table(["preset", "program", "instrument", "processor ms per step", "against none"], rows)


def notes(results, args, load_before, skipped):
    return ["Processor time on one thread, batch 32, eight batches in turn (PyTorch: one batch): medians [quartiles] of "
            f"{args.blocks} blocks of 20 steps ({args.cnn_blocks} of 10 for resnet-cnn), {BLOCKS_A_PROCESS} of each in a "
            "process of its own, in turn, and of their ratios block by block. "
            "A program's second row repeats its first: the noise of the table.",
            programs.surroundings(args.cpu, load_before, [r["version"] for r in results]),
            *(f"Left out: {reason}." for reason in dict.fromkeys(skipped))]


def markdown(section):
    return instrument_table(section["results"]) + "\n\n" + "\n".join(section["notes"])
