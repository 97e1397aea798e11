"""Let two visitors into the app at once, and look whose answers each finds.

python tools/try_app.py

Says what it saw, and ends with 1 where something failed.
"""

from __future__ import annotations

import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, TimeoutError, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests.lab.jupyter import browser_path
from tools import run_app
from tools.make_lite import ROOT

LONG = 600_000


def visit(context: BrowserContext, address: str) -> Page:
    """Open the notebook with the panel to code in, and wait for it."""
    begun = time.monotonic()
    page = context.new_page()
    for _ in range(3):  # on a busy machine Voila may show a long notebook before its widgets, which then stay away
        page.goto(f"{address}/voila/render/04-the-debate.ipynb", timeout=LONG)
        with suppress(TimeoutError):
            page.get_by_text("answers given").last.wait_for(timeout=60_000)
            break
        print("  once more", flush=True)
    print(f"  live after {time.monotonic() - begun:.0f} s", flush=True)
    return page


def given(page: Page) -> str:
    """Return what the panel says of the answers given."""
    return page.get_by_text("answers given").last.inner_text()


def main() -> int:
    """Serve, visit twice, give one answer each, and come back."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as visitors, open(ROOT / "build" / "app" / "voila.log", "w") as log:
        told = run_app.environment() | {"TIPSEEDS_VISITORS": visitors}
        serve = run_app.command(port)
        server = subprocess.Popen(serve, cwd=ROOT, env=told, stdout=log, stderr=log)
        try:
            address = f"http://127.0.0.1:{port}"
            for _ in range(600):
                try:
                    urllib.request.urlopen(f"{address}/voila/static/main.js", timeout=5).close()
                except urllib.error.HTTPError:
                    break
                except OSError:
                    time.sleep(0.5)
                else:
                    break
            with sync_playwright() as playwright:
                flags = ["--no-sandbox", "--disable-gpu"]
                browser = playwright.chromium.launch(executable_path=browser_path(), args=flags)
                ann, bob = browser.new_context(), browser.new_context()
                pages = [visit(ann, address), visit(bob, address)]
                began = [given(page) for page in pages]
                pages[0].evaluate(
                    """() => {
                      const menus = [...document.querySelectorAll('select')]
                      const menu = menus.find(s => [...s.options].some(o => o.text === 'accepts'))
                      menu.selectedIndex = [...menu.options].findIndex(o => o.text === 'accepts')
                      menu.dispatchEvent(new Event('change', {bubbles: true}))
                    }"""
                )
                pages[0].get_by_text("1 of ").last.wait_for(timeout=LONG)
                for page in pages:
                    page.close()
                after = [
                    given(visit(ann, address)),
                    given(visit(bob, address)),
                    given(visit(browser.new_context(), address)),
                ]
                browser.close()
        finally:
            server.terminate()
            server.wait(30)
        files = [path.name for path in Path(visitors).rglob("*.csv")]
    print(f"at first: {began}; Ann, Bob and a third, later: {after}; files: {files}")
    right = after[0].startswith("1 of") and all(text.startswith("0 of") for text in (*began, *after[1:]))
    return 0 if right and len(files) == 1 else 1


if __name__ == "__main__":
    sys.exit(main())
