"""Print the tables of the codebook into docs/codebook.md, between its two markers.

python tools/make_codebook.py
"""

from __future__ import annotations

from pathlib import Path

from tipseeds.edition.fields import TABLES, Field
from tipseeds.edition.scheme import Code, Question, default

PAGE = Path(__file__).parents[1] / "docs" / "codebook.md"
BEGIN, END = "<!-- tables: begin (printed by: make codebook) -->\n", "<!-- tables: end -->\n"


def tables() -> str:
    """Return every table and the scheme of this edition as Markdown."""
    scheme = default()
    pieces = ["", *(_table(name, scheme.fields(name)) for name in TABLES)]
    for heading, codes in (
        ("Topics of estimates", scheme.topics),
        ("Units", scheme.units),
        ("Themes of claims on labour", scheme.themes),
        ("Kinds of dispatch", scheme.dispatches),
    ):
        pieces.append(_codes(heading, codes, "what belongs there"))
    pieces += ["### Questions on comments\n", *(_question(*question) for question in scheme.questions.items())]
    pieces.append(_codes("Rhetorical devices", scheme.devices, "it is used where the comment"))
    return "\n".join(pieces) + "\n"


def page(text: str) -> str:
    """Return a page with the tables between its markers, and everything else as it is."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{PAGE.name} lacks the marker {BEGIN.strip() if not begin else END.strip()}")
    return before + BEGIN + tables() + END + after


def _table(name: str, fields: tuple[Field, ...]) -> str:
    rows = "\n".join(
        f"| `{field.name}` | {field.label} | {field.kind} | {'' if field.required else 'yes'} "
        f"| {f'`{field.attribute}`' if field.attribute else ''} | {_cell(field.about)}{_values(field.values)} |"
        for field in fields
    )
    head = "| column | heading | kind | can be missing | in a seed | what it holds |\n|---|---|---|---|---|---|"
    return f"### {name}\n\n{head}\n{rows}\n"


def _values(values: tuple[str, ...] | str) -> str:
    return f" One of: {_cell(', '.join(values))}." if values and not isinstance(values, str) else ""


def _codes(heading: str, codes: dict[str, Code], rule: str) -> str:
    rows = "\n".join(f"| {name} | {_cell(code.rule)} |" for name, code in codes.items())
    return f"### {heading}\n\n| value | {rule} |\n|---|---|\n{rows}\n"


def _question(name: str, question: Question) -> str:
    rules = "\n".join(f"| {value} | {_cell(rule)} |" for value, rule in question.values.items())
    return f"**{name}** ({question.label}): {question.asks}\n\n| value | when |\n|---|---|\n{rules}\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
