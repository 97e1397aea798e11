"""The command line: `python -m tipseeds verify --originals DIR`, and `python -m tipseeds draft FILE`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from tipseeds import SeedError, load
from tipseeds.originals.verification import verify
from tipseeds.reading import draft, still_open


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status.

    Parameters
    ----------
    arguments : sequence of str, optional
        Those of the command line if they are left out.

    Returns
    -------
    int
        For `verify`: 0 if every check holds, 1 if one failed, 2 if none failed but an original is missing, or if the
        seeds or the folder can't be read. For `draft`: 0, or 2 if the file can't be read.

    Examples
    --------
    >>> main(["verify", "--originals", "no-such-folder"])
    2
    """
    parser = argparse.ArgumentParser(prog="python -m tipseeds", description="Five documents as tables and charts.")
    commands = parser.add_subparsers(required=True)
    command = commands.add_parser(
        "verify",
        help="hold the edition against the original documents",
        description="Exit status: 0 if every check holds, 1 if one failed, 2 if an original is missing.",
    )
    command.add_argument("--originals", metavar="DIR", help="where they are (else TIPSEEDS_ORIGINALS, else the seeds)")
    command.add_argument("--seeds", metavar="DIR", help="the seeds to check (else those of this project)")
    command = commands.add_parser("draft", help="read a saved page by rule, into a draft seed")
    command.add_argument("file", help="a text, HTML or Markdown file")
    command.add_argument("--folder", metavar="DIR", help="where the draft goes (else drafts, beside the file)")
    given = parser.parse_args(arguments)
    try:
        if "file" in given:
            made = draft(given.file, given.folder)
            print(f"{made} is written; open in it:")
            print("\n".join(f"  line {line}, {where}: {names}" for line, where, names in still_open(made)))
            return 0
        report = verify(load(given.seeds, originals=given.originals))
    except SeedError as error:
        print(error, file=sys.stderr)
        return 2
    print(report.summary)
    return report.status


if __name__ == "__main__":
    sys.exit(main())
