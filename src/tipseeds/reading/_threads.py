"""Who answers whom in a thread, and the words or the layout that show it; unknown is an answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from tipseeds.originals.layouts import Passage


class Reply(NamedTuple):
    """What a comment answers: a comment, `post` or `open`, and the few words in it that show it, or `open`."""

    target: str
    evidence: str


def replies(passages: Sequence[Passage], author: str = "") -> dict[str, Reply]:
    """Tell what each comment answers, where a rule can: @NAME, a name wrote, a quotation, a salutation, the indent.

    Parameters
    ----------
    passages : sequence of Passage
        Paragraphs and comments, as `tipseeds.originals.layouts.split` gives them.
    author : str
        Who wrote the post.
    """
    found: dict[str, Reply] = {}
    post = " ".join(passage.text for passage in passages if passage.part[0] == "p")
    earlier: list[Passage] = []
    for passage in (passage for passage in passages if passage.part[0] == "c"):
        found[passage.part] = _reply(passage, earlier, post, author)
        earlier.append(passage)
    return found


def _reply(passage: Passage, earlier: list[Passage], post: str, author: str) -> Reply:
    latest = {author: "post"} | {
        comment.author: comment.part for comment in earlier if comment.author != passage.author
    }
    names = {name: part for name, part in latest.items() if name}
    names |= {name.split()[0]: part for name, part in names.items() if len(name.split()[0]) > 2}
    for quote in re.findall(r"(?m)^> ?(.{15,})$|[“\"]([^”\"\n]{15,})[”\"]", passage.text):
        words = " ".join(("".join(quote)).split()[:10]).rstrip(".,;:!?")
        for place, text in [*((comment.part, comment.text) for comment in reversed(earlier)), ("post", post)]:
            if len(words.split()) >= 4 and words in " ".join(text.split()):
                return Reply(place, words)
    for name, part in sorted(names.items(), key=lambda pair: -len(pair[0])):
        told = re.escape(name)
        match = re.search(rf"(?i)@{told}\b|\b{told} (?:wrote|writes|says|said)\b", passage.text)
        if match := match or re.match(rf"(?i)(?:(?:hi|dear|hello|re:?) )?{told}\b(?=[,:;–—-])", passage.text):
            return Reply(part, match[0])
    above = next((comment for comment in reversed(earlier) if comment.depth < passage.depth), None)
    return Reply(above.part, "open") if above else Reply("open", "open")
