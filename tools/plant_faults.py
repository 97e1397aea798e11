"""Plant faults all over, one at a time, and list those that no test notices.

python run.py faults [--number 200] [--only edition/quantity] [--kind escape] [--seed 1] [--tests 40] [--record TESTS]

A fault is a small change that a person could make by mistake: a sign of comparison, a bound, a text, a call or an
escape left out; in the seeds and the tables of facts a figure, a name or a date; in the notebooks' prose a number. It
is planted in a copy of the project, and the tests that run the changed line are run there, without originals. What each
came to is kept in build/faults.jsonl, so that a run that was stopped goes on where it was. A changed file is tried
anew, and so is what no test noticed once the tests have changed.
"""

from __future__ import annotations

import argparse
import ast
import collections
import hashlib
import json
import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

PROJECT = Path(__file__).resolve().parents[1]
BUILD = PROJECT / "build"
KEPT = BUILD / "faults.jsonl"
SAID = BUILD / "faults.said"
PIECES = ("src", "seeds", "tests", "notebooks", "docs", "tools", "bench", ".ci")
SUITE = ["tests/unit", "tests/edition", "tests/guards/test_notebooks.py", "tests/guards/test_prose.py"]
NOT_THESE = ["-m", "not browser and not mutation and not slow", "--deselect", "tests/unit/test_generated.py"]
"""The tests that are recorded, without those that need a browser, take long, or run every line."""

SWAPPED: dict[type[ast.AST], str] = {
    **{ast.Lt: "<=", ast.LtE: "<", ast.Gt: ">=", ast.GtE: ">", ast.Eq: "!=", ast.NotEq: "==", ast.In: "not in"},
    **{ast.NotIn: "in", ast.Is: "is not", ast.IsNot: "is", ast.And: "or", ast.Or: "and"},
    **{ast.Add: "-", ast.Sub: "+", ast.Mult: "/", ast.Div: "*", ast.FloorDiv: "*"},
}


class Fault(NamedTuple):
    """A change of one place in a file: what stands at `start` to `end` is replaced."""

    file: str
    line: int
    start: int
    end: int
    new: str
    kind: str


def faults_in_code(file: str, text: str) -> Iterator[Fault]:
    """Yield the faults that can be planted in a Python file; docstrings, imports and types are left alone."""
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line.encode()))
    data = text.encode()

    def span(node: ast.AST) -> tuple[int, int]:
        return (
            starts[node.lineno - 1] + node.col_offset,  # type: ignore[attr-defined]
            starts[node.end_lineno - 1] + node.end_col_offset,  # type: ignore[attr-defined]
        )

    def between(left: ast.AST, right: ast.AST, new: str, kind: str) -> Iterator[Fault]:
        """Replace the operator that stands between two operands."""
        start, end = span(left)[1], span(right)[0]
        found = re.search(rb"(?<![\w)(])\s*(not in|is not|in|is|and|or|[<>=!]=|//|[<>+*/-])[\s(]*$", data[start:end])
        if found:
            yield Fault(file, left.end_lineno or 0, start + found.start(1), start + found.end(1), new, kind)  # type: ignore[attr-defined]

    def visit(node: ast.AST, said: bool) -> Iterator[Fault]:
        match node:
            case ast.Compare(left=left, ops=[operator], comparators=[right]) if type(operator) in SWAPPED:
                yield from between(left, right, SWAPPED[type(operator)], "comparison")
            case ast.BoolOp(op=operator, values=[left, right, *_]):
                yield from between(left, right, SWAPPED[type(operator)], "and or or")
            case ast.BinOp(left=left, op=operator, right=right) if type(operator) in SWAPPED:
                yield from between(left, right, SWAPPED[type(operator)], "arithmetic")
            case ast.UnaryOp(op=ast.Not(), operand=inner):
                yield Fault(file, node.lineno, span(node)[0], span(node)[0] + 4, "", "not")
            case ast.IfExp(test=test) | ast.If(test=test):
                yield Fault(file, test.lineno, *span(test), "True", "condition")
            case ast.Constant(value=bool() as value):
                yield Fault(file, node.lineno, *span(node), str(not value), "truth")
            case ast.Constant(value=int() | float() as value) if not said:
                yield Fault(file, node.lineno, *span(node), repr(value + 1), "number")
            case ast.Constant(value=str() as value) if value.strip() and not said:
                yield Fault(file, node.lineno, *span(node), repr(_changed(value)), "text")
            case ast.Call(func=ast.Name(id="escape") | ast.Attribute(attr="escape"), args=[inner, *_]):
                yield Fault(file, node.lineno, *span(node), f"str({ast.unparse(inner)})", "escape left out")
            case ast.Expr(value=ast.Call()) | ast.AugAssign():
                yield Fault(file, node.lineno, *span(node), "pass", "statement left out")
            case ast.Return(value=ast.expr() as value) if not isinstance(value, ast.Constant):
                yield Fault(file, node.lineno, *span(value), "None", "nothing returned")
            case _:
                pass
        for field, inner in ast.iter_fields(node):
            for child in inner if isinstance(inner, list) else [inner]:
                if not isinstance(child, ast.AST) or field in ("annotation", "returns", "decorator_list"):
                    continue
                if isinstance(child, ast.Import | ast.ImportFrom) or _is_docstring(child):
                    continue
                yield from visit(child, isinstance(node, ast.JoinedStr | ast.FormattedValue))

    yield from visit(ast.parse(text), False)


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _changed(text: str) -> str:
    """Return a text in which one letter is another, if it has any."""
    places = [number for number, sign in enumerate(text) if sign.isalpha()]
    if not places:
        return text + "x"
    at = places[len(places) // 2]
    return text[:at] + ("o" if text[at] != "o" else "a") + text[at + 1 :]


def faults_in_text(file: str, text: str) -> Iterator[Fault]:
    """Yield the faults that can be planted in a seed, a table of facts or a page: figures, names, not left out."""
    sought = {"figure": r"(?<![\w.#-])\d[\d,]*(?![\w-])", "date": r"(?<![\w#])\d{4}-\d{2}-\d{2}\b"}
    sought |= {"name": r"\b(?:North|South|Russia|China|Qatar|Cuba|Iran|Sudan|Venezuela)\b", "not": r"\bnot? "}
    if file.endswith(".csv"):
        sought |= {"tier": r"(?<=,)2WL(?=,)|(?<=,)[123](?=,)"}
    for kind, pattern in sought.items():
        for found in re.finditer(pattern, text):
            new = {"name": "Peru", "not": ""}.get(kind) or re.sub(r"\d(?=\D*$)", _other, found[0])
            new = "" if kind == "not" else new
            before = text[: found.start()]
            start = len(before.encode())
            yield Fault(file, before.count("\n") + 1, start, start + len(found[0].encode()), new, kind)


def _other(digit: re.Match[str]) -> str:
    return str((int(digit[0]) + 1) % 10)


def faults_in_notebook(file: str, text: str) -> Iterator[Fault]:
    """Yield the numbers in a notebook's prose, each changed."""
    at = 0
    for cell in json.loads(text)["cells"]:
        for line in cell["source"]:
            quoted = json.dumps(line, ensure_ascii=False)
            at = text.index(quoted, at)
            if cell["cell_type"] == "markdown":
                for fault in faults_in_text(file, quoted):
                    start = len(text[:at].encode()) + fault.start
                    end = start + fault.end - fault.start
                    if fault.kind in ("figure", "name"):
                        yield Fault(file, text[:at].count("\n") + 1, start, end, fault.new, f"prose {fault.kind}")
            at += len(quoted)


def all_faults(only: str) -> dict[str, list[Fault]]:
    """Return every fault that can be planted, by area: a room of src, the seeds, the facts, the notebooks."""
    found: dict[str, list[Fault]] = {}
    tracked = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=PROJECT, capture_output=True, text=True
    )
    for file in sorted(tracked.stdout.splitlines()):
        path = PROJECT / file
        if only not in file or not path.is_file():
            continue
        parts = Path(file).parts
        if file.startswith("src/") and path.suffix == ".py":
            area, make = parts[2] if len(parts) > 3 else "root", faults_in_code
        elif file.startswith("seeds/") and path.suffix in (".md", ".csv"):
            area, make = "facts" if len(parts) > 2 else "seeds", faults_in_text
        elif file.startswith("notebooks/") and path.suffix == ".ipynb":
            area, make = "notebooks", faults_in_notebook
        elif file in ("README.md", "CONTRIBUTING.md"):
            area, make = "docs", faults_in_text
        else:
            continue
        found.setdefault(area, []).extend(make(file, path.read_text(encoding="utf-8")))
    return found


def sample(found: dict[str, list[Fault]], number: int, seed: int) -> list[Fault]:
    """Choose faults, from each area by the root of its size, so that a small one is not left out."""
    chance = random.Random(seed)
    roots = {area: len(faults) ** 0.5 for area, faults in found.items() if faults}
    chosen = []
    for area, root in roots.items():
        share = min(len(found[area]), max(1, round(number * root / sum(roots.values()))))
        by_kind: dict[str, list[Fault]] = {}
        for fault in found[area]:
            by_kind.setdefault(fault.kind, []).append(fault)
        for faults in by_kind.values():
            chance.shuffle(faults)
        kinds = sorted(by_kind)
        taken: list[Fault] = []
        while len(taken) < share:  # a kind after the other: escapes are few, and matter
            more = [by_kind[kind].pop() for kind in kinds if by_kind[kind]]
            if not more:
                break
            taken += [fault for fault in more if can_be_read(fault)][: share - len(taken)]
        chosen += taken
    return chosen


def planted(fault: Fault) -> bytes:
    """Return the file with the fault in it."""
    before = (PROJECT / fault.file).read_bytes()
    return before[: fault.start] + fault.new.encode() + before[fault.end :]


def can_be_read(fault: Fault) -> bool:
    """Tell whether a file is still Python with the fault in it; anybody would notice one that isn't."""
    try:
        return not fault.file.endswith(".py") or bool(ast.parse(planted(fault)))
    except SyntaxError:
        return False


def make_copy() -> Path:
    """Copy what the tests need to build/faults, where faults are planted."""
    copy = BUILD / "faults"
    shutil.rmtree(copy, ignore_errors=True)
    for piece in PIECES:
        if (PROJECT / piece).is_dir():
            left = ["__pycache__", *["*.txt", "*.TXT"] * (piece == "seeds")]  # a reader's own copies of the originals
            shutil.copytree(PROJECT / piece, copy / piece, ignore=shutil.ignore_patterns(*left))
    for file in PROJECT.iterdir():
        if file.is_file() and not file.name.startswith(".coverage"):
            shutil.copy(file, copy / file.name)
    return copy


def run_tests(copy: Path, *arguments: str, seconds: float = 600, python: tuple[str, ...] = ()) -> int | None:
    """Run tests in the copy; None if they don't end."""
    env = os.environ | {"PYTHONPATH": str(copy / "src"), "TIPSEEDS_ORIGINALS": "none", "PYTHONDONTWRITEBYTECODE": "1"}
    command = [
        sys.executable,
        *python,
        "-m",
        "pytest",
        "-q",
        "-x",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:xdist",
        *arguments,
    ]
    try:
        for _ in range(5):
            with SAID.open("w") as said:
                status = subprocess.run(
                    command, cwd=copy, env=env, stdout=said, stderr=said, timeout=seconds
                ).returncode
            if status >= 0:
                return status
        raise SystemExit("The tests are killed by something else, memory most likely. Run this again later")
    except subprocess.TimeoutExpired:
        return None


def state_of(copy: Path, *globs: str) -> str:
    """Return a checksum of some files."""
    state = hashlib.sha256()
    for path in sorted(path for sought in globs for path in copy.glob(sought)):
        state.update(path.read_bytes())
    return state.hexdigest()[:16]


def record(copy: Path, tests: list[str]) -> dict[str, dict[int, list[str]]]:
    """Run the suite once without a fault; returns which tests run which line."""
    state = state_of(copy, "src/**/*.py", "tests/**/*.py") + " ".join(tests)
    data, made_for = BUILD / "faults.coverage", BUILD / "faults.recorded"
    if not data.exists() or not made_for.exists() or made_for.read_text() != state:
        print("Recording which tests run which line …", flush=True)
        config = BUILD / "faults.coveragerc"
        config.write_text(f"[run]\ndata_file = {data}\nsource = {copy / 'src'}\ndynamic_context = test_function\n")
        there = [name for name in tests if (copy / name).exists()]
        python = ("-m", "coverage", "run", f"--rcfile={config}")
        data.unlink(missing_ok=True)
        if run_tests(copy, *there, *NOT_THESE, seconds=3600, python=python) not in (0,):
            raise SystemExit(f"The suite is red without a fault, as {SAID.relative_to(PROJECT)} says. Type: make test")
        made_for.write_text(state)
    lines: dict[str, dict[int, list[str]]] = {}
    with sqlite3.connect(data) as base:
        rows = base.execute(
            "SELECT path, context, numbits FROM line_bits"
            " JOIN file ON file.id = file_id JOIN context ON context.id = context_id"
        )
        for path, context, bits in rows:
            if not context:
                continue
            module, _, test = context.rpartition(".")
            node = f"{module.replace('.', '/')}.py::{test}"
            file = str(Path(path).relative_to(copy))
            for number, byte in enumerate(bits):
                for bit in range(8):
                    if byte >> bit & 1:
                        lines.setdefault(file, {}).setdefault(number * 8 + bit, []).append(node)
    return lines


def near(fault: Fault, lines: dict[str, dict[int, list[str]]], most: int) -> list[list[str]]:
    """Return the tests to run for a fault: first its module's own examples, then what runs its line, or its area."""
    if fault.file.endswith(".ipynb"):
        return [["tests/edition/test_reviewed.py", "tests/guards/test_notebooks.py", "tests/guards/test_prose.py"]]
    if fault.file.startswith("seeds/"):
        return [["tests/edition", "tests/guards/test_prose.py"], ["tests/unit"], ["--doctest-modules", "src"]]
    if fault.file.endswith(".md"):
        return [["tests/edition/test_reviewed.py", "tests/guards/test_docs.py"]]
    tests = lines.get(fault.file, {}).get(fault.line, [])
    if not tests:  # run on import: whatever uses the file
        uses = collections.Counter(node for nodes in lines.get(fault.file, {}).values() for node in nodes)
        tests = [node for node, _ in uses.most_common()]
    # Tests of the file itself are those that run least else.
    weight = collections.Counter(node for nodes in lines.values() for found in nodes.values() for node in set(found))
    tests = sorted(set(tests), key=lambda node: weight[node])
    # What a fixture made for a whole file is recorded for the first of its tests alone.
    files = sorted({node.partition("::")[0] for node in tests[: 5 * most]})
    return [[fault.file, *tests[:most]], tests[most : 5 * most], files]


def tried(copy: Path, fault: Fault, tests: list[list[str]]) -> bool:
    """Plant a fault in the copy, run the tests and take it out; True if one of them failed."""
    path = copy / fault.file
    before = path.read_bytes()
    path.write_bytes(planted(fault))
    try:
        for some in tests:
            there = [name for name in some if name.startswith("--") or (copy / name.partition("::")[0]).exists()]
            if there and run_tests(copy, *there, *NOT_THESE) not in (0, 5):  # 5: no example in that file
                return True
        return False
    finally:
        path.write_bytes(before)


def main() -> int:
    """Plant them; the status is 1 if more survive than argued for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--number", type=int, default=200, help="how many (else 200)")
    parser.add_argument("--only", default="", help="only in files with this in their path")
    parser.add_argument("--kind", default="", help="only of one kind, as in 'escape left out'")
    parser.add_argument("--seed", type=int, default=1, help="another number, other faults")
    parser.add_argument("--tests", type=int, default=40, help="how many tests at a time (else 40)")
    parser.add_argument("--least", type=float, default=0.0, help="fail if a smaller share is noticed, as in 0.8")
    parser.add_argument("--record", nargs="+", default=SUITE, help="the tests to choose from (else all quick ones)")
    given = parser.parse_args()
    BUILD.mkdir(exist_ok=True)
    found = {
        area: [fault for fault in faults if given.kind in fault.kind] for area, faults in all_faults(given.only).items()
    }
    chosen = sample(found, given.number, given.seed)
    known = [json.loads(line) for line in KEPT.read_text(encoding="utf-8").splitlines()] if KEPT.exists() else []
    copy = make_copy()
    tests = state_of(copy, "tests/**/*.py")
    results = {row["key"]: row["caught"] for row in known if row["caught"] or row["tests"] == tests}
    lines = record(copy, given.record)
    tally: dict[str, list[int]] = {}
    survivors = []
    for number, fault in enumerate(chosen, 1):
        text = (PROJECT / fault.file).read_bytes()
        key = hashlib.sha256(text + repr(fault).encode()).hexdigest()[:16]
        if key not in results:
            results[key] = tried(copy, fault, near(fault, lines, given.tests))
            with KEPT.open("a", encoding="utf-8") as kept:
                kept.write(json.dumps({"key": key, "caught": results[key], "tests": tests, **fault._asdict()}) + "\n")
        area = "/".join(Path(fault.file).parts[: 3 if fault.file.startswith("src") else 1])
        counts = tally.setdefault(area, [0, 0])
        counts[0] += 1
        counts[1] += results[key]
        if not results[key]:
            old = text[fault.start : fault.end].decode()
            survivors.append(f"{fault.file}:{fault.line}: {fault.kind}: {old[:60]!r} > {fault.new[:60]!r}")
            print(f"{number} of {len(chosen)}  {survivors[-1]}", flush=True)
    print("\narea                               planted  noticed")
    for area, (planted, noticed) in sorted(tally.items()):
        print(f"{area:<35}{planted:>7}{noticed:>9}")
    planted, noticed = (sum(counts[at] for counts in tally.values()) for at in (0, 1))
    print(f"{'all':<35}{planted:>7}{noticed:>9}  ({noticed / max(planted, 1):.0%})")
    return int(noticed < given.least * planted)


if __name__ == "__main__":
    sys.exit(main())
