"""Hold the two codings of stated quantities against each other, as they were before anything was settled.

python tools/quantity_agreement.py

Prints the figures that the codebook gives.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from nltk.metrics.agreement import AnnotationTask

CODING = Path(__file__).parents[1] / "seeds" / "coding"
TOPICS = {
    "refugees": "people who left",
    "trafficked": "trafficked persons",
    "slavery": "prevalence",
    "workers abroad": "overseas workers",
}
"""Names that the second coding had for topics that were renamed later; the others are called the same."""


def codings() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return both codings; `mark` in the second names the quantity of the first that it found too."""
    first, second = (pd.read_csv(CODING / f"quantities-{name}.csv", dtype="string") for name in ("first", "second"))
    return first, second.assign(topic=second["topic"].replace(TOPICS))


def paired() -> pd.DataFrame:
    """Return the quantities that both found, with what each coded."""
    first, second = codings()
    return first.merge(second, on=["doc", "part", "mark"], suffixes=("_first", "_second"), validate="one_to_one")


def figures() -> dict[str, float]:
    """Return the measures of agreement: on what is a quantity, on its notation, and on its topic."""
    first, second = codings()
    both = paired()
    same = both["topic_first"] == both["topic_second"]
    answers = [
        (coder, unit, topic) for coder in ("first", "second") for unit, topic in enumerate(both[f"topic_{coder}"])
    ]
    task = AnnotationTask(answers)
    return {
        "first": len(first),
        "second": len(second),
        "both": len(both),
        "share of the first found by the second": len(both) / len(first),
        "share of the second found by the first": len(both) / len(second),
        "jaccard": len(both) / (len(first) + len(second) - len(both)),
        "same notation": int((both["n_first"] == both["n_second"]).sum()),
        "same topic": int(same.sum()),
        "topic, Krippendorff's alpha": task.alpha(),
        "topic, Cohen's kappa": task.kappa(),
    }


if __name__ == "__main__":
    for name, value in figures().items():
        print(f"{name}: {value if isinstance(value, int) else round(value, 3)}")
    found = paired()
    unlike = found[found["topic_first"] != found["topic_second"]]
    print(unlike[["doc", "part", "mark", "topic_first", "topic_second"]].to_string(index=False))
    _, second = codings()
    print(second[second["mark"].isna()][["doc", "part", "wording"]].to_string(index=False))
