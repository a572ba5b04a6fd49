"""The step's time as a figure: a panel a preset, a bar a program, by gnuplot."""

import shutil
import subprocess

import step
from tables import quartiles

COLOURS = {step.REFERENCE: "#0072B2", step.LIMIT: "#222222"}  # what the eye should find
PEER_COLOUR = "#c4c4c4"
TERMINALS = {".svg": "svg size 800,{height} dynamic font 'sans,12' background 'white'",
             ".png": "pngcairo size 1600,{height}*2 font 'sans,12' fontscale 2 linewidth 2"}
COLUMNS = 2
PANEL_HEIGHT = 80, 22  # of its frame, and of each bar


def panels(results):
    """{preset: [(program, lower quartile, median, upper quartile)]}: the limit, Plumb, then the fastest first.

    Of the fewest threads that were measured.
    """
    fewest = min(r["threads"] for r in results)
    found = {}
    for (preset, threads, program), own in step.rows_of(results).items():
        if threads == fewest:
            found.setdefault(preset, []).append((program, *quartiles(step.values(own, step.CLOCK))))
    first = [step.LIMIT, step.REFERENCE]
    for bars in found.values():
        bars.sort(key=lambda bar: (first.index(bar[0]) if bar[0] in first else len(first), bar[2]))
    return found


def panel_script(preset, bars, most):
    """Every panel has room for `most` bars, so that a bar is as wide in each."""
    largest = max(high for *_, high in bars)
    tics = ", ".join(f"'{program}' {row}" for row, (program, *_) in enumerate(bars))
    rows = "\n".join(f"{row} {low:.6g} {middle:.6g} {high:.6g} {int(COLOURS.get(program, PEER_COLOUR)[1:], 16)}"
                     for row, (program, low, middle, high) in enumerate(bars))
    return (f"set title '{preset}, ms per step'\nset xrange [0:{1.27 * largest:.6g}]\n"
            f"set yrange [{most - 0.4}:-0.6]\nset ytics ({tics})\n"
            f"$bars << END\n{rows}\nEND\n"
            "plot $bars using ($3/2):1:(0):3:($1-0.36):($1+0.36):5 with boxxyerror lc rgb variable, \\\n"
            "     $bars using ($2 < $4 ? $3 : NaN):1:2:4 with xerrorbars pt -1 lw 1.2 lc rgb '#d55e00', \\\n"
            "     $bars using 4:1:(sprintf($3 < 20 ? '%.2f' : '%.1f', $3)) with labels left offset 0.6,0\n")


def script(results, path):
    """The gnuplot script of a path that check() accepts."""
    found = panels(results)
    most = max(len(bars) for bars in found.values())
    columns = min(COLUMNS, len(found))
    lines = -(-len(found) // columns)
    height = lines * (PANEL_HEIGHT[0] + PANEL_HEIGHT[1] * most)
    terminal = TERMINALS[path.suffix].replace("{height}", str(height))
    return (f"set terminal {terminal}\nset output '{path}'\n"
            "set encoding utf8\nset format x '%g'\nset style fill solid 1 noborder\nset border 1 lc rgb '#555555'\n"
            "set tics nomirror out scale 0.5\nset ytics scale 0\nset grid xtics lt 1 lc rgb '#e4e4e4'\nset grid noytics\n"
            "unset key\nset title noenhanced offset 0,-0.5\nset ytics noenhanced textcolor rgb '#000000'\n"
            "set xtics textcolor rgb '#555555' offset 0,0.3\nset lmargin 16\nset rmargin 2\n"
            f"set multiplot layout {lines},{columns}\n"
            + "".join(panel_script(preset, bars, most) for preset, bars in found.items()) + "unset multiplot\n")


def check(path):
    """Raises ValueError where nothing could be drawn there."""
    if path.suffix not in TERMINALS:
        raise ValueError(f"{path}: a figure is .svg or .png")
    if shutil.which("gnuplot") is None:
        raise ValueError("a figure needs gnuplot")


def draw(results, path):
    """Raises ValueError where there is nothing to draw or nothing to draw it with."""
    check(path)
    if not results:
        raise ValueError("no step was measured: there is no figure to draw")
    done = subprocess.run(["gnuplot", "-"], input=script(results, path), capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise ValueError(f"gnuplot: {done.stderr.strip()}")
