"""Print the tables of the codebook into docs/codebook.md, between its two markers.

python tools/make_codebook.py
"""

from __future__ import annotations

from pathlib import Path

from tipseeds.edition import codebook

PAGE = Path(__file__).parents[1] / "docs" / "codebook.md"
BEGIN, END = "<!-- tables: begin (printed by: make codebook) -->\n", "<!-- tables: end -->\n"


def tables() -> str:
    """Return every table of the codebook as Markdown."""
    pieces = ["", *(_table(name, columns) for name, columns in codebook.TABLES.items())]
    pieces += ["### Questions on comments\n", *(_question(question) for question in codebook.QUESTIONS)]
    devices = "\n".join(f"| {name} | {_cell(what)} |" for name, what in codebook.DEVICES.items())
    pieces.append(f"### Rhetorical devices\n\n| device | it is used where the comment |\n|---|---|\n{devices}\n")
    return "\n".join(pieces) + "\n"


def page(text: str) -> str:
    """Return a page with the tables between its markers, and everything else as it is."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{PAGE.name} lacks the marker {BEGIN.strip() if not begin else END.strip()}")
    return before + BEGIN + tables() + END + after


def _table(name: str, columns: tuple[codebook.Column, ...]) -> str:
    rows = "\n".join(
        f"| `{column.name}` | {column.kind} | {'' if column.required else 'yes'} "
        f"| {_cell(column.about)}{_values(column.values)} |"
        for column in columns
    )
    return f"### {name}\n\n| column | kind | can be missing | what it holds |\n|---|---|---|---|\n{rows}\n"


def _values(values: tuple[str, ...]) -> str:
    return f" One of: {_cell(', '.join(values))}." if values else ""


def _question(question: codebook.Question) -> str:
    rules = "\n".join(f"| {value} | {_cell(rule)} |" for value, rule in question.rules.items())
    return f"**{question.name}**: {question.asks}\n\n| value | when |\n|---|---|\n{rules}\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
