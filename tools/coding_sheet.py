"""Write what an outside coder of the comments needs, and nothing that gives an answer away.

python tools/coding_sheet.py FOLDER

Four files: instructions.md, rules.md (the questions, values, devices and rules of the codebook), summaries.md (our
summary of each post and comment, and what it answers) and coding.csv (a row for each comment, every answer empty).
No code, no case and no original is in them.
"""

from __future__ import annotations

import sys
from pathlib import Path

import tipseeds as tip
from tipseeds.coding import blank
from tipseeds.coding._csv import to_csv
from tipseeds.edition.scheme import default
from tipseeds.edition.tables import without_names

CODEBOOK = Path(__file__).parents[1] / "docs" / "codebook.md"
INSTRUCTIONS = """# How to code

You have three files: `rules.md`, `summaries.md` and `coding.csv`. Use nothing else: no original, no codebook of
cases, no other coding, no search.

1. Read `rules.md` whole. Then read a thread in `summaries.md` from its post to its last comment.
2. In `coding.csv` put a name for yourself into `coder` in every row. Give each comment one value for each of the
   questions, as `rules.md` spells it, and `yes` or `no` for each of the devices.
3. Code what the summary says in the writer's own voice. If **the summary alone can't give an answer**, leave the
   cell empty, and write into `notes.md` which comment, which question and what is missing. That is a finding, and
   not a fault of yours.
4. Write also into `notes.md` where two values seemed equally good, and where a summary seemed to name its code for
   you.
5. Don't talk to the other coder before both files are in. Send back `coding.csv` and `notes.md`.
"""


def files() -> dict[str, bytes]:
    """Return the name and content of each file."""
    corpus = tip.load()
    comments = without_names(corpus.comments)
    page = CODEBOOK.read_text(encoding="utf-8")
    rules = page.partition("\n## Comments\n")[2].partition("\n### Replies\n")[0]
    lines = ["# Rules\n", "## Questions\n"]
    scheme = default()
    for name, question in scheme.questions.items():
        lines += [f"**{name}**: {question.asks}\n"]
        lines += [f"- `{value}`: {rule}" for value, rule in question.values.items()] + [""]
    lines += ["## Devices\n", *(f"- `{name}`: {device.rule}" for name, device in scheme.devices.items())]
    lines += ["\n## How to decide\n", rules.replace("### Questions\n", "").strip(), ""]
    told = ["# Summaries\n"]
    for doc in comments["doc"].astype(str).unique():
        body = corpus.parts[(corpus.parts["doc"] == doc) & (corpus.parts["kind"] == "body")]
        told += [
            f"## {doc}: the post\n",
            *(f"**{part}** {digest}\n" for part, digest in body[["part", "digest"]].values),
        ]
        told.append(f"## {doc}: the comments\n")
        for row in comments[comments["doc"] == doc].to_dict("records"):
            answers = corpus.replies.query("doc == @doc and source == @row['part']")["target"]
            told.append(f"**{row['part']}** (answers {', '.join(answers)}) {row['digest']}\n")
    made = {"instructions.md": INSTRUCTIONS, "rules.md": "\n".join(lines), "summaries.md": "\n".join(told)}
    return {name: text.encode() for name, text in made.items()} | {"coding.csv": to_csv(blank(comments, "me"))}


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files().items():
        (folder / name).write_bytes(content)
    print(f"{len(files())} files in {folder}.")
