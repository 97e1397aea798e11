"""What hatchling asks before it packs a wheel or an sdist: nothing of the reader's originals may get into one."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SHOWN = ("<blockquote", "from the copy at hand")
"""What stands in an output that shows a passage."""


class Originals(BuildHookInterface):  # type: ignore[type-arg]
    """Look through the notebooks' outputs."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Stop if a notebook shows a passage."""
        if version == "editable":
            return
        for notebook in sorted(Path(self.root, "notebooks").glob("[0-9][0-9]-*[a-z].ipynb")):
            if any(sign in notebook.read_text(encoding="utf-8") for sign in SHOWN):
                raise ValueError(
                    f"{notebook.name} shows passages of the originals. Type: make notebooks, and build again"
                )
