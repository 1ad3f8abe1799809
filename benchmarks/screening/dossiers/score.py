#!/usr/bin/env python3
"""Hold screening output against the right answers.

    score.py FOLDER... < lines.jsonl        lines as `screen --json` prints them, one dossier each
    score.py --run "CMD" FOLDER...          runs CMD once per batch folder with the dossier folders appended

FOLDER is a batch (holding dossier folders) or one dossier folder. Prints a table per criterion, then the figures of the
benchmark, then one line for every verdict that differs. Exit 0 always: it measures, it does not judge.
Standard library only.
"""
import argparse
import collections
import json
import pathlib
import re
import shlex
import subprocess
import sys
import unicodedata

REQUIRED = ["degree", "experience", "french", "arabic", "dossier"]
RATED = ["human_rights", "prison", "vulnerability", "coordination", "communication", "advocacy", "reporting"]
COST = {("met", "not_met"): 20, ("unclear", "not_met"): 10, ("not_met", "met"): 5, ("unclear", "met"): 3,
        ("met", "unclear"): 1, ("not_met", "unclear"): 1}


def plain(text):
    """Letters and digits only, folded: enough to say whether two quotes overlap."""
    text = unicodedata.normalize("NFKD", text or "").casefold()
    text = "".join(str(unicodedata.decimal(c)) if unicodedata.decimal(c, None) is not None else c for c in text)
    return [w for w in re.split(r"[^0-9a-z\u0621-\u064a]+", re.sub(r"[\u064b-\u0652\u0640\u0300-\u036f]", "", text)) if len(w) > 1]


def overlap(a, b):
    wa, wb = set(plain(a)), set(plain(b))
    return len(wa & wb) / max(1, min(len(wa), len(wb))) if wa and wb else 0.0


def dossiers(paths):
    for path in map(pathlib.Path, paths):
        if (path / "gold.json").exists():
            yield path
        else:
            yield from sorted(p.parent for p in path.glob("*/gold.json"))


def run(command, folders):
    done = subprocess.run(shlex.split(command) + [str(f) for f in folders], capture_output=True, text=True)
    if done.returncode not in (0, 1):
        sys.exit(f"score: the command ended with {done.returncode}: {done.stderr.strip()[-400:]}")
    return done.stdout


def main():
    ask = argparse.ArgumentParser()
    ask.add_argument("--run")
    ask.add_argument("--quiet", action="store_true")
    ask.add_argument("folders", nargs="+")
    args = ask.parse_args()
    folders = list(dossiers(args.folders))
    gold = {f.name: json.loads((f / "gold.json").read_text(encoding="utf-8")) for f in folders}
    text = run(args.run, folders) if args.run else sys.stdin.read()
    said = {}
    for line in text.splitlines():
        if line.strip().startswith("{"):
            row = json.loads(line)
            said[row["id"]] = row
    table = {c: collections.Counter() for c in REQUIRED}
    rated = {c: collections.Counter() for c in RATED}
    differ, cost, n_cost = [], 0, 0
    months_in = months_exact = months_n = level_ok = level_n = field_ok = field_n = 0
    quotes_ok = quotes_n = evidence_met = met_n = 0
    overall = collections.Counter()
    missing = [i for i in gold if i not in said]
    for ident, right in gold.items():
        row = said.get(ident)
        if row is None:
            continue
        by_id = {c["id"]: c for c in row.get("criteria", [])}
        overall[right["overall"], row.get("overall")] += 1
        for name in REQUIRED:
            want = right["criteria"][name]
            got = by_id.get(name, {"verdict": "missing", "evidence": []})
            table[name][want["verdict"], got["verdict"]] += 1
            cost += COST.get((want["verdict"], got["verdict"]), 0)
            n_cost += 1
            if want["verdict"] != got["verdict"]:
                differ.append(f"{ident:8} {name:11} right {want['verdict']:8} said {got['verdict']:8} {got.get('reason', '')}")
            if got["verdict"] == "met" and name != "dossier":
                met_n += 1
                evidence_met += bool(got.get("evidence"))
            if want.get("quote") and got.get("evidence") and name != "dossier":
                quotes_n += 1
                quotes_ok += max(overlap(want["quote"], e.get("quote")) for e in got["evidence"]) >= 0.5
            if name == "experience" and want.get("months_min") is not None and got.get("months_min") is not None:
                months_n += 1
                top = got.get("months_max") if got.get("months_max") is not None else 10**6
                want_top = want.get("months_max") if want.get("months_max") is not None else 10**6
                months_in += got["months_min"] <= want["months_min"] + 1 and top >= want_top - 1
                months_exact += abs(got["months_min"] - want["months_min"]) <= 1 and abs(top - want_top) <= 1
            if name == "degree" and want.get("level") is not None:
                level_n += 1
                level_ok += got.get("level") == want["level"]
                if want.get("field"):
                    field_n += 1
                    field_ok += got.get("field") == want["field"]
        for name in RATED:
            want = right.get("rated", {}).get(name)
            got = by_id.get(name, {}).get("shown")
            rated[name][want, got] += 1
            if want != got and not args.quiet:
                differ.append(f"{ident:8} {name:11} right {want!s:8} said {got!s:8}")
    share = lambda a, b: f"{a}/{b} ({100 * a / b:.1f} %)" if b else "-"
    print(f"{len(said.keys() & gold.keys())} of {len(gold)} dossiers answered" + (f"; no answer: {' '.join(missing)}" if missing else ""))
    print(f"{'criterion':12} exact            false-not-met  false-met  undecided-though-clear")
    fnm = fm = 0
    for name in REQUIRED:
        t = table[name]
        n = sum(t.values())
        exact = sum(v for (w, g), v in t.items() if w == g)
        a = sum(v for (w, g), v in t.items() if w in ("met", "unclear") and g == "not_met")
        b = sum(v for (w, g), v in t.items() if w == "not_met" and g == "met")
        u = sum(v for (w, g), v in t.items() if w != "unclear" and g == "unclear")
        fnm, fm = fnm + a, fm + b
        print(f"{name:12} {share(exact, n):16} {a:^13}  {b:^9}  {u}")
    for name in RATED:
        t = rated[name]
        tp = t[True, True]
        f1 = 2 * tp / max(1, 2 * tp + sum(v for (w, g), v in t.items() if (w is True) != (g is True)))
        print(f"{name:12} {share(sum(v for (w, g), v in t.items() if w == g), sum(t.values())):16} F1(shown) {f1:.2f}")
    n = sum(overall.values())
    print(f"overall      {share(sum(v for (w, g), v in overall.items() if w == g), n)}; "
          f"eligible called not_eligible: {overall['eligible', 'not_eligible']}; not_eligible called eligible: {overall['not_eligible', 'eligible']}; "
          f"sent to a human: {share(sum(v for (w, g), v in overall.items() if g == 'to_review'), n)} (right: {share(sum(v for (w, g), v in overall.items() if w == 'to_review'), n)})")
    print(f"months: right interval inside {share(months_in, months_n)}, both bounds within 1 {share(months_exact, months_n)}; "
          f"degree level {share(level_ok, level_n)}, field {share(field_ok, field_n)}")
    print(f"evidence: a met with a quote {share(evidence_met, met_n)}; overlaps the right quote {share(quotes_ok, quotes_n)}")
    if not args.quiet:
        print("\n".join(differ))
    exact_all = sum(v for t in table.values() for (w, g), v in t.items() if w == g)
    recall = {}
    for verdict in ("met", "unclear", "not_met"):
        wanted = sum(v for t in table.values() for (w, g), v in t.items() if w == verdict)
        recall[verdict] = sum(t[verdict, verdict] for t in table.values()) / max(1, wanted)
    print("recall, five required criteria: " + ", ".join(f"{k} {100 * v:.1f} %" for k, v in recall.items()))
    print(f"FIGURES answered={len(said.keys() & gold.keys())}/{len(gold)} false_not_met={fnm} false_met={fm} "
          f"exact={100 * exact_all / max(1, n_cost):.1f}% balanced={100 * sum(recall.values()) / 3:.1f}% mean_cost={cost / max(1, n_cost):.3f} overall={100 * sum(v for (w, g), v in overall.items() if w == g) / max(1, n):.1f}%")


main()
