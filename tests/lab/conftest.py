"""A browser's page for all the tests of a file: to load JupyterLab anew takes longer than most of them."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page
from tests.lab.jupyter import page_on

Watched = tuple[Page, list[str]]


@pytest.fixture(scope="module")
def _page() -> Iterator[Watched]:
    with page_on() as (page, errors):
        page.add_init_script("window.alert = () => { throw new Error('a script of a text ran') }")
        yield page, errors


@pytest.fixture
def watched(_page: Watched) -> Watched:
    """Give a page of 1280 x 900 with the list of errors that it meets from now on."""
    page, errors = _page
    page.set_viewport_size({"width": 1280, "height": 900})
    errors.clear()
    return page, errors
