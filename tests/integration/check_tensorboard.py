#!/usr/bin/env python3
"""Trains with --tensorboard and holds what TensorBoard's own reader sees against the run's files.

    check_tensorboard.py PLUMB
"""

import csv
import json
import math
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

try:
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
    from tensorboard.plugins.hparams.plugin_data_pb2 import HParamsPluginData
except ImportError:
    other = os.environ.get("PLUMB_TENSORBOARD_PYTHON")
    if other and os.path.abspath(other) != sys.executable:
        os.execv(other, [other, *sys.argv])
    print("skipped: no tensorboard in this python3, nor in PLUMB_TENSORBOARD_PYTHON (scripts/test.sh installs one)")
    sys.exit(77)

FLAGS = "--data digits --limit 320 --depth 12 --width 16 --activation sigmoid --epochs 5 --tensorboard --quiet".split()


def near(a, b):
    return math.isclose(a, b, rel_tol=5e-6)  # steps.jsonl has six digits, event files have float32


def check_scalars(events, folder):
    steps = [json.loads(line) for line in (folder / "steps.jsonl").read_text().splitlines()]
    seen = events.Scalars("step/loss")
    assert [e.step for e in seen] == [s["step"] for s in steps]
    assert all(near(e.value, float(s["loss"])) for e, s in zip(seen, steps, strict=True))
    for name, norm in steps[-1]["norms"].items():
        assert near(events.Scalars(f"gradient_norm/{name}")[-1].value, float(norm)), name
    with (folder / "epochs.csv").open() as file:
        rows = list(csv.DictReader(file))
    seen = events.Scalars("epoch/validation_loss")
    assert all(near(e.value, float(r["val_loss"])) for e, r in zip(seen, rows, strict=True))


def check_histograms(events, folder):
    """All kinds, after every epoch, with the counts that the run directory has."""
    rows = [json.loads(line) for line in (folder / "histograms.jsonl").read_text().splitlines()]
    groups = {"weights": "weights", "gradients": "gradients_log10", "activations": "activations"}
    assert {row["kind"] for row in rows} == set(groups)
    for kind, group in groups.items():
        of_kind = [row for row in rows if row["kind"] == kind]
        assert [row["epoch"] for row in of_kind] == [0, 1, 2, 3, 4, 5]
        for name, values in of_kind[-1]["layers"].items():
            seen = events.Histograms(f"{group}/{name}")
            assert len(seen) == 6, name
            last = seen[-1].histogram_value
            assert last.bucket == values["counts"], name
            assert sum(last.bucket) == last.num, name
            assert near(last.min, values["low"]) and near(last.bucket_limit[-1], values["high"]), name
    weights = events.Histograms("weights/dense_02.weight")[-1].histogram_value
    assert weights.num == 16 * 16
    assert len(weights.bucket) == 40


def check_texts(events, folder):
    for finding in json.loads((folder / "findings.json").read_text()):
        text = events.Tensors(f"findings/{finding['rule']}")[-1].tensor_proto.string_val[0].decode()
        assert finding["rule"] in text


def check_hyper_parameters(events):
    start = HParamsPluginData.FromString(
        events.SummaryMetadata("_hparams_/session_start_info").plugin_data.content).session_start_info
    assert start.hparams["activation"].string_value == "sigmoid"
    assert start.hparams["depth"].number_value == 12


def check_figures(events, folder):
    """Where gnuplot is installed: PNG files of the size that plumb plot draws, at the step reached."""
    tags = [tag for tag in events.Tags()["tensors"] + events.Tags()["images"] if tag.startswith("figures/")]
    if shutil.which("gnuplot") is None:
        assert tags == ["figures/none"], tags
        return
    assert {"figures/depth-profile", "figures/heat-map", "figures/gradient-norms", "figures/weight-histogram"} <= set(tags)
    steps = json.loads((folder / "summary.json").read_text())["steps"]
    for tag in tags:
        images = events.Images(tag) if tag in events.Tags()["images"] else events.Tensors(tag)
        # Those two also at epochs 0, 1, 2, 4, …; the run ends after its fifth.
        each_doubling = tag in ("figures/depth-profile", "figures/heat-map")
        at = [steps * epoch // 5 for epoch in (0, 1, 2, 4, 5)] if each_doubling else [steps]
        assert [image.step for image in images] == at, (tag, at)
        image = images[-1]
        png = image.encoded_image_string if hasattr(image, "encoded_image_string") else image.tensor_proto.string_val[2]
        assert png[:8] == b"\x89PNG\r\n\x1a\n", tag
        assert int.from_bytes(png[16:20], "big") == 1600, tag
        assert not hasattr(image, "width") or (image.width, image.height) == (
            1600, int.from_bytes(png[20:24], "big")), tag


def main():
    with tempfile.TemporaryDirectory() as root:
        folder = Path(root) / "run"
        subprocess.run([sys.argv[1], "train", *FLAGS, "--out", str(folder)], check=True, stdout=subprocess.DEVNULL)
        events = EventAccumulator(str(folder), size_guidance={"scalars": 0, "histograms": 0, "tensors": 0, "images": 0})
        events.Reload()
        check_scalars(events, folder)
        check_histograms(events, folder)
        check_texts(events, folder)
        check_hyper_parameters(events)
        check_figures(events, folder)


if __name__ == "__main__":
    main()
