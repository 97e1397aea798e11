"""The pages of the site in Chromium: they ask for nothing, and a printer gets all of them."""

import pytest
from tests.lab.jupyter import page_on
from tools import make_site

A4, SHEET = 687, 1001
"""The width and the height of a printed page, less its margins, in CSS pixels."""


@pytest.mark.browser
@pytest.mark.parametrize("every", [8, pytest.param(1, marks=pytest.mark.slow)])
def test_a_printed_page_shows_what_was_folded_and_cuts_nothing(every, tmp_path):
    assert make_site.main(tmp_path) == 0
    with page_on(width=A4, height=980) as (page, errors):
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.emulate_media(media="print")
        for path in sorted(tmp_path.rglob("*.html"))[::every]:
            page.goto(path.as_uri())
            page.pdf()  # as a person who prints it
            assert page.evaluate("() => [...document.querySelectorAll('details')].every(e => e.open)"), path
            cut = page.evaluate(
                """() => [...document.querySelectorAll('main *')].filter(e => {
                     const box = e.getBoundingClientRect(), style = getComputedStyle(e)
                     return box.width && (box.right > innerWidth + 1 ||
                       (style.overflowX !== 'visible' && e.scrollWidth > e.clientWidth + 1))
                   }).map(e => e.outerHTML.slice(0, 80))"""
            )
            assert cut == [], path
            assert page.evaluate("() => Math.max(0, ...[...document.images].map(i => i.height))") < SHEET, path
        page.emulate_media(media="screen")
        page.set_viewport_size({"width": 400, "height": 800})
        for path in sorted(tmp_path.rglob("*.html"))[:: every // 2 or 1]:
            page.goto(path.as_uri())
            assert page.evaluate("() => document.documentElement.scrollWidth") <= 400, path
        assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
        assert errors == []
