"""What a stored notebook holds: nothing that changes by itself from one run or one machine to the next.

JupyterLab as `make lab` opens it calls this before it saves, and tools/run_notebooks.py after it has run a notebook.
"""

from typing import Any

LANGUAGE = {
    "codemirror_mode": {"name": "ipython", "version": 3},
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "name": "python",
    "nbconvert_exporter": "python",
    "pygments_lexer": "ipython3",
}
"""What Jupyter writes of the language, but for its version, which would change with the machine."""

WIDGET = "application/vnd.jupyter.widget-view+json"


def tidy(notebook: dict[str, Any]) -> None:
    """Take out of a notebook the version of Python and the names of widgets, which are new in each run.

    A widget's name leads nowhere once its kernel is gone; what stands beside it says what it showed.
    """
    if notebook["metadata"].get("language_info", {}).get("name", "python") == "python":
        notebook["metadata"]["language_info"] = dict(LANGUAGE)
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            if len(data := output.get("data", {})) > 1:
                data.pop(WIDGET, None)


def before_saving(model: dict[str, Any], **_: object) -> None:
    """Tidy a notebook that Jupyter is about to save."""
    if model["type"] == "notebook" and model.get("content"):
        tidy(model["content"])
