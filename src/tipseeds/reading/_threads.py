"""Who answers whom in a thread, and the words or the layout that show it; unknown is an answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from tipseeds.edition.attributes import OPEN
from tipseeds.originals.layouts import Passage


class Reply(NamedTuple):
    """What a comment answers: a comment, `post` or `open`, and the few words in it that show it, or `open`."""

    target: str = OPEN
    evidence: str = OPEN


def replies(passages: Sequence[Passage], author: str = "") -> dict[str, Reply]:
    """Tell what each comment answers, where a rule can: @NAME, a name wrote, a quotation, a salutation, the indent.

    `passages` are paragraphs and comments as `tipseeds.originals.layouts.split` gives them, `author` wrote the post.
    """
    found: dict[str, Reply] = {}
    latest, runs = {author: "post"}, dict[str, str]()  # by name, and by four words in a row
    earlier: list[Passage] = []
    for passage in passages:
        place = "post" if passage.part[0] == "p" else passage.part
        if place != "post":
            above = next((one.part for one in reversed(earlier) if one.depth < passage.depth), OPEN)
            others = {name: part for name, part in latest.items() if name and name != passage.author}
            found[place] = _quoted(passage.text, runs) or _named(passage.text, others) or Reply(above)
            earlier.append(passage)
            latest[passage.author or ""] = place
        for line in passage.text.split("\n"):
            if not line.lstrip().startswith(">"):  # what it quotes is another's
                for run in _runs(line.split()):
                    runs.setdefault(run, place)
    return found


def _runs(words: list[str]) -> Iterator[str]:
    for at in range(len(words) - 3):
        yield re.sub(r"\W", "", " ".join(words[at : at + 4])).lower()


def _quoted(text: str, runs: Mapping[str, str]) -> Reply | None:
    """Find words of an earlier text: four or more that are marked as quoted, or eight in a row that aren't."""
    marked = re.findall(r"(?m)^> ?(.{15,})$|[“\"]([^”\"\n]{15,})[”\"]", text)
    quotes = [" ".join("".join(quote).split()[:10]) for quote in marked]
    lines = (line.split() for line in text.split("\n"))
    quotes += [" ".join(words[at : at + 8]) for words in lines for at in range(len(words) - 7)]
    for quote in quotes:
        places = {runs.get(run) for run in _runs(quote.split())}
        if len(places) == 1 and (place := places.pop()):
            return Reply(place, quote.rstrip(".,;:!?"))
    return None


def _named(text: str, latest: Mapping[str, str]) -> Reply | None:
    first = {name.split()[0]: part for name, part in latest.items() if len(name.split()[0]) > 2}
    for name, part in sorted((first | dict(latest)).items(), key=lambda pair: -len(pair[0])):
        told = re.escape(name)
        match = re.search(rf"(?i)@ ?{told}\b|\b{told} (?:wrote|writes|says|said)\b|\b{told} \(?above\b\)?", text)
        if match := match or re.match(rf"(?i)(?:(?:hi|dear|hello|to|re:?) )?{told}\b(?=\s?[,:;–—-])", text):
            return Reply(part, match[0])
    return None
