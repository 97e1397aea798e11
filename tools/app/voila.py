"""Voila's settings for the app: each visitor has a folder of their own, so that nobody finds a stranger's answers."""

from __future__ import annotations

import os
import re
import secrets
from pathlib import Path
from typing import Any

from nbformat.v4 import new_code_cell

VISITORS = Path(os.environ.get("TIPSEEDS_VISITORS", "build/app/visitors")).resolve()
COOKIE = "tipseeds-visitor"


def own_folder(request: Any, notebook: Any, cwd: str) -> None:
    """Let the notebook begin in its visitor's folder; a visitor is a browser, known again by a cookie."""
    visitor = request.get_cookie(COOKIE, "")
    if not re.fullmatch(r"[0-9a-f]{32}", visitor):
        visitor = secrets.token_hex(16)
        request.set_cookie(COOKIE, visitor, httponly=True, samesite="Lax", expires_days=200)
    folder = VISITORS / visitor
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    notebook.cells.insert(0, new_code_cell(f"import os\nos.chdir({str(folder)!r})"))


c = get_config()  # type: ignore[name-defined]  # noqa: F821  # Voila's own
c.VoilaConfiguration.prelaunch_hook = own_folder
c.VoilaConfiguration.show_tracebacks = True
# Voila's page asks another host for a font of icons, which would learn of every visitor.
here = (
    "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; connect-src 'self' ws: wss:; frame-ancestors 'self'"
)
c.Voila.tornado_settings = {"headers": {"Content-Security-Policy": here}}
c.MappingKernelManager.cull_idle_timeout = 1800
c.MappingKernelManager.cull_interval = 60
