"""The cases of cases.toml and of the later parts, and the runs that they consist of."""

import hashlib
import json
import math
import shlex
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

RULES = (
    "vanishing-gradient", "exploding-gradient", "gradient-spike", "non-finite", "dead-units", "saturated-units",
    "loss-plateau", "slow-convergence", "divergence", "oscillation", "update-ratio", "poor-initialization",
    "weight-decay", "input-scale", "outliers", "target-scale", "evaluation-mode", "unlearnt-classes", "underfitting",
    "no-activation", "dropout", "clipping-always", "clipping-never")


TUNING, FIRST_TEST = "tuning", "first test"  # both in cases.toml; every other file is one part, and says which
NEWEST = 8  # parts, which with the first two take less than five hours
HERE = Path(__file__).resolve().parent
DEFINITIONS = HERE / "cases.toml"
LATER_PARTS = tuple(sorted((HERE / "parts").glob("part_*.toml")))


class BadCases(Exception):
    pass


def settings_of(*flags):
    """One dictionary of the settings in lines of flags, where a later one replaces an earlier one."""
    settings = {}
    for line in flags:
        words = shlex.split(line)
        while words:
            word = words.pop(0)
            if not word.startswith("--"):
                settings["preset"] = word
            elif words and not words[0].startswith("--"):
                settings[word[2:]] = words.pop(0)
            else:
                settings[word[2:]] = ""
    return settings


def part_by_name(name):
    """A third of the names is for testing, fixed by the name alone."""
    return FIRST_TEST if int(hashlib.sha256(name.encode()).hexdigest(), 16) % 3 == 0 else TUNING


@dataclass(frozen=True)
class Run:
    """One command, `plumb train`; two cases that need the same one share it."""

    settings: tuple  # of (key, value), sorted
    seed: int

    @staticmethod
    def of(settings, seed):
        return Run(tuple(sorted(settings.items())), seed)

    def folder(self, root):
        key = hashlib.sha256(json.dumps(self.settings).encode()).hexdigest()[:10]
        settings = dict(self.settings)
        label = settings.get("preset", settings.get("model", "mlp"))
        data = settings.get("data", "first").removeprefix("csv:").strip("{}")
        return Path(root) / "runs" / f"{data}-{label}-{key}" / f"seed-{self.seed}"


@dataclass
class Healthy:
    name: str
    what: str
    settings: dict
    at_least: float  # training accuracy (values: 1 - loss / baseline) of a run that counts as healthy
    part: str = TUNING


@dataclass
class Case:
    name: str
    what: str
    source: str  # a number of peers.md 1.6, or "own"
    settings: dict
    twin: dict
    remedies: dict = field(default_factory=dict)  # rule -> settings of the case with its remedy
    seeds: int = 10
    part: str = TUNING


@dataclass
class Cases:
    broken: list
    healthy: list
    impossible: list  # of {peers, why}
    symptoms: dict  # rule -> factors of the learning rate, in the order tried

    @property
    def parts(self):
        """Those that there are, in the order of the files."""
        return list(dict.fromkeys(x.part for x in self.broken + self.healthy))

    def usual_parts(self, quick=False):
        """What a benchmark has time for."""
        oldest, newest = ([TUNING], 1) if quick else ([TUNING, FIRST_TEST], NEWEST)
        return list(dict.fromkeys(oldest + self.parts[-newest:]))

    def of_parts(self, parts):
        """Only these, in place; None: all of them."""
        for part in parts or []:
            if part not in self.parts:
                raise BadCases(f"no part '{part}': there are {', '.join(self.parts)}")
        return self if parts is None else self.keep(lambda case: case.part in parts)

    def select(self, names):
        if not names:
            return self
        known = [x.name for x in self.broken + self.healthy]
        for name in names:
            if name not in known:
                raise BadCases(f"no case '{name}': there are {', '.join(known)}")
        return self.keep(lambda case: case.name in names)

    def keep(self, wanted):
        self.broken = [case for case in self.broken if wanted(case)]
        self.healthy = [case for case in self.healthy if wanted(case)]
        return self


def scaled_rate(settings, factor):
    """The settings with another learning rate, rounded so that 0.1 * 0.1 is 0.01."""
    rate = float(settings["lr"]) * factor
    digits = 12 - math.floor(math.log10(rate))
    return settings | {"lr": repr(round(rate, digits))}


def load_all():
    return load(DEFINITIONS, *LATER_PARTS)


def load(*files):
    """All cases of the files. The first has the definitions; a later one says which part it is."""
    tables = [tomllib.loads(Path(file).read_text()) for file in files]
    rules = tables[0]["rules"]
    broken, healthy = [], []
    for table in tables:
        more_broken, more_healthy = cases_of(table, rules["remedies"])
        broken += more_broken
        healthy += more_healthy
    names = [x.name for x in broken + healthy]
    if len(set(names)) != len(names):
        raise BadCases("a name is there twice")
    return Cases(broken, healthy, tables[0]["impossible"], rules["symptoms"])


def cases_of(table, permitted):
    """(broken, healthy) of one file. permitted: rule -> settings that its remedy may change."""
    sets = {name: settings_of(flags) for name, flags in table["sets"].items()}

    def base_of(entry):
        return sets[entry["set"]] | settings_of(entry.get("flags", ""))

    def part_of(entry):
        return table.get("part") or part_by_name(entry["name"])

    def case_of(entry):
        base = base_of(entry)
        if "lr" not in base:
            raise BadCases(f"{entry['name']}: the learning rate is not written out")
        remedies = {}
        for rule, flags in entry["remedies"].items():
            remedy = settings_of(flags)
            if rule not in permitted or not set(remedy) <= set(permitted[rule]):
                raise BadCases(f"{entry['name']}: {flags} is not a remedy of {rule}")
            remedies[rule] = base | remedy
        return Case(entry["name"], entry["what"], entry["source"], base, base | settings_of(entry["twin"]),
                    remedies, entry.get("seeds", 10), part_of(entry))

    healthy = [Healthy(e["name"], e["what"], base_of(e), e["at_least"], part_of(e)) for e in table["healthy"]]
    return [case_of(entry) for entry in table["broken"]], healthy
