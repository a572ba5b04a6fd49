"""Runs `plumb train` and `plumb diagnose`, never twice what is there."""

import json
import shutil
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor

import programs
import toy_data

LIMIT_SECONDS = 3600
ALWAYS = ("--epoch-gradient", "off", "--forecast", "off", "--threads", "1", "--quiet")


class Failed(Exception):
    pass


class Product:
    """The command under test, and where its runs lie."""

    def __init__(self, plumb, root, tables):
        self.plumb = str(plumb)
        self.root = root
        self.tables = tables  # name -> CSV

    def command(self, run):
        settings = dict(run.settings)
        words = [self.plumb, "train"]
        if "preset" in settings:
            words.append(settings.pop("preset"))
        for key, value in settings.items():
            words.append(f"--{key}")
            if value:
                words.append(value.format(**self.tables))
        return [*words, "--seed", str(run.seed), *ALWAYS, "--out", str(run.folder(self.root))]

    def is_done(self, run):
        return programs.is_complete(run.folder(self.root))

    def train(self, run):
        if self.is_done(run):
            return
        folder = run.folder(self.root)
        shutil.rmtree(folder, ignore_errors=True)
        folder.parent.mkdir(parents=True, exist_ok=True)
        start = time.monotonic()
        call(self.command(run), (0,))
        (folder / "seconds").write_text(f"{time.monotonic() - start:.3f}\n")

    def diagnose(self, run):
        """The findings, a list of dictionaries; None where the command does not exist."""
        done = call([self.plumb, "diagnose", "--again", "--format", "json", str(run.folder(self.root))], (0, 2, 3))
        if done.returncode == 2:
            if "no command 'diagnose'" in done.stderr:
                return None
            raise Failed(done.stderr)
        document = json.loads(done.stdout)
        return document if isinstance(document, list) else document["findings"]


def product_at(plumb, root):
    """The program, with its runs and the tables that they read below root."""
    root = root.resolve()
    tables = toy_data.write_tables(root / "data")
    return Product(plumb.resolve(), root, {name: str(path) for name, path in tables.items()})


def call(words, accepted):
    done = subprocess.run(words, env=programs.environment(1), timeout=LIMIT_SECONDS, capture_output=True, text=True,
                          check=False)
    if done.returncode not in accepted:
        raise Failed(f"{' '.join(words)} exited with {done.returncode}: {done.stderr.strip()}")
    return done


def train_all(product, runs, jobs, tell):
    """Every run once, `jobs` at a time. Raises the first failure after the others are done."""
    waiting = [run for run in dict.fromkeys(runs) if not product.is_done(run)]
    if not waiting:
        return
    start, done = time.monotonic(), 0
    with ThreadPoolExecutor(jobs) as pool:
        failures = []
        for error in pool.map(lambda run: error_of(product, run), waiting):
            done += 1
            if error:
                failures.append(error)
            left = (time.monotonic() - start) / done * (len(waiting) - done)
            tell(f"{done}/{len(waiting)} runs, about {left / 60:.0f} min to go")
    if failures:
        raise Failed("\n".join(failures))


def try_all(product, runs, jobs, tell, train=train_all):
    """As train, but a command that is refused, or fails, is told and left out."""
    try:
        train(product, runs, jobs, tell)
    except Failed as error:
        tell(error)


def error_of(product, run):
    try:
        product.train(run)
    except (Failed, subprocess.TimeoutExpired) as error:
        return str(error)
    return None
