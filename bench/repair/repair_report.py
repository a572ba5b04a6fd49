"""The tables of the repair benchmark."""

import statistics

from intervals import wilson


def share(count, total):
    low, high = wilson(count, total)
    return f"{100 * count / total:.1f} % [{100 * low:.1f}, {100 * high:.1f}] ({count}/{total})"


def summary(results):
    repaired = sum(r.is_repaired for r in results)
    by_chance = sum(r.random_repaired for r in results)
    costs = [r.cost for r in results if r.is_repaired]
    return [
        ("repaired", share(repaired, len(results))),
        ("random remedies, as many steps", share(by_chance, len(results))),
        ("median gain of the score", f"{statistics.median(r.gain for r in results):.3f}"),
        ("of random remedies", f"{statistics.median(r.random_gain for r in results):.3f}"),
        ("median cost, in runs", f"{statistics.median(costs):.2f}" if costs else "-"),
        ("largest cost", f"{max(costs):.2f}" if costs else "-"),
    ]


def markdown(results, cases):
    parts = [("tuning", [r for r in results if not r.test]), ("test", [r for r in results if r.test])]
    parts = [(name, part) for name, part in parts if part]
    if len(parts) > 1:
        parts.insert(0, ("all", results))
    lines = ["| | " + " | ".join(name for name, _ in parts) + " |", "|---" * (len(parts) + 1) + "|"]
    columns = [dict(summary(part)) for _, part in parts]
    lines += [f"| {key} | " + " | ".join(column[key] for column in columns) + " |" for key in columns[0]]
    lines += ["", "| case | part | repaired | random | cost | broken | repaired to | answer |", "|---|---|---|---|---|---|---|---|"]
    for case in cases:
        own = [r for r in results if r.case == case.name]
        if own:
            lines.append(row(case, own))
    return "\n".join(lines)


def row(case, own):
    median = lambda values: statistics.median(values)  # noqa: E731
    answers = sorted({r.flags or "none" for r in own})
    return (f"| {case.name} | {'tuning' if case.part == 'tuning' else 'test'} | {sum(r.is_repaired for r in own)}/{len(own)} "
            f"| {sum(r.random_repaired for r in own)}/{len(own)} | {median([r.cost for r in own]):.2f} "
            f"| {median([r.broken for r in own]):.3f} | {median([r.repaired for r in own]):.3f} | {'; '.join(answers)} |")
