"""What every notebook has to be, beside running: complete, accessible, and told without a kernel."""

from __future__ import annotations

import html
import itertools
import re

import nbformat
import pytest
from nbconvert import PythonExporter, ScriptExporter
from tests.project import NOTEBOOKS, ROOT
from tools.saving import LANGUAGE, WIDGET, before_saving

STORE = "the stored outputs are not those of a run from top to bottom: type make notebooks"


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request):
    return nbformat.read(request.param, as_version=4)


def _markdown(notebook):
    return "\n\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")


def _headings(notebook):
    outside_code = re.sub(r"```.*?```", "", _markdown(notebook), flags=re.DOTALL)
    return [(len(signs), text) for signs, text in re.findall(r"^(#+) (.+)$", outside_code, flags=re.MULTILINE)]


def _outputs(notebook):
    return [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]


def test_numbers_run_without_a_gap():
    assert [path.name[:3] for path in NOTEBOOKS] == [f"{number:02}-" for number in range(len(NOTEBOOKS))]


def test_every_cell_was_run_in_order_and_none_failed(notebook):
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1)), STORE
    assert not [output for output in _outputs(notebook) if output.output_type == "error"], STORE


def test_a_cell_that_ends_in_a_call_to_show_something_shows_it(notebook):
    """A cleared output would pass when the notebook is run again, so it is looked for here."""
    for cell in notebook.cells:
        if cell.cell_type == "code" and re.match(
            r"tip\.(table|show|evidence|explore|read)\b", _last_statement(cell.source)
        ):
            assert cell.outputs, f"{STORE}, for: {cell.source}"


def _last_statement(source):
    starts = [line for line in source.split("\n") if line and not line.startswith((" ", ")", "]", "}", "#"))]
    return starts[-1] if starts else ""


def test_one_title_and_no_skipped_heading(notebook):
    levels = [level for level, _ in _headings(notebook)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_the_opening_says_what_it_asks_what_it_gives_and_how_long_it_takes(notebook):
    opening = notebook.cells[0].source
    for said in ("asks", "you can", "minutes"):
        assert said in opening, said


def test_the_end_has_exercises_key_points_and_limits(notebook):
    texts = [text.lower() for _, text in _headings(notebook)]
    assert any("exercise" in text for text in texts)
    assert any("key points" in text for text in texts)
    assert any("can't" in text or "can’t" in text or "don't say" in text for text in texts)


def test_every_answer_is_folded_away(notebook):
    text = _markdown(notebook)
    assert text.count("<details>") == text.count("</details>") >= 2
    assert text.count("<summary>Answer") >= 2


def test_every_picture_has_its_numbers_as_text(notebook):
    for output in _outputs(notebook):
        data = output.get("data", {})
        assert "image/png" not in data, "a picture outside tip.show has no text alternative"
        for picture in re.findall(r"<img [^>]*>", data.get("text/html", "")):
            alt = re.search(r'alt="([^"]*)"', picture)
            assert alt, picture[:200]
            assert len(alt[1]) > 40
            assert len(alt[1].split()) <= 40, alt[1]
        for numbers in re.findall(r"<summary>The numbers<.*?</details>", data.get("text/html", ""), flags=re.DOTALL):
            assert re.search(r"<li>.*\d", numbers, flags=re.DOTALL)


def test_every_table_has_a_caption_and_headers(notebook):
    for output in _outputs(notebook):
        page = output.get("data", {}).get("text/html", "")
        for table in re.findall(r"<table.*?</table>", page, flags=re.DOTALL):
            assert "<caption" in table
            assert 'scope="col"' in table


def test_no_number_is_nearer_than_anybody_states_it(notebook):
    """What is stated most closely has four places: a rate on record."""
    for output in _outputs(notebook):
        said = output.get("text", "") or output.get("data", {}).get("text/plain", "")
        assert re.findall(r"(?<![\w/.:])\d[\d,]*\.\d{5,}", said) == []


def test_cells_are_short_and_hold_no_logic(notebook):
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert not re.search(
                r"^\s*(def|class|for|while|if|try|import (?!tipseeds))\b", cell.source, flags=re.MULTILINE
            )
            statements = [
                line for line in cell.source.split("\n") if line and not line.startswith((" ", ")", "}", "]"))
            ]
            assert len(statements) <= 5, cell.source


def test_opening_and_saving_changes_nothing(notebook):
    """What Jupyter would write of the language is there already, but for its version."""
    assert notebook.metadata.language_info == LANGUAGE, "type make notebooks"
    assert set(notebook.metadata) == {"kernelspec", "language_info"}
    before = nbformat.writes(notebook)
    notebook.metadata.language_info["version"] = "3.99.0"
    model = {"type": "notebook", "content": notebook}
    before_saving(model, path="01.ipynb", contents_manager=None)
    assert nbformat.writes(notebook) == before


def test_a_script_of_it_is_python(notebook):
    script, kind = PythonExporter().from_notebook_node(notebook)
    _, ending = ScriptExporter().from_notebook_node(notebook)
    assert (ending["output_extension"], kind["output_extension"]) == (".py", ".py")
    compile(script, "notebook.py", "exec")


def test_saving_leaves_no_widget_that_leads_nowhere():
    """What stands beside a widget is kept, and one that stands alone is left as it is."""
    view = {WIDGET: {"model_id": "0"}, "text/plain": "Run this cell."}
    outputs = [{"data": dict(view)}, {"data": {WIDGET: {"model_id": "1"}}}, {"text": "printed"}]
    page = {"metadata": {}, "cells": [{"cell_type": "code", "outputs": outputs}, {"cell_type": "markdown"}]}
    before_saving({"type": "notebook", "content": page})
    assert outputs == [
        {"data": {"text/plain": "Run this cell."}},
        {"data": {WIDGET: {"model_id": "1"}}},
        {"text": "printed"},
    ]
    before_saving({"type": "file", "content": "text"})
    before_saving({"type": "notebook", "content": None})


def test_no_path_of_a_machine_and_no_widget_that_needs_a_kernel(notebook):
    text = html.unescape(nbformat.writes(notebook))
    assert not re.search(r"/(home|root|Users|work|tmp)/", text)
    for output in _outputs(notebook):
        assert "application/vnd.jupyter.widget-view+json" not in output.get("data", {})


def test_a_notebook_that_explores_shows_a_chart_and_a_table_without_a_kernel_too(notebook):
    code = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    if any("tip.explore." in source for source in code):
        assert any("tip.show(" in source for source in code)
        assert any("tip.table(" in source for source in code)


def test_links_lead_to_files_that_are_there(notebook):
    for target in re.findall(r"\]\((?!http)([^)#]+)", _markdown(notebook)):
        assert (ROOT / "notebooks" / target).exists(), target
