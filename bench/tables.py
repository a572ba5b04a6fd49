"""What every benchmark needs to write its results: Markdown tables, medians with their spread, files with markers."""

import statistics


def table(header, rows):
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    return "\n".join(lines + ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows])


def quartiles(values):
    """The lower quartile, the median and the upper one, linear between the sorted values, of which there is at least one."""
    if len(values) == 1:
        return [values[0]] * 3
    return statistics.quantiles(values, n=4, method="inclusive")


def median_text(values, digits=2):
    """'3.34 [3.31, 3.40]': the median and the quartiles; of a single value itself, of none a dash."""
    if not values:
        return "—"
    low, middle, high = (f"{value:.{digits}f}" for value in quartiles(values))
    return middle if len(values) == 1 else f"{middle} [{low}, {high}]"


def markers(name):
    return f"<!-- {name}: begin -->", f"<!-- {name}: end -->"


def put_between_markers(text, new, name):
    """The text with what stands between the markers of that name replaced. Raises ValueError without them."""
    begin, end = markers(name)
    if text.count(begin) != 1 or text.count(end) != 1 or text.index(end) < text.index(begin):
        raise ValueError(f"there is no '{begin}' with one '{end}' after it")
    head, rest = text.split(begin)
    return f"{head}{begin}\n\n{new.strip()}\n\n{end}{rest.split(end)[1]}"
