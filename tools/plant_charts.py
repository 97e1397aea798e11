"""Plant faults in the charts, one at a time, and see whether the checks of their pictures notice.

    python tools/plant_charts.py            every fault
    python tools/plant_charts.py --some 8   every n-th of them, 8 in all
    python tools/plant_charts.py -v         also says what noticed each

The kinds have about the shares that wrong plots have among reported bugs of plotting libraries: a thing missing 23
percent, misplaced 22, of the wrong shape 14, of the wrong colour 12; the others are wrong words, order and scale.
Ends with 1 if a fault stays unnoticed, or if the charts are not sound without one.
"""

# ruff: noqa: E501
from __future__ import annotations

import argparse
import sys
import types
from collections import Counter
from importlib import import_module
from importlib.machinery import ModuleSpec
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
CHARTS = ROOT / "src" / "tipseeds" / "charts"


class Fault(NamedTuple):
    """What to replace by what in which file, what kind of fault that is, and the charts whose checks should see it."""

    kind: str
    file: str
    old: str
    new: str
    checks: str


FAULTS = [
    # A thing missing.
    Fault("missing", "_canvas", "for line in wrapped(title, self.width - 20, 18.6):", "for line in []:", "tiers"),
    Fault("missing", "_panel", "for one in mark.words]", "for one in mark.words[1:]]", "lengths"),
    Fault("missing", "_tiers", "for year in range(first, last + 1):\n            if", "for year in range(first, last):\n            if", "tiers"),
    Fault("missing", "_tiers", "(len(docs) > 1)", "(len(docs) > 2)", "tiers"),
    Fault("missing", "_estimates", "for value in (low, high):", "for value in (low,):", "estimates"),
    Fault("missing", "_estimates", "under, band = place[-1], bands[place]", "under, band = place[-1], None", "estimates"),
    Fault("missing", "_estimates", "    _words(canvas, left, over, loose, beside=bool(drawn))\n", "", "estimates revenue"),
    Fault("missing", "_comments", "for number, target in enumerate(node.targets):", "for number, target in enumerate(node.targets[:1]):", "thread"),
    Fault("missing", "_comments", 'if value == "silent":\n', 'if value == "silent":\n            continue\n        if value == "":\n', "positions"),
    Fault("missing", "_dates", "    if row[\"out\"]:\n", "    if row[\"out\"] and end:\n", "documents"),
    Fault("missing", "_dates", "for period, rate in dated.items():", "for period, rate in list(dated.items())[1:]:", "rates"),
    Fault("missing", "_labour", "            if (name, doc) not in cells:\n", "            if (name, doc) == ('', ''):\n", "themes"),
    # Misplaced.
    Fault("misplaced", "_tiers", "_cell(panel, year, at + 0.5", "_cell(panel, year + 1, at + 0.5", "tiers"),
    Fault("misplaced", "_tiers", "left - 16), anchor=\"end\")", "left - 16), anchor=\"end\")\n        at = at + 1", "tiers"),
    Fault("misplaced", "_estimates", "_shapes(mark, row, mark.y, *panel.x)", "_shapes(mark, row, mark.y + ROW, *panel.x)", "estimates workers"),
    Fault("misplaced", "_estimates", "first, last = (start if low is None", "first, last = (end / 20 if not low", "estimates"),
    Fault("misplaced", "_panel", "return self.left + GAP + part * (self.width - GAP)", "return self.left + GAP + part**1.3 * (self.width - GAP)", "estimates"),
    Fault("misplaced", "_comments", "arrival = places[node.doc, target] + SLIP", "arrival = places[node.doc, target] + 1 + SLIP", "thread"),
    Fault("misplaced", "_comments", "mark.say(left - 8, mark.top,", "mark.say(left - 8, mark.top + ROW,", "lengths"),
    Fault("misplaced", "_comments", "column - 0.47, at - 0.43, column + 0.47, at + 0.43", "column + 0.53, at - 0.43, column + 1.47, at + 0.43", "positions"),
    Fault("misplaced", "_dates", "return day.year + (", "return day.year + 0.5 + (", "documents"),
    Fault("misplaced", "_dates", "return 12 * year + month - 1 +", "return 12 * year + month +", "rates"),
    Fault("misplaced", "_labour", "number + (10 + SIGN * (nth % per)) / column", "number + (10 + SIGN * (nth % per)) / column + 0.9", "themes"),
    Fault("misplaced", "_labour", "x, y = shown[where]", "y, x = shown[where]", "destinations"),
    # Of the wrong shape.
    Fault("shape", "_estimates", '"exact": ("dot", "blue"), "about": ("diamond", "paper")', '"exact": ("diamond", "paper"), "about": ("dot", "blue")', "estimates revenue"),
    Fault("shape", "_estimates", 'bound in ("more than", "less than")', 'bound in ("at most", "at least")', "estimates"),
    Fault("shape", "_estimates", 'if high is None and not (row["unit"]', 'if False and not (row["unit"]', "estimates"),
    Fault("shape", "_labour", '"diamond" if row["position"] == "disputes"', '"diamond" if row["position"] == "asserts"', "themes"),
    Fault("shape", "_dates", '("dot", "month") if len(period) == 7', '("triangle", "month") if len(period) == 7', "rates"),
    Fault("shape", "_tiers", "dashed=implied)", "dashed=not implied)", "tiers"),
    Fault("shape", "_comments", 'dashed=target == "missing"', 'dashed=target != "missing"', "thread"),
    # Of the wrong colour.
    Fault("colour", "_tiers", '"3": ("tier3", "bright"', '"3": ("tier1", "bright"', "tiers"),
    Fault("colour", "_comments", '"stated": "ink", "inferred": "tint5"', '"stated": "tint5", "inferred": "ink"', "thread lengths"),
    Fault("colour", "_comments", '= "orange" if target == "missing"', '= "grey" if target == "missing"', "thread"),
    Fault("colour", "_comments", "{1 + n % 5}", "{1 + n % 2}", "positions"),
    Fault("colour", "_dates", '"ink" if fits else "paper"', '"paper" if fits else "ink"', "rates"),
    Fault("colour", "_labour", '"paper" if borderline else colour', "colour", "themes"),
    Fault("colour", "_labour", '"orange" if _against(row)', '"orange" if row["position"] == "disputes"', "themes"),
    # Wrong order, scale, words, or row.
    Fault("order", "_panel", "return self.left + (x - self.x[0]) / (self.x[1] - self.x[0]) * self.width", "return self.left + (self.x[1] - x) / (self.x[1] - self.x[0]) * self.width", "estimates documents"),
    Fault("order", "_comments", "key=lambda one: -one[0]", "key=lambda one: one[0]", "lengths"),
    Fault("order", "_dates", "for number, row in enumerate(rows):", "for number, row in enumerate(rows[::-1]):", "documents"),
    Fault("order", "_dates", "(first, last), (high, low)", "(first, last), (low, high)", "rates"),
    Fault("scale", "_estimates", "return [0, 25, 50, 75, 100], None", "return [0, 20, 40, 60], None", "estimates"),
    Fault("scale", "_estimates", "short(tick) +", "short(2 * tick) +", "estimates"),
    Fault("scale", "_comments", "0, at + 0.16, words, at + 0.84", "0, at + 0.16, words**0.5 * 20, at + 0.84", "lengths"),
    Fault("scale", "_comments", "/ len(rows)\n", "/ 12\n", "positions"),
    Fault("words", "_comments", "clipped(writer(node.row), room)", "clipped(node.doc, room)", "thread"),
    Fault("words", "_comments", "panel.across(column), mark.top, said", "panel.across(column), mark.top, name", "positions"),
    Fault("words", "_estimates", 'topics) != 1:', 'topics) != 2:', "estimates"),
    Fault("words", "_tiers", "differ = sum(", "differ = 1 + sum(", "tiers"),
    Fault("words", "_labour", "own = sum(row[", "own = len(rows) - sum(row[", "themes"),
    Fault("row", "_panel", '"data-row": mark.row', '"data-row": str(number)', "themes thread positions"),
    Fault("row", "_labour", 'panel.mark([row["#"] for row in rows]', 'panel.mark([row["#"] for row in rows[:1]]', "destinations"),
]  # fmt: skip


def load(fault: Fault | None) -> types.ModuleType:
    """Import the charts afresh, with a fault in them or none, and return the checks that use them."""
    import tipseeds

    for name in [
        name for name in sys.modules if name.startswith(("tipseeds.charts", "tipseeds.explore", "tests.pictures"))
    ]:
        del sys.modules[name]
    vars(tipseeds).pop("charts", None)
    if fault:
        path = CHARTS / f"{fault.file}.py"
        text = path.read_text(encoding="utf-8")
        if fault.old not in text:
            sys.exit(f"{path.name} no longer holds {fault.old!r}: plant the fault elsewhere")
        sys.meta_path.insert(0, Planted(f"tipseeds.charts.{fault.file}", path, text.replace(fault.old, fault.new)))
    try:
        vars(tipseeds)["charts"] = import_module("tipseeds.charts")
        return import_module("tests.pictures.checks")
    finally:
        if fault:
            sys.meta_path.pop(0)


class Planted:
    """Finds one module, with other text in it than its file has."""

    def __init__(self, name: str, path: Path, text: str) -> None:
        self.name, self.path, self.text = name, path, text

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        """Answer for the one module."""
        return ModuleSpec(name, self, origin=str(self.path)) if name == self.name else None

    def create_module(self, spec: ModuleSpec) -> None:
        """Leave making the module to Python."""

    def exec_module(self, module: types.ModuleType) -> None:
        """Run the other text."""
        module.__file__ = str(self.path)
        exec(compile(self.text, str(self.path), "exec"), vars(module))


def noticed(checks: types.ModuleType, names: list[str]) -> str:
    """Return which check fails, and how; an empty text if none does."""
    for name in names:
        try:
            checks.CHECKS[name]()
        except Exception as error:
            return f"{name}: {type(error).__name__} {str(error)[:80]}".strip()
    return ""


def main(arguments: list[str] | None = None) -> int:
    """Plant, check, and say what came of it."""
    parser = argparse.ArgumentParser(description="Plant faults in the charts and see whether their checks notice.")
    parser.add_argument("--some", type=int, help="how many of the faults to plant; all if it is left out")
    parser.add_argument("-v", action="store_true", help="say what noticed each")
    chosen = parser.parse_args(arguments)
    sys.path[:0] = [str(ROOT), str(ROOT / "src")]
    step = max(1, len(FAULTS) // chosen.some) if chosen.some else 1
    faults = FAULTS[::step][: chosen.some]
    wanted = sorted({name for fault in faults for name in fault.checks.split()})
    sound = noticed(load(None), wanted)
    if sound:
        print(f"Not sound without a fault: {sound}")
        return 1
    caught: Counter[str] = Counter()
    for fault in faults:
        how = noticed(load(fault), fault.checks.split())
        caught[fault.kind] += bool(how)
        if chosen.v or not how:
            print(
                f"{'noticed' if how else 'NOT NOTICED'}  {fault.kind:9} {fault.file:10} {fault.new.strip()[:60]!r}  {how}"
            )
    planted = Counter(fault.kind for fault in faults)
    print(", ".join(f"{kind} {caught[kind]} of {number}" for kind, number in planted.items()))
    print(f"{caught.total()} of {len(faults)} planted faults noticed")
    return int(caught.total() < len(faults))


if __name__ == "__main__":
    sys.exit(main())
