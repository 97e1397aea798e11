"""Going through a draft mark by mark: right, wrong, correct it, add one; each step is saved, and can be undone."""

from __future__ import annotations

import re
from os import PathLike
from pathlib import Path

from tipseeds.edition.build import build
from tipseeds.edition.errors import SeedError
from tipseeds.edition.fields import OPEN
from tipseeds.edition.folder import replace
from tipseeds.edition.format import Mark, Part, Seed, read_seed
from tipseeds.edition.reference import country_names
from tipseeds.edition.scheme import read_scheme
from tipseeds.originals.files import normalise
from tipseeds.originals.layouts import split_original
from tipseeds.reading._draft import TEXTS, in_yaml, written

_VALUE = r'"(?:[^"\\]|\\.)*"'


class Confirming:
    r"""A draft that a person goes through.

    Every step is checked as `tip.load` checks seeds, and saved into the file at once; what else stands in the file,
    comments and layout included, stays as it is. A step that breaks the format raises and changes nothing. `at` is the
    number of the mark at hand, `steps` says how many steps were saved.

    Parameters
    ----------
    path : path-like
        The draft, as `tip.draft` returns it.

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
        return self.marks[self.at % self.left][1]

    @property
    def part(self) -> Part:
        """The part in which the mark at hand stands; the first that still is read by rule if no mark is left."""
        waiting = [part for part in self.seed.parts if "read" in part.attributes] or self.seed.parts
        return self.marks[self.at % self.left][0] if self.marks else waiting[0]

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

    def right(self, **given: str) -> None:
        """Confirm the mark at hand, with what was open in it, as in `right(topic="prisoners", by="the author")`."""
        self._save(_changed(self._text(), _mark(self.mark.id), {**given, "read": None}))

    def correct(self, **given: str) -> None:
        """Change attributes of the mark at hand and leave it to be confirmed, as in `correct(n="<=40")`."""
        self._save(_changed(self._text(), _mark(self.mark.id), dict(given)))

    def wrong(self) -> None:
        """Take the mark at hand out; its words stay where a summary goes on with other words."""
        text, times = re.subn(rf"[:;]\n{_mark(self.mark.id)}", "", self._text())
        self._save(text if times else re.sub(_mark(self.mark.id), r"\g<wording>", text))

    def add(self, part: str, wording: str, kind: str = "estimate", **given: str) -> None:
        """Add a mark to a part, as in `add("p2", "two boats", n="2", topic=…, of=…, unit=…, by=…)`."""
        if (text := self.passage(part)) and wording not in text:
            raise ValueError(f"The words {wording!r} don't stand in {part}; copy them from the passage.")
        names = {mark.id for one in self.seed.parts for mark in one.marks}
        name = next(f"m{n}" for n in range(1, 10_000) if f"m{n}" not in names)
        before, summary, after = self._around(part)
        join = ":\n" if summary == OPEN else ";\n" if summary[-1] == "}" else "\n"
        self._save(f"{before}{summary}{join}[{wording}]{{#{name} .{kind} {written(given)}}}{after}")

    def summarise(self, summary: str, part: str | None = None, **given: str) -> None:
        """Give the summary of a part, in which the wording of each of its marks stands once; that confirms it."""
        before, old, after = self._around(part or self.part.id)
        held = next(one for one in self.seed.parts if one.id == (part or self.part.id))
        for mark in held.marks:
            if summary.count(mark.wording) != 1:
                raise ValueError(f"Use the words {mark.wording!r} once in the summary: they are the mark {mark.id}.")
            spot = re.search(_mark(mark.id), old)
            summary = summary.replace(mark.wording, spot[0] if spot else mark.wording)
        changed = before + " ".join(summary.split("\n")) + after
        self._save(_changed(changed, rf"{_braces()}(?=\s*\n## {held.id}\n)", {**given, "read": None}))

    def front(self, **given: str) -> None:
        """Give keys of the front matter, as in `front(stance="relays", stance_reason="It only quotes.")`."""
        front, rest = self._text().split("\n---", 1)
        for key, value in given.items():
            line = f"{key.replace('_', '-')}: {in_yaml(value)}"
            known = re.search(rf"(?m)^{key.replace('_', '-')}: .*$", front)
            front = front[: known.start()] + line + front[known.end() :] if known else f"{front}\n{line}"
        if not re.search(rf"(?m)^[a-z0-9-]+: \"?{OPEN}\"?$", front):
            front = re.sub(r"(?m)^read: rule\n", "", front)
        self._save(f"{front}\n---{rest}")

    def undo(self) -> None:
        """Take the last step back."""
        if not self._before:
            raise IndexError("There is no step to take back.")
        before, after = self._before[-1]
        if self._text() != after:
            raise SeedError(self.path, None, "was changed elsewhere since that step.", "Undo it there.")
        self._before.pop()
        self._write(before)

    def _text(self) -> str:
        return self.path.read_bytes().decode("utf-8-sig")

    def _around(self, part: str) -> tuple[str, str, str]:
        """Return the text before the summary of a part, the summary, and the text after it."""
        found = re.fullmatch(rf"(?s)(.*\n## {part}\n\s*)(.+?)(\s*(?:\n\s*\n.*)?)", self._text())
        if not found:
            raise ValueError(f"There is no part {part!r} in {self.path.name}.")
        return found[1], found[2], found[3]

    def _save(self, text: str) -> None:
        before = self._text()
        build([read_seed(self.path, text)], country_names(), self.scheme)
        self._write(text)
        self._before.append((before, text))
        self.steps += 1

    def _write(self, text: str) -> None:
        replace(self.path, text.encode())
        self.seed = read_seed(self.path)
        self.at = min(self.at, max(0, self.left - 1))


def _braces(name: str = "") -> str:
    return rf"(?P<braces>\{{{name}(?:[^\"{{}}]|{_VALUE})*\}})"


def _mark(name: str) -> str:
    """Return the pattern of a mark in a seed."""
    return r"\[(?P<wording>[^][]*)\]" + _braces(rf"#{name}(?=[\s}}])")


def _changed(text: str, holder: str, given: dict[str, str | None]) -> str:
    """Set attributes between the braces that a pattern finds, one by one, and leave the rest as it is written."""
    found = re.search(holder, text)
    if not found:
        raise ValueError("The mark or part is not in the file any more; open it anew.")
    told = {key.replace("_", "-"): written({key: value}) for key, value in given.items()}

    def change(match: re.Match[str]) -> str:
        new = told.pop(match[2], match[0].strip())
        return f"{match[1]}{new}" if new else ""

    braces = re.sub(rf'(\s*)([\w-]+)=(?:{_VALUE}|[^\s"}}]+)', change, found["braces"])
    more = "".join(f" {new}" for new in told.values() if new)
    return f"{text[: found.start('braces')]}{braces[:-1]}{more}}}{text[found.end('braces') :]}"
