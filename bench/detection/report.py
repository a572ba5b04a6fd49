"""The results as Markdown tables and as JSON."""

from dataclasses import asdict

import published
from cases import RULES
from evaluate import PLUMB
from intervals import Share, quartiles, quartiles_text
from tables import table


def sets_of(broken, healthy):
    """The rule sets that judged, ours first; ours is missing where the command cannot diagnose."""
    seen = next((run for result in [*broken, *healthy] for run in result.runs), None)
    return [name for name in (PLUMB, *published.SETS) if seen and name in seen.alarms]


def parts_of(broken, healthy):
    """Those that something was measured of, in the order of the cases."""
    return list(dict.fromkeys([*(r.case.part for r in broken), *(r.healthy.part for r in healthy)]))


def of_part(results, part, what):
    return [r for r in results if part is None or getattr(r, what).part == part]


def detection(run, name, acceptable):
    """The first step of an acceptable alarm; None without one. acceptable None: any rule."""
    steps = [step for rule, step in run.alarms[name].items() if acceptable is None or rule in acceptable]
    return min(steps, default=None)


def totals(broken, healthy, name, part):
    """One rule set on one part: everything that the summary tells."""
    found, anything, failing, curable, early, non_finite = 0, 0, 0, 0, 0, 0
    latencies = {"start": [], "explosion": []}
    for result in of_part(broken, part, "case"):
        for run in result.failing:
            failing += 1
            curable += bool(result.acceptable)
            anything += detection(run, name, None) is not None
            step = detection(run, name, result.acceptable)
            if step is not None:
                found += 1
                kind = "explosion" if run.outcome.kind == "explosion" else "start"
                latencies[kind].append(step - run.outcome.onset)
            if run.outcome.first_non_finite is not None:
                non_finite += 1
                early += step is not None and step <= run.outcome.first_non_finite
    runs = [run for result in of_part(healthy, part, "healthy") for run in result.runs]
    return {
        "named": Share(found, failing), "named_of_curable": Share(found, curable), "any": Share(anything, failing),
        "false": Share(sum(bool(run.alarms[name]) for run in runs), len(runs)),
        "before_non_finite": Share(early, non_finite), "latencies": latencies,
    }


def summary_table(broken, healthy):
    rows = []
    for name in sets_of(broken, healthy):
        for part in parts_of(broken, healthy):
            t = totals(broken, healthy, name, part)
            rows.append([name, part, t["named"], t["named_of_curable"], t["any"], t["false"], t["before_non_finite"],
                         quartiles_text(t["latencies"]["start"]), quartiles_text(t["latencies"]["explosion"])])
    return table(["rules", "part", "named by an acceptable rule", "of the runs that some rule's remedy cures", "any alarm", "false alarms",
                  "in time for the first non-finite loss", "latency from the start", "latency from an explosion"], rows)


def case_table(broken, healthy):
    names = sets_of(broken, healthy)
    rows = []
    for result in broken:
        failing = result.failing
        latencies = [detection(run, PLUMB, result.acceptable) - run.outcome.onset
                     for run in failing if PLUMB in run.alarms
                     and detection(run, PLUMB, result.acceptable) is not None]
        kinds = sorted({run.outcome.kind for run in failing})
        rows.append([
            result.case.name, result.case.source, result.case.part,
            f"{len(failing)}/{len(result.runs)}", ", ".join(kinds) or "–",
            ", ".join(f"{rule} {result.cures[rule][0]}/{result.cures[rule][1]}" for rule in result.acceptable) or "none",
            *(Share(sum(detection(run, name, result.acceptable) is not None for run in failing), len(failing))
              for name in names),
            quartiles_text(latencies)])
    return table(["case", "peers.md", "part", "failing", "how", "acceptable rules (cured runs)", *names,
                  "latency"], rows)


def healthy_table(broken, healthy):
    names = sets_of(broken, healthy)
    rows = []
    for result in healthy:
        alarms = [f"{sum(bool(run.alarms[name]) for run in result.runs)}" for name in names]
        which = sorted({rule for run in result.runs for rule in run.alarms.get(PLUMB, {})})
        rows.append([result.healthy.name, result.healthy.part,
                     f"{len(result.runs)}/{len(result.runs) + len(result.missed)}", *alarms, ", ".join(which) or "–"])
    return table(["configuration", "part", "healthy runs", *names, "Plumb's rules"], rows)


def rule_table(broken, healthy):
    rows = []
    for rule in RULES:
        row = [rule]
        for part in parts_of(broken, healthy):
            pairs = [(run, result) for result in of_part(broken, part, "case") for run in result.failing
                     if rule in result.acceptable]
            row.append(Share(sum(rule in run.alarms.get(PLUMB, {}) for run, _ in pairs), len(pairs)))
            runs = [run for result in of_part(healthy, part, "healthy") for run in result.runs]
            row.append(Share(sum(rule in run.alarms.get(PLUMB, {}) for run in runs), len(runs)))
        rows.append(row)
    columns = [f"{what}, {part}" for part in parts_of(broken, healthy) for what in ("named where acceptable", "false alarms")]
    return table(["Plumb's rule", *columns], rows)


def markdown(broken, healthy, cases, seeds):
    spared = sum(len(r.runs) - len(r.failing) for r in broken)
    hopeless = [r.case.name for r in broken if r.failing and not r.acceptable]
    missed = sum(len(r.missed) for r in healthy)
    counts = (f"{len(broken)} broken cases and {len(healthy)} healthy configurations, {seeds} seeds each: "
              f"{sum(len(r.failing) for r in broken)} failing runs, {sum(len(r.runs) for r in healthy)} healthy ones. "
              f"Left out: {spared} runs of broken cases that did not fail, {missed} of healthy configurations that did "
              "not reach their accuracy.")
    parts = [counts, "Shares with 95 % Wilson intervals; latencies in steps, median [quartiles].",
             summary_table(broken, healthy), "### Cases", case_table(broken, healthy)]
    if hopeless:
        parts.append(f"No rule's remedy cures {', '.join(hopeless)}: what is said of these runs counts as missed.")
    parts += ["### Healthy configurations", healthy_table(broken, healthy), "### Rules", rule_table(broken, healthy),
              "### Not here", table(["peers.md, or case", "why"], [[e["source"], e["why"]] for e in cases.impossible])]
    return "\n\n".join(parts) + "\n"


def run_json(run):
    return {"seed": run.seed, **asdict(run.outcome), "alarms": run.alarms, "findings": run.findings}


def document(broken, healthy, cases, seeds):
    """Everything, for other programs."""
    summary = {}
    for name in sets_of(broken, healthy):
        for part in parts_of(broken, healthy):
            t = totals(broken, healthy, name, part)
            latencies = {kind: quartiles(values) for kind, values in t.pop("latencies").items()}
            summary.setdefault(name, {})[part] = {
                **{key: share.json() for key, share in t.items()}, "latency_quartiles": latencies}
    return {
        "format": 1, "seeds": seeds, "summary": summary,
        "broken": [{"name": r.case.name, "source": r.case.source, "part": r.case.part, "what": r.case.what,
                    "cures": r.cures, "acceptable": r.acceptable, "runs": [run_json(run) for run in r.runs]}
                   for r in broken],
        "healthy": [{"name": r.healthy.name, "part": r.healthy.part, "what": r.healthy.what, "missed": r.missed,
                     "runs": [run_json(run) for run in r.runs]} for r in healthy],
        "impossible": cases.impossible,
    }
