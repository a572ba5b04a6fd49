"""Starts what is measured, each program a process of its own, and says on what machine and whether it was done before."""

import json
import os
import platform
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

BENCH = Path(__file__).resolve().parent
PRESETS = ("sigmoid-mlp", "deep-linear", "deep-linear-clipped", "resnet-cnn")
BATCH_SIZE = 32


class Failed(Exception):
    pass


@dataclass
class Program:
    name: str
    command: str  # with {words in braces} that each run fills in
    presets: tuple = PRESETS  # that it has


def environment(threads):
    return os.environ | {name: str(threads) for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS")}


def pin(cpus, threads):
    """For Popen's preexec_fn: as many of these processors as threads."""
    return (lambda: os.sched_setaffinity(0, cpus[:threads])) if cpus else None


def is_complete(folder):
    """Whether `plumb train` has come to its end in this folder."""
    try:
        return json.loads((folder / "summary.json").read_text())["status"] == "completed"
    except (OSError, ValueError):
        return False


def run(program, values, key, cpus=(), threads=1, limit_seconds=300):
    """Returns the JSON document that the program prints; it must have this key."""
    words = [substitute(word, values) for word in shlex.split(program.command)]
    try:
        done = subprocess.run(words, env=environment(threads), preexec_fn=pin(cpus, threads), timeout=limit_seconds,
                              capture_output=True, text=True, check=False)
    except OSError as error:
        raise Failed(f"{program.name} did not start: {error}") from None
    except subprocess.TimeoutExpired:
        raise Failed(f"{program.name} took over {limit_seconds} s") from None
    if done.returncode != 0:
        reason = (done.stderr.strip() or "no message").splitlines()[-1]
        raise Failed(f"{program.name} exited with {done.returncode}: {reason}")
    result = last_json(done.stdout)
    if key not in result:
        raise Failed(f"{program.name} printed no JSON document with {key}")
    return result


def substitute(word, values):
    for name, value in values.items():
        word = word.replace(f"{{{name}}}", str(value))
    return word


def last_json(text):
    """The document itself, or else its last line: a program may say other things first."""
    for candidate in (text, *text.strip().splitlines()[-1:]):
        try:
            return json.loads(candidate)
        except json.JSONDecodeError:
            continue
    return {}


def interpreter_with(packages, *candidates):
    """The first of these Python interpreters that has the packages; None without one."""
    probe = f"import importlib.util as u, sys; sys.exit(not all(u.find_spec(p) for p in {list(packages)}))"
    for python in candidates:
        try:
            if python and subprocess.run([python, "-c", probe], capture_output=True, check=False).returncode == 0:
                return python
        except OSError:
            continue
    return None


def torch_pythons(args):
    """Where torch may be: the interpreter that was named, this one, what scripts/setup.sh installed."""
    cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
    return args.torch_python, sys.executable, str(cache / "plumb/python/bin/python")


def script(python, name, rest):
    """The command that runs one of peers/."""
    return f"{shlex.quote(python)} {shlex.quote(str(BENCH / 'peers' / name))} {rest}"


def built(args, name):
    """A program of the build; None where it was not built."""
    path = args.build / "bin" / name
    return shlex.quote(str(path)) if path.exists() else None


def processor_name():
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        return next(line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


def surroundings(cpus, load_before, versions=()):
    """The machine and how busy it was, in a sentence or two."""
    pinned = f", pinned to {', '.join(map(str, cpus))}" if cpus else ""
    known = "".join(f"; {version}" for version in sorted(set(versions)))
    return (f"{processor_name()}, {os.cpu_count()} processors{pinned}; {platform.system()}{known}. "
            f"Load average {load_before:.1f} before, {os.getloadavg()[0]:.1f} after (of this, 1 is the measurement).")


def rounds(count):
    return "one round" if count == 1 else f"{count} interleaved rounds"


def tell(text):
    print(text, file=sys.stderr, flush=True)
