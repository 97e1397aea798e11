"""The command line: `python -m tipseeds` lists what there is."""

from __future__ import annotations

import argparse
import shutil
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from importlib import metadata
from pathlib import Path
from typing import TextIO

from tipseeds import SeedError, load
from tipseeds.edition.reference import SEEDS
from tipseeds.edition.words import seen
from tipseeds.originals.verification import verify as hold
from tipseeds.pages.start import start
from tipseeds.reading import draft as write_draft
from tipseeds.reading import still_open


def _say(*lines: object, file: TextIO | None = None) -> None:
    """Print lines, in which no sign without a shape turns the others around."""
    print(*(seen(str(line)) for line in lines), sep="\n", file=file)


def verify(given: Namespace) -> int:
    """Exit status: 0 if every check holds, 1 if one failed, 2 if none failed but an original is missing."""
    corpus = load(given.seeds, originals=given.originals)
    if not corpus.originals["file"].notna().any():
        where = f"There is no text file in {given.originals}. N" if given.originals else "N"
        _say(f"{where}ame their folder: python -m tipseeds verify --originals FOLDER", file=sys.stderr)
        return 2
    report = hold(corpus)
    _say(report.summary)
    return report.status


def notebooks(given: Namespace) -> None:
    """Files that are there already stay as they are."""
    target, home = Path(given.folder or "tipseeds"), SEEDS.parent
    for source in (home / "docs" / "codebook.md", *sorted((home / "notebooks").glob("[0-9][0-9]-*[a-z].ipynb"))):
        copy = target / source.parent.name / source.name
        _say(f"kept as it is: {copy}" if copy.exists() else copy)
        if not copy.exists():
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, copy)
    _say(f'\nTo open them, type: jupyter lab "{target / "notebooks"}"')


def export(given: Namespace) -> None:
    """CSV with a data package, Parquet (with pyarrow), web annotations, threads for ConvoKit, BibTeX and CSL JSON."""
    _say(*load(given.seeds).export(given.folder))


def new(given: Namespace) -> None:
    """Write a codebook, a first seed and two notebooks that work on any corpus; nothing that is there is replaced."""
    _say(*start(given.name))
    _say(f'\nWrite your seeds beside first.md. To look at them, type: jupyter lab "{given.name}"')


def draft(given: Namespace) -> None:
    """Mark what a rule read; what is open is listed by line, for a person to fill in."""
    made = write_draft(given.file, given.folder)
    _say(f"{made} is written; open in it:")
    _say(*(f"  line {line}, {where}: {names}" for line, where, names in still_open(made)))


_COMMANDS: dict[Callable[[Namespace], int | None], tuple[str, ...]] = {
    verify: (
        "hold the edition against your own copies of the originals",
        "--originals FOLDER where they are (else TIPSEEDS_ORIGINALS, else the seeds)",
        "--seeds FOLDER the seeds to check (else those of this project)",
    ),
    notebooks: ("copy the notebooks to a folder of your own", "[folder] FOLDER where to (else tipseeds, here)"),
    export: (
        "write the tables and all that goes with them as files for other programs",
        "folder FOLDER where to; made if it is not there",
        "--seeds FOLDER the seeds to write (else those of this project)",
    ),
    new: ("make a folder to begin a corpus of your own in", "name NAME what to call it"),
    draft: (
        "read a saved page by rule, into a draft seed",
        "file FILE a text, HTML or Markdown file",
        "--folder FOLDER where the draft goes (else drafts, beside the file)",
    ),
}
"""What each does, and what it takes: an option as "--seeds FOLDER what it is", an argument as "folder …"."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command, that of the command line if none is given; status 2 stands for what couldn't be read.

    >>> main(["verify", "--originals", "no-such-folder"])
    2
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a console that lacks a sign shows ? instead of failing
    about = "A source edition of five documents about North Korea and the Trafficking in Persons report."
    parser = argparse.ArgumentParser(prog="python -m tipseeds", description=about)
    parser.add_argument("--version", action="version", version=f"tipseeds {metadata.version('tipseeds')}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    for run, (what, *options) in _COMMANDS.items():
        command = commands.add_parser(run.__name__, help=what, description=f"{what.capitalize()}. {run.__doc__}")
        command.set_defaults(run=run)
        for option, metavar, said in (option.split(" ", 2) for option in options):
            nargs = "?" if option[0] == "[" else None
            command.add_argument(option.strip("[]"), metavar=metavar, help=said, nargs=nargs)
    given = parser.parse_args(arguments)
    if "" in vars(given).values():
        parser.error("a name is empty; write what you mean, or leave it out")
    if "run" not in given:
        parser.print_help()
        return 0
    try:
        return int(given.run(given) or 0)
    except SeedError as error:
        _say(error, file=sys.stderr)
    except OSError as error:
        _say(f"{error.filename or 'A file'}: {error.strerror}.", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
