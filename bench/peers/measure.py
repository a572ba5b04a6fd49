"""What the peers share: their command line, their timing and their one line of JSON."""

import argparse
import json
import os
import time

PRESETS = ("sigmoid-mlp", "resnet-cnn", "deep-linear", "deep-linear-clipped")
BATCH_SIZE = 32


def arguments(variants):
    parser = argparse.ArgumentParser()
    parser.add_argument("preset", choices=PRESETS)
    parser.add_argument("--variant", choices=variants, default=variants[0])
    parser.add_argument("--steps", type=int, default=300)
    parser.add_argument("--warm-up", type=int, default=30, help="steps before the clock starts")
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


def report(peer, version, args, run):
    """run(steps) trains; it is timed after a warm-up. Processor time tells more than the clock on a
    shared machine, and more than one thread from one."""
    run(args.warm_up)
    clock, processor = time.perf_counter(), time.process_time()
    run(args.steps)
    clock, processor = time.perf_counter() - clock, time.process_time() - processor
    result = {
        "peer": peer,
        "version": version,
        "preset": args.preset,
        "steps": args.steps,
        "ms_per_step": round(1000 * clock / args.steps, 4),
        "cpu_ms_per_step": round(1000 * processor / args.steps, 4),
        "load": round(os.getloadavg()[0], 2),
    }
    print(json.dumps(result), flush=True)
