"""Made-up documents about ducks, in the layouts of the originals, each with its seed; none of it is theirs."""

import hashlib
from pathlib import Path

from tipseeds.originals.files import checksum

ARTICLE = """\
01.02.2021 Author: Ada Example

How Many Ducks Are There?

Home
Tell a friendTell an enemy

The pond by the mill holds as many as 40 ducks. Nobody – not even the miller’s wife – has counted them twice.

Methods

We counted at dawn, with a hat. It rained.

The second count was in the third tier of reeds.

Ada Example, Reader in Ducks, wrote this for the Pond Gazette.

References

Somebody, On ducks. 1999.
"""
HEADERS = """\
Ducks in the Park

Posted by Ada Example
February 1, 2021
Birds

Dr.Ada M. Exampleleads the office of ducks.

The park is home to thousands of ducks.

They are fed by all.

Milltown
February 2, 2021

Bob in Milltown writes:

Thousands? I saw 12.

Feed them less.

The Old Mill

Cy writes:

No day is given here.

February 3, 2021

Di writes:

February 1, 2021

Ed in Pondville writes:


Goodbye.

More Posts
"""
NUMBERED = """\
The Café Ducks

Ducks came to the café again.

3Shares

5 Responses

  1. I count:

    1. one drake

    2. two ducks

    and 2) a goose

  2. Usually
    two lines.
  3.
  4. Ten years ago there were none.
"""

FRONT = """\
---
title: {title}
{lines}
genre: made-up {kind}
published-reason: made up
stance: relays
stance-reason: made up
original-file: {doc}.txt
sha256: {sha256}
sha256-normalised: {normalised}
---
"""
MARK = '.estimate topic=participants of=ducks n="{n}" unit=people by=nobody'  # there is no unit for ducks
ARTICLE_PARTS = f"""
{{words=23}}
## p1

Holds [as many as 40 ducks]{{#pond {MARK.format(n="<=40")}}}.

{{words=9}}
## p2

A wet count.

{{words=10}}
## p3

A count in [the third tier]{{#reeds .tier country=PRK tier=3 years=2020 basis=implied by=nobody}}.
"""
CODED = "failure=silent us-policy=silent china=silent south-korea=silent consent=silent comparison=silent devices=none"
HEADERS_PARTS = f"""
{{words=8}}
## p1

Home of [thousands of ducks]{{#park {MARK.format(n="thousands")}}}.

{{words=5}}
## p2

All feed them.

{{words=7 by="Bob in Milltown" place=Milltown date=2021-02-02 replies-to=post evidence="Thousands?" {CODED}}}
## c1

Saw [12]{{#twelve {MARK.format(n="12")}}}.

{{words=5 by=Cy place="The Old Mill" replies-to=post evidence="No day" {CODED}}}
## c2

Says little.

{{words=0 by=Di date=2021-02-03 replies-to=post evidence="" {CODED}}}
## c3

Says nothing.

{{words=1 by="Ed in Pondville" date=2021-02-01 replies-to=c1 evidence="Goodbye." {CODED}}}
## c4

Takes leave.
""".replace('evidence=""', 'evidence="-"')
NUMBERED_PARTS = f"""
{{words=6}}
## p1

They came again.

{{words=12 author-basis=unknown replies-to=post evidence="I count" {CODED}}}
## c1

Counts [one drake]{{#drake {MARK.format(n="1")}}} and more.

{{words=3 by=Fay author-basis=inferred confidence=low author-note=made-up replies-to=c1 evidence="two lines" {CODED}}}
## c2

Writes little.

{{words=0 author-basis=unknown replies-to=missing evidence="-" {CODED}}}
## c3

Writes nothing.

{{words=6 author-basis=unknown replies-to=c2 evidence="Ten years" {CODED}}}
## c4

There were none [Ten years ago]{{#years {MARK.format(n="0")}}}.
"""

TEXTS = {"article": ARTICLE, "headers": HEADERS, "numbered": NUMBERED}
TITLES = {"article": "How Many Ducks Are There?", "headers": "Ducks in the Park", "numbered": "The Café Ducks"}
_LINES = {
    "article": "author: Ada Example\noutlet: Pond Gazette\npublished: 2021-02-01\npublished-basis: stated",
    "headers": "author: Ada M. Example\npublished: 2021-02-01\npublished-basis: stated\napparatus: [More Posts]",
    "numbered": "published-basis: unknown\ncomments-stated: 5",
}
_PARTS = {"article": ARTICLE_PARTS, "headers": HEADERS_PARTS, "numbered": NUMBERED_PARTS}


def write(folder: Path) -> tuple[Path, Path]:
    """Write the three seeds and, in another folder, their originals."""
    seeds, originals = folder / "made-up-seeds", folder / "made-up-originals"
    seeds.mkdir()
    originals.mkdir()
    for doc, text in TEXTS.items():
        data = text.encode()
        (originals / f"{doc}.txt").write_bytes(data)
        front = FRONT.format(
            doc=doc,
            title=TITLES[doc],
            lines=_LINES[doc],
            kind=doc,
            sha256=hashlib.sha256(data).hexdigest(),
            normalised=checksum(text),
        )
        (seeds / f"{doc}.md").write_text(front + _PARTS[doc], encoding="utf-8")
    return seeds, originals
