"""A real JupyterLab on a copy of the notebooks, and a real browser on it."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
import pytest
from playwright.sync_api import Error, Page, expect, sync_playwright
from tests.project import ROOT
from tools.environment import configure_lab

PATIENCE = 300
"""Seconds for what is known to come, on however slow a machine; a server that has died is noticed at once."""

INSTEAD = """async (path) => {
  const app = window.jupyterapp;
  for (const open of [...app.shell.widgets("main")]) {
    if (open.context) open.context.model.dirty = false; // else it asks
    open.close();
  }
  await app.commands.execute("docmanager:open", { path });
}"""
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def browser_path() -> str | None:
    """Return the machine's own Chromium, or None."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def need_browser() -> str:
    """Return the machine's own Chromium; a test without one is skipped, and says so."""
    path = browser_path()
    if path is None and os.environ.get("CI"):
        pytest.fail("no Chromium: .ci/run installs it, so that this test is never skipped there")
    return path or pytest.skip("no Chromium on this machine (Debian: apt-get install chromium)")


@contextmanager
def jupyterlab(folder: Path) -> Iterator[str]:
    """Serve a folder in JupyterLab; gives the address under which its notebooks open."""
    need_browser()
    address = _server(folder.parent)
    try:
        yield f"{address}/lab/tree/{folder.name}"
    finally:
        for session in json.loads(_ask(f"{address}/api/sessions")):
            _ask(f"{address}/api/sessions/{session['id']}", "DELETE")


@cache
def _server(folder: Path) -> str:
    """Start one JupyterLab for all the folders in a folder: a start takes longer than most tests."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={port}"]
    command += [
        "--IdentityProvider.token=",
        "--ServerApp.disable_check_xsrf=True",
        "--LabApp.expose_app_in_browser=True",
    ]
    # Workspaces and settings of its own: the tabs of the person who runs the test are none of its business.
    homes = {name: str(folder / "jupyter" / name) for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR")}
    homes |= {f"JUPYTERLAB_{name}_DIR": str(folder / "jupyter" / name) for name in ("WORKSPACES", "SETTINGS")}
    configure_lab(folder / "jupyter" / "JUPYTER_CONFIG_DIR", ROOT)
    with (folder / "jupyterlab.log").open("w") as log:
        server = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, env=os.environ | homes)
    atexit.register(_stop, server)
    address = f"http://127.0.0.1:{port}"
    _wait_for(f"{address}/api/status", server, folder / "jupyterlab.log")
    return address


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    server.wait(30)


def _ask(address: str, method: str = "GET") -> bytes:
    with urllib.request.urlopen(urllib.request.Request(address, method=method), timeout=60) as answer:
        told: bytes = answer.read()
    return told


def _wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    begun = time.monotonic()
    while server.poll() is None and time.monotonic() - begun < PATIENCE:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.25)
    raise RuntimeError(f"JupyterLab did not start:\n{log.read_text()[-3000:]}")


@contextmanager
def page_on(width: int = 1280, height: int = 900) -> Iterator[tuple[Page, list[str]]]:
    """Open a browser page; gives it with the list of errors that it will have met."""
    with sync_playwright() as playwright:
        quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
        browser = playwright.chromium.launch(executable_path=need_browser(), args=quiet)
        page = browser.new_page(viewport={"width": width, "height": height})
        page.set_default_timeout(PATIENCE * 1000)
        expect.set_options(timeout=60_000)
        errors: list[str] = []

        def noted(error: Error) -> None:
            if "Canceled future" not in str(error):  # JupyterLab's word on a kernel that a test shut down
                errors.append(str(error))

        page.on("pageerror", noted)
        try:
            yield page, errors
        finally:
            browser.close()


def notebook(*cells: str) -> Any:
    """Return a notebook of code cells, for the kernel that is there."""
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    made.metadata["kernelspec"] = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    return made


def open_notebook(page: Page, address: str, name: str) -> None:
    """Open a notebook alone, waiting until its kernel rests; JupyterLab itself is loaded only if it isn't there yet."""
    root, _, folder = address.partition("/lab/tree/")
    if page.url.startswith(root):
        page.evaluate(INSTEAD, f"{folder}/{name}")
    else:
        page.goto(f"{address}/{name}?reset")
        page.wait_for_function("() => window.jupyterapp !== undefined", timeout=PATIENCE * 1000)
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=PATIENCE * 1000)
    kernel = "window.jupyterapp.shell.currentWidget?.sessionContext?.session?.kernel"
    page.wait_for_function(f"() => {kernel}?.status === 'idle'", timeout=PATIENCE * 1000)


def run_notebook(page: Page, address: str, name: str) -> None:
    """Open a notebook and run all its cells."""
    open_notebook(page, address, name)
    # Not returned: the command's promise may outlast every patience.
    page.evaluate("() => { window.jupyterapp.commands.execute('notebook:run-all-cells') }")
