"""Where the project stands, and which notebooks are its own."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

# Not what a reader keeps beside them: Untitled.ipynb, 01-tier-rankings-Copy1.ipynb.
NOTEBOOKS = sorted((ROOT / "notebooks").glob("[0-9][0-9]-*[a-z].ipynb"))
