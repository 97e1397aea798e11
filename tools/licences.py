"""List the packages with version, licence and size: what runs needs, what JupyterLab adds, what developing adds.

python run.py licences
"""

from __future__ import annotations

import re
from importlib import metadata

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

NAME = "tipseeds"
GROUPS = {"running": "", "figures": "figure", "JupyterLab": "lab", "developing": "dev"}

DATA = """\
Data of third parties: seeds/reference/ holds facts from outside; its NOTICES say whose each table is and on what terms,
and sources.csv names the page that each row is from. The documents themselves are not in the project: wordings of at
most ten words identify a figure."""


def needed(extra: str) -> set[str]:
    """Return every distribution here that the package needs with one of its extras, directly or not."""
    found: set[str] = set()
    waiting = [(NAME, frozenset({"", extra}))]
    seen = set()
    while waiting:
        name, extras = waiting.pop()
        if (name, extras) in seen:
            continue
        seen.add((name, extras))
        found.add(name)
        for line in metadata.requires(name) or []:
            wanted = Requirement(line)
            if wanted.marker is None or any(wanted.marker.evaluate({"extra": asked}) for asked in extras):
                waiting.append((canonicalize_name(wanted.name), frozenset({"", *wanted.extras})))
    return found - {NAME}


def licence(name: str) -> str:
    """Return a distribution's stated licence: expression, else classifiers, else first line of the field."""
    about = metadata.metadata(name).json
    classifiers = [c.rpartition(" :: ")[2] for c in about.get("classifier", []) if c.startswith("License ::")]
    field = str(about.get("license", "")).strip().splitlines()
    return str(about.get("license_expression") or "; ".join(classifiers) or next(iter(field), ""))


def size(name: str) -> float:
    """Return how many MB a distribution takes on disk, without the bytecode."""
    files = metadata.files(name) or []
    return sum(file.size or 0 for file in files) / 1e6


def main() -> None:
    """Print a table a group; a package stands in the first that needs it."""
    listed: set[str] = set()
    for group, extra in GROUPS.items():
        names = sorted(needed(extra) - listed)
        listed |= set(names)
        sizes = {name: size(name) for name in names}
        print(f"For {group}: {len(names)} packages, {sum(sizes.values()):.0f} MB")
        for name in names:
            said = re.sub(r"\s+", " ", licence(name)) or "not stated"
            print(f"  {name:<28} {metadata.version(name):<12} {sizes[name]:>7.1f} MB  {said}")
        print()
    print(DATA)


if __name__ == "__main__":
    main()
