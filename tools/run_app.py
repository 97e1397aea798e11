"""Serve the notebooks as an app: prose, charts and widgets, without code, for a class with one server.

python tools/run_app.py [PORT]

Voila comes into an environment of its own in build/app. Every visitor has a kernel, which takes some 200 MB, and a
folder of their own in build/app/visitors. It listens on this machine alone unless TIPSEEDS_HOST says otherwise, and
then belongs behind a server that knows who may come in: whoever reaches the port can use it.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from tools.make_lite import ROOT, builder

PARTS = Path(__file__).parent / "app"


def command(port: int) -> list[str]:
    """Return the command that serves the app."""
    python = builder(ROOT / "build" / "app" / "venv", "--require-hashes", "-r", str(PARTS / "requirements.txt"))
    return [python, "-m", "voila", str(ROOT / "notebooks"), "--no-browser", f"--port={port}",
            f"--Voila.ip={os.environ.get('TIPSEEDS_HOST', '127.0.0.1')}"]  # fmt: skip


def environment() -> dict[str, str]:
    """Return what the kernels are told: where the package is, and that nobody's originals are shown to visitors."""
    return os.environ | {
        "PYTHONPATH": str(ROOT / "src"),
        "JUPYTER_CONFIG_PATH": str(PARTS),
        "TIPSEEDS_ORIGINALS": "none",
    }


if __name__ == "__main__":
    serve = command(int(sys.argv[1]) if sys.argv[1:] else 8866)
    os.chdir(ROOT)
    os.execve(serve[0], serve, environment())
