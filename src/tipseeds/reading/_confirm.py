"""Going through a draft mark by mark: right, wrong, correct it, add one; each step is saved, and can be undone."""

from __future__ import annotations

import os
import re
from os import PathLike
from pathlib import Path

from tipseeds.edition.attributes import OPEN
from tipseeds.edition.build import build
from tipseeds.edition.errors import SeedError
from tipseeds.edition.format import Mark, Part, Seed, read_seed
from tipseeds.edition.reference import country_names
from tipseeds.edition.scheme import read_scheme
from tipseeds.originals.files import normalise
from tipseeds.originals.layouts import split_original
from tipseeds.reading._draft import TEXTS

_BRACES = r'\{(?:[^"{}]|"[^"]*")*\}'


class Confirming:
    r"""A draft that a person goes through.

    Every step is checked as `tip.load` checks seeds, and saved into the file at once; what else stands in the file,
    comments and layout included, stays as it is. A step that breaks the format raises and changes nothing.

    Parameters
    ----------
    path : path-like
        The draft, as `tip.draft` returns it.

    Attributes
    ----------
    at : int
        Which of `marks` is at hand.
    steps : int
        How many steps were saved.

    Examples
    --------
    >>> import tempfile, tipseeds as tip
    >>> place = Path(tempfile.mkdtemp())
    >>> _ = (place / "ducks.txt").write_text("About ducks\n\nAs many as 40 ducks live here.\n")
    >>> going = tip.reading.Confirming(tip.draft(place / "ducks.txt"))
    >>> going.mark.wording
    'As many as 40 ducks'
    >>> going.right(topic="participants", of="ducks on the pond", unit="people", by="the author")
    >>> going.left
    0
    """

    def __init__(self, path: str | PathLike[str]) -> None:
        self.path, self.at, self.steps = Path(path), 0, 0
        self._before: list[tuple[str, str]] = []
        self.seed: Seed = read_seed(self.path)
        self.scheme = read_scheme(self.path.parent)

    @property
    def marks(self) -> list[tuple[Part, Mark]]:
        """The marks that a rule read and nobody has confirmed, in order, each with its part."""
        return [(part, mark) for part in self.seed.parts for mark in part.marks if "read" in mark.attributes]

    @property
    def left(self) -> int:
        """How many marks are left."""
        return len(self.marks)

    @property
    def mark(self) -> Mark:
        """The mark at hand."""
        if not self.marks:
            raise IndexError(f"Every mark of {self.path.name} is confirmed.")
        return self.marks[self.at % len(self.marks)][1]

    @property
    def part(self) -> Part:
        """The part in which the mark at hand stands; the first that still is read by rule if no mark is left."""
        waiting = [part for part in self.seed.parts if "read" in part.attributes]
        return self.marks[self.at % len(self.marks)][0] if self.marks else (waiting or list(self.seed.parts))[0]

    def passage(self, part: str | None = None) -> str:
        """Return the text of a part, of the one at hand if none is named; nothing if the text isn't there."""
        original = self.path.parent / TEXTS / str(self.seed.front["original-file"].value)
        if not original.is_file():
            return ""
        found = split_original(normalise(original.read_text(encoding="utf-8")), self.seed)
        return next((passage.text for passage in found if passage.part == (part or self.part.id)), "")

    def still_open(self) -> list[str]:
        """Return what of the mark at hand a person has to say before it can be confirmed."""
        return [name for name, value in self.mark.attributes.items() if value == OPEN]

    # --- Steps ---

    def right(self, **given: str) -> None:
        """Confirm the mark at hand, with what was open in it, as in `right(topic="prisoners", by="the author")`."""
        self._edit(self.mark.id, {**given, "read": None})

    def correct(self, **given: str) -> None:
        """Change attributes of the mark at hand and leave it to be confirmed, as in `correct(n="<=40")`."""
        self._edit(self.mark.id, dict(given))

    def wrong(self) -> None:
        """Take the mark at hand out; its words stay only where the summary goes on with other words."""
        mark = re.escape(self.mark.wording).replace(r"\ ", r"\s+")
        told = rf"(?:(?<=:)\n)?\[{mark}\]\{{#{self.mark.id}(?=[\s}}]){_BRACES[2:]};?\n?"
        self._save(re.sub(rf"{OPEN}:\n*(?=\n|\Z)", OPEN, re.sub(told, "", self._text(), count=1)))

    def add(self, part: str, wording: str, kind: str = "estimate", **given: str) -> None:
        """Add a mark to a part, as in `add("p2", "two boats", n="2", topic=…, of=…, unit=…, by=…)`."""
        if (text := self.passage(part)) and wording not in text:
            raise ValueError(f"The words {wording!r} don't stand in {part}; copy them from the passage.")
        names = {mark.id for one in self.seed.parts for mark in one.marks}
        name = next(f"m{n}" for n in range(1, 10_000) if f"m{n}" not in names)
        block = rf"(## {part}\n\s*)({OPEN}(?!\w):?\n?)?"
        mark = f"[{wording}]{{#{name} .{kind}{''.join(_written(key, value) for key, value in given.items())}}}"
        found = re.search(block, self._text())
        if not found:
            raise ValueError(f"There is no part {part!r} in {self.path.name}.")
        rest = self._text()[found.end() :]
        after = ";\n" if rest.lstrip("\n").startswith("[") else " " if rest[:1].isalnum() else ""
        self._save(self._text()[: found.end(1)] + (f"{OPEN}:\n" if found[2] else "") + mark + after + rest)

    def summarise(self, summary: str, part: str | None = None, **given: str) -> None:
        """Give the summary of a part, in which the wording of each of its marks stands once; that confirms it."""
        held = next(one for one in self.seed.parts if one.id == (part or self.part.id))
        text = self._text()
        for mark in held.marks:
            if summary.count(mark.wording) != 1:
                raise ValueError(f"Use the words {mark.wording!r} once in the summary: they are the mark {mark.id}.")
            spot = re.search(rf"\[[^][]*\]\{{#{mark.id}(?=[\s}}]){_BRACES[2:]}", text)
            summary = summary.replace(mark.wording, spot[0] if spot else mark.wording)
        block = re.compile(rf"(## {held.id}\n\s*)((?:.+\n?)+)")
        found = block.search(text)
        assert found
        end = "\n" * found[2].endswith("\n")
        changed = text[: found.start(2)] + " ".join(summary.split("\n")) + end + text[found.end() :]
        self._save(_changed(changed, rf"({_BRACES})(?=\s*\n## {held.id}\n)", {**given, "read": None}))

    def front(self, **given: str) -> None:
        """Give keys of the front matter, as in `front(stance="relays", stance_reason="It only quotes.")`."""
        text = self._text()
        for key, value in given.items():
            name, told = key.replace("_", "-"), value.replace("\\", " ").replace('"', "'")
            line = f'{name}: "{told}"'
            known = re.compile(rf"(?m)^{name}: .*$")
            text, times = known.subn(lambda _, line=line: line, text, count=1)  # type: ignore[misc]
            text = text if times else text.replace("---\n", f"---\n{line}\n", 1)
        if not re.search(rf"(?m)^[a-z0-9-]+: \"?{OPEN}\"?$", text.split("\n---", 1)[0]):
            text = re.sub(r"(?m)^read: rule\n", "", text, count=1)
        self._save(text)

    def undo(self) -> None:
        """Take the last step back."""
        if not self._before:
            raise IndexError("There is no step to take back.")
        before, after = self._before[-1]
        if self._text() != after:
            raise SeedError(self.path, None, "was changed elsewhere since that step.", "Undo it there.")
        self._before.pop()
        self._write(before)

    # --- The file ---

    def _text(self) -> str:
        return self.path.read_bytes().decode("utf-8-sig")

    def _edit(self, mark: str, given: dict[str, str | None]) -> None:
        self._save(_changed(self._text(), rf"(?<=\])(\{{#{mark}(?=[\s}}]){_BRACES[2:]})", given))

    def _save(self, text: str) -> None:
        before = self._text()
        build([read_seed(self.path, text)], country_names(), self.scheme)
        self._before.append((before, text))
        self._write(text)
        self.steps += 1

    def _write(self, text: str) -> None:
        part = self.path.with_name(f".{self.path.name}.part")
        part.write_bytes(text.encode())
        os.replace(part, self.path)
        self.seed = read_seed(self.path)
        self.at = min(self.at, max(0, self.left - 1))


def _written(key: str, value: str) -> str:
    told = value.replace('"', "”").strip()
    return f" {key.replace('_', '-')}=" + (told if re.fullmatch(r"[A-Za-z0-9-]+", told) else f'"{told}"')


def _changed(text: str, holder: str, given: dict[str, str | None]) -> str:
    """Set attributes between the braces that a pattern finds, one by one, and leave the rest as it is written."""
    found = re.search(holder, text)
    if not found:
        raise ValueError("The mark or part is not in the file any more; open it anew.")
    braces = found[1]
    for key, value in given.items():
        name = key.replace("_", "-")
        there = re.compile(rf'\s{name}=(?:"[^"]*"|[^\s"}}]+)|(?<=\{{){name}=(?:"[^"]*"|[^\s"}}]+)\s?')
        new = "" if value is None else _written(key, value)
        braces, times = there.subn(lambda _, new=new: new, braces, count=1)
        braces = braces if times else f"{braces[:-1]}{new}}}"
    return text[: found.start(1)] + braces + text[found.end(1) :]
