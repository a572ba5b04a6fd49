#!/usr/bin/env python3
"""A picture of a report, or of parts of it, by headless Chromium; with a palette where pngquant is installed.

    scripts/picture.py runs/sigmoid-mlp-1/report.html first-screen.png --height 740
    scripts/picture.py runs/sigmoid-mlp-1/report.html line.png --only '#plumb-line'
    scripts/picture.py runs/sigmoid-mlp-1/report.html phone.png --width 360 --height 720 --dark
"""
import argparse
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

NARROWEST_WINDOW = 500  # of Chromium: what is narrower is shown in a frame

PREPARE = """<script>
window.addEventListener('load', () => setTimeout(() => {
  const {only, dark, run} = OPTIONS;
  if (dark !== (document.documentElement.dataset.theme === 'dark')) document.getElementById('theme').click();
  if (run) new Function(run)();
  if (only) {
    const parts = [...document.querySelectorAll(only)];
    document.querySelectorAll('.page-head, .page-foot').forEach((part) => part.remove());
    document.querySelector('main').replaceChildren(...parts);
  }
  drawing.drawAll();  // what comes near the screen is not noticed in virtual time
  setTimeout(() => {
    const {bottom} = document.querySelector('main').getBoundingClientRect();
    document.documentElement.dataset.bottom = Math.ceil(bottom);
  }, 500);
}, 300));
</script>"""


def browser():
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if shutil.which(name):
            return name
    sys.exit("error: Chromium is not installed")


def in_browser(page, width, height, *arguments):
    """Without a sandbox: it cannot be had as root or in most containers, and the page is ours."""
    command = [browser(), "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
               "--virtual-time-budget=8000", f"--window-size={width},{height}", *arguments, page.as_uri()]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=300).stdout


def height_of(page, width):
    shown = in_browser(page, width, 900, "--dump-dom")
    found = re.search(r'data-bottom="(\d+)"', shown)
    if not found:
        sys.exit("error: the page was not laid out")
    return int(found.group(1))


def framed(page, width, height):
    frame = page.with_name("frame.html")
    style = f"border:0; width:{width}px; height:{height}px"
    frame.write_text(f'<!DOCTYPE html><body style="margin:0"><iframe style="{style}" src="{page.name}"></iframe>')
    return frame


def options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("page", type=pathlib.Path)
    parser.add_argument("picture", type=pathlib.Path)
    parser.add_argument("--width", type=int, default=1280)
    parser.add_argument("--height", type=int, help="default: as high as the content")
    parser.add_argument("--only", help="CSS selector of the parts to show")
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--run", help="JavaScript that is run first: a click, say")
    parser.add_argument("--colours", type=int, default=64)
    return parser.parse_args()


def main():
    chosen = options()
    with tempfile.TemporaryDirectory() as folder:
        page = pathlib.Path(folder) / "page.html"
        head, body_end, tail = chosen.page.read_text(encoding="utf-8").rpartition("</body>")
        asked = json.dumps({"only": chosen.only, "dark": chosen.dark, "run": chosen.run})
        page.write_text(head + PREPARE.replace("OPTIONS", asked) + body_end + tail, encoding="utf-8")
        height = chosen.height or height_of(page, chosen.width)
        if chosen.width < NARROWEST_WINDOW:
            page = framed(page, chosen.width, height)
        shot = pathlib.Path(folder) / "shot.png"
        in_browser(page, chosen.width, height, f"--screenshot={shot}")
        if shutil.which("pngquant"):
            subprocess.run(["pngquant", "--force", "--strip", "--speed", "1", "--output", chosen.picture,
                            str(chosen.colours), shot], check=True)
        else:
            shutil.copyfile(shot, chosen.picture)


main()
