"""Hold the two codings of claims about workers sent abroad against each other, as they were before they were settled.

python tools/labour_agreement.py

Prints the figures that the codebook gives.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from nltk.metrics.agreement import AnnotationTask

CODING = Path(__file__).parents[1] / "seeds" / "coding"
CODED = ("theme", "position", "dispatch")


def codings() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return both codings; `mark` in the second names the claim of the first that it found too."""
    first, second = (pd.read_csv(CODING / f"labour-{name}.csv", dtype="string") for name in ("first", "second"))
    return first, second


def paired() -> pd.DataFrame:
    """Return the claims that both found, with what each coded."""
    first, second = codings()
    found = second[second["mark"].notna()]
    return first.merge(found, on=["doc", "part", "mark"], suffixes=("_first", "_second"), validate="one_to_one")


def figures() -> dict[str, float]:
    """Return the measures of agreement: on what is a claim, and on what each claim that both found is coded as."""
    first, second = codings()
    both = paired()
    told: dict[str, float] = {
        "first": len(first),
        "second": len(second),
        "both": len(both),
        "jaccard": len(both) / (len(first) + len(second) - len(both)),
    }
    for name in CODED:
        answers = [
            (coder, unit, value) for coder in ("first", "second") for unit, value in enumerate(both[f"{name}_{coder}"])
        ]
        told[f"same {name}"] = int((both[f"{name}_first"] == both[f"{name}_second"]).sum())
        told[f"{name}, Krippendorff's alpha"] = AnnotationTask(answers).alpha()
    return told


if __name__ == "__main__":
    for name, value in figures().items():
        print(f"{name}: {value:.3f}".removesuffix(".000"))
