"""What a student meets around the notebooks in a browser: the bar, and the way for answers out and in."""

import functools
import http.server
import json
import threading
import zipfile

import pytest
from tests.lab.jupyter import page_on
from tools import make_lite

APP = """
  window.kept = %s
  const list = folder => Object.keys(kept).filter(p => p.startsWith(folder + '/'))
  const contents = {
    get: async (path, how) => {
      if (path in kept) return { path, type: 'file', last_modified: 'now', format: 'text', content: kept[path] }
      if (!list(path).length && path !== 'notebooks') throw new Error('none')
      const seen = new Set(list(path).map(p => p.slice(path.length + 1).split('/')[0]))
      const type = path => (kept[path] === undefined ? 'directory' : 'file')
      const paths = [...seen].map(name => path + '/' + name)
      const listed = paths.map(path => ({ path, type: type(path), last_modified: 'now' }))
      return { path, type: 'directory', content: how?.content ? listed : null }
    },
    save: async (path, model) => { if (model.type !== 'directory') window.kept[path] = model.content },
  }
  window._JUPYTERLAB['tipseeds-lite'].get('./extension').then(make => make().default.activate({
    serviceManager: { contents, serverSettings: { baseUrl: '/' } }, shell: {},
    commands: { execute: async () => undefined } }))
"""


class Server(http.server.ThreadingHTTPServer):
    def handle_error(self, request, client_address):
        """Say nothing: a page that is left lets its requests go."""


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    folder = tmp_path_factory.mktemp("live")
    for name, size in (("python.wasm", 3_000_000), ("own.whl", 1_000_000)):
        (folder / "static" / "pyodide").mkdir(parents=True, exist_ok=True)
        (folder / "static" / "pyodide" / name).write_bytes(bytes(size))
    make_lite.start_page(folder)
    (folder / "lab").mkdir()
    (folder / "lab" / "index.html").write_text("<title>JupyterLite</title>")
    server = Server(("127.0.0.1", 0), functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def with_answers(page, address, kept):
    page.goto(f"{address}/lab/index.html")
    page.add_script_tag(path=make_lite.PARTS / "answers.js")
    page.evaluate(APP % json.dumps(kept))
    page.get_by_role("button", name="Take my answers along").wait_for()


@pytest.mark.browser
def test_the_bar_comes_to_its_end_and_opens_the_notebook_that_was_asked_for(address):
    with page_on() as (page, errors):
        told: list[str] = []
        page.expose_function("heard", lambda line: told.append(line))
        page.add_init_script(
            "addEventListener('DOMContentLoaded', () => { const told = document.getElementById('told')\n"
            "if (told) new MutationObserver(() => heard(told.textContent)).observe(told, {childList: true}) })"
        )
        page.goto(f"{address}/index.html?path=notebooks/02-made-up.ipynb")
        page.wait_for_url("**/lab/index.html?path=notebooks%2F02-made-up.ipynb")
        assert any(line.endswith("of 4 MB") for line in told)
        assert errors == []


@pytest.mark.browser
def test_a_broken_connection_is_told(address):
    with page_on() as (page, errors):
        page.route("**/own.whl", lambda route: route.abort())
        page.goto(address)
        page.get_by_role("alert").filter(has_text="Reload this page").wait_for()
        assert errors == []


@pytest.mark.browser
def test_answers_are_taken_along_and_put_back_whole(address, tmp_path):
    kept = {"notebooks/my-coding.csv": "doc,part\r\nlagon,c1 “é”\r\n", "notebooks/classmates/ann.csv": "\ufeffa"}
    with page_on() as (page, errors):
        with_answers(page, address, kept)
        with page.expect_download() as waiting:
            page.get_by_role("button", name="Take my answers along").click()
        taken = tmp_path / waiting.value.suggested_filename
        waiting.value.save_as(taken)
        with zipfile.ZipFile(taken) as packed:
            assert packed.testzip() is None
            assert {f"notebooks/{n}": packed.read(n).decode() for n in packed.namelist()} == kept
        repacked = tmp_path / "repacked.zip"  # as another program packs it
        with zipfile.ZipFile(taken) as old, zipfile.ZipFile(repacked, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                new.writestr(name, old.read(name))
            new.writestr("../outside.csv", "x")
        for file in (taken, repacked):
            with_answers(page, address, {})
            page.get_by_label("Files with answers").set_input_files(file)
            page.get_by_text("Put back 2 files").wait_for()
            assert page.evaluate("() => window.kept") == kept
        assert errors == []


@pytest.mark.browser
def test_answers_that_are_there_are_not_replaced_unasked_and_no_wrong_file_is_taken(address, tmp_path):
    mine = tmp_path / "my-coding.csv"
    mine.write_text("theirs")
    (tmp_path / "broken.zip").write_bytes(b"PK nonsense")
    with page_on() as (page, errors):
        with_answers(page, address, {"notebooks/my-coding.csv": "mine"})
        asked: list[str] = []

        def no(dialog):
            asked.append(dialog.message)
            dialog.dismiss()

        page.once("dialog", no)
        page.get_by_label("Files with answers").set_input_files(mine)
        page.wait_for_timeout(500)
        assert asked == ["Replace what is here of my-coding.csv?"]
        assert page.evaluate("() => window.kept") == {"notebooks/my-coding.csv": "mine"}
        page.get_by_label("Files with answers").set_input_files(tmp_path / "broken.zip")
        page.get_by_text("Not done: it is no whole ZIP file").wait_for()
        assert errors == []
