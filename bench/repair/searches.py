"""One search: `plumb repair` on a failing run, and what it is worth."""

import json
import math
import shutil
import statistics
import subprocess
from dataclasses import dataclass

import programs
from cases import Run

ALWAYS = ("--epoch-gradient", "off", "--threads", "1", "--proof", "3", "--anyway", "--json")
FLOOR = -1.0  # a loss for values can be arbitrarily bad


@dataclass
class Search:
    case: str
    test: bool
    seed: int
    flags: str | None  # the answer
    cost: float  # in runs
    broken: float  # mean score of the proof's broken runs; of this seed's where there is no answer
    repaired: float  # of its repaired runs
    gain: float
    spread: float
    random_flags: str | None
    random_gain: float  # of the best random remedy over the broken run of this seed
    random_spread: float  # standard deviation of the broken runs' scores over all seeds
    attempts: int

    @property
    def is_repaired(self):
        return self.gain > self.spread

    @property
    def random_repaired(self):
        return self.random_gain > self.random_spread


def score(folder):
    """Validation accuracy of a run, or for values 1 - loss / baseline."""
    summary = json.loads((folder / "summary.json").read_text())
    accuracy = summary["final_val_accuracy"]
    if accuracy is not None and math.isfinite(float(accuracy)):
        return float(accuracy)
    baseline = json.loads((folder / "run.json").read_text())["baseline_loss"]
    loss = summary["final_val_loss"]
    value = math.nan if loss is None else 1 - float(loss) / baseline
    return max(FLOOR, value) if math.isfinite(value) else FLOOR


def command(product, run, folder):
    words = product.command(run)
    words = words[: words.index("--epoch-gradient")]
    words[1] = "repair"
    return [*words, *ALWAYS, "--out", str(folder)]


def search(product, root, case, seed, tell):
    run = Run.of(case.settings, seed)
    folder = root / case.name / f"seed-{seed}"
    record = folder / "repair.json"
    if not record.exists():
        shutil.rmtree(folder, ignore_errors=True)
        done = subprocess.run(command(product, run, folder), capture_output=True, text=True, check=False,
                              env=programs.environment(1))
        if done.returncode:
            tell(f"{case.name}, seed {seed}: {done.stderr.strip()}")
            return None
        shutil.rmtree(folder / "runs", ignore_errors=True)
    result = result_of(product, case, seed, json.loads(record.read_text()))
    tell(f"{case.name:22} {seed} {result.cost:5.2f} {result.broken:7.3f} -> {result.repaired:6.3f}  {result.flags}"
         f"   random {result.random_gain:+.3f} {result.random_flags}")
    return result


def best(attempts, flags, otherwise):
    scores = [FLOOR if a["score"] is None else max(FLOOR, a["score"]) for a in attempts
              if a["flags"] == flags and a["complete"]]
    return max(scores) if flags is not None and scores else otherwise


def result_of(product, case, seed, record):
    broken = [score(Run.of(case.settings, s).folder(product.root)) for s in range(case.seeds)]
    random, proof = record["random"], record["proof"]
    pairs = [(pair["broken"], pair["repaired"]) for pair in proof["seeds"]] if proof else [(broken[seed], broken[seed])]
    mean = [statistics.fmean(FLOOR if x is None else max(FLOOR, x) for x in side) for side in zip(*pairs, strict=True)]
    return Search(case.name, case.part != "tuning", seed, record["flags"], record["cost"], *mean, mean[1] - mean[0],
                  proof["spread"] if proof else 0.0, random["flags"],
                  best(random["attempts"], random["flags"], broken[seed]) - broken[seed],
                  statistics.stdev(broken) if len(broken) > 1 else 0.0, len(record["attempts"]))
