"""Make a site of plain pages from the notebooks, as they are stored, and from the docs.

python tools/make_site.py [FOLDER]

The pages need no Python and no request outside themselves. Answers to the exercises stand on pages of their own, in the
folder `answers`, so that the rest can be handed out without them. Where FOLDER/live holds the notebooks in a browser
(make lite), every page has a door into it.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from html import escape
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

import nbformat
from markdown_it import MarkdownIt
from markdown_it.token import Token
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

ROOT = Path(__file__).parents[1]
SITE = ROOT / "build" / "site"
STYLE = Path(__file__).parent / "site" / "style.css"
FIRST = ("README.md", "CONTRIBUTING.md", "CITATION.cff")

# Money is no mathematics, and nothing is: a dollar is a dollar.
MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable("table")
ANSWER = re.compile(r"<details[^>]*>\s*<summary>\s*Answer[^<]*</summary>\s*", re.IGNORECASE)
LOCAL = re.compile(r'href="(?!\w+:|//)([^"#?]+)')
CODE = HtmlFormatter(style="default", cssclass="code")


class Page(NamedTuple):
    """A page: where it stands below the site's folder, its title, and what is on it."""

    path: str
    title: str
    body: str


def main(site: Path = SITE) -> int:
    """Make the pages, check every link, and say what was made."""
    for old in site.glob("*"):
        if old.name != "live":
            shutil.rmtree(old) if old.is_dir() else old.unlink()
    pages = list(make(live=(site / "live").is_dir()))
    for page in pages:
        target = site / page.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(page.body, encoding="utf-8")
    (site / "style.css").write_text(STYLE.read_text("utf-8") + CODE.get_style_defs(".code"), encoding="utf-8")
    for picture in (ROOT / "docs").glob("*.png"):
        shutil.copy(picture, site / "docs")
    (site / ".nojekyll").touch()  # GitHub Pages would leave out what begins with an underscore
    links, problems = check(site, pages)
    size = sum((site / page.path).stat().st_size for page in pages) / 1e6
    print(f"{len(pages)} pages, {size:.1f} MB, {links} links checked: {site / 'index.html'}")
    print(*problems, sep="\n", file=sys.stderr)
    return len(problems)


def make(live: bool) -> Iterator[Page]:
    """Make every page of the site; `live` says whether there is a door into the notebooks."""
    notebooks = sorted((ROOT / "notebooks").glob("*.ipynb"))
    listed = []
    for number, path in enumerate(notebooks):
        notebook = nbformat.read(path, as_version=4)
        name = path.stem
        title = heading(notebook.cells[0].source)
        listed.append((f"notebooks/{name}.html", title, asks(notebook.cells[0].source)))
        body, answers = (relinked(part, path) for part in notebook_html(notebook.cells, name))
        around = [("Back", notebooks[number - 1])] if number else []
        around += [("On", notebooks[number + 1])] if number + 1 < len(notebooks) else []
        steps = "".join(f'<a href="{other.stem}.html">{word}: {escape(other.stem)}</a> ' for word, other in around)
        yield page(f"notebooks/{name}.html", title, f"{body}<p class=steps>{steps}</p>", door(path.name, live))
        if answers:
            back = f'<p>Back to <a href="../notebooks/{name}.html">{escape(title)}</a>.</p>'
            yield page(f"answers/{name}.html", f"Answers: {title}", f"<h1>Answers</h1>{back}{answers}")
    waiting = [ROOT / name for name in FIRST if (ROOT / name).is_file()] + sorted((ROOT / "docs").glob("*.md"))
    for path in waiting:  # grows, by what these link to
        text = path.read_text(encoding="utf-8")
        plain = path.suffix != ".md"
        body = f"<h1>{path.name}</h1><pre>{escape(text)}</pre>" if plain else markdown(text)
        waiting += [other for other in linked(body, path) if other not in waiting and other.suffix != ".ipynb"]
        target = paged(path).relative_to(ROOT).as_posix()
        title = path.name if plain else heading(text)
        if path.parent == ROOT / "docs":
            listed.append((target, title, ""))
        yield page(target, title, relinked(body, path))
    yield page("index.html", "tipseeds", index(listed, live))


def index(listed: Sequence[tuple[str, str, str]], live: bool) -> str:
    """Return the body of the first page: the notebooks, what each asks, and the docs."""
    lines = {"notebooks": "", "docs": ""}
    for target, title, about in listed:
        lines[target.split("/")[0]] += f'<li><a href="{target}">{escape(title)}</a>{about and f"<br>{about}"}</li>'
    first = Path(listed[0][0]).with_suffix(".ipynb").name
    return (
        "<h1>tipseeds</h1><p>Five documents about North Korea and the US State Department's <em>Trafficking in "
        "Persons</em> report. Every figure leads back to the paragraph that it came from, with the hedge it was stated "
        "with.</p>"
        f"{door(first, live, '')}<h2>To read</h2><ol start=0>{lines['notebooks']}</ol>"
        "<p><strong>Content note:</strong> the documents are about forced labour, prison camps, forced marriage and "
        f"sexual violence.</p><h2>Behind it</h2><ul>{lines['docs']}"
        '<li><a href="README.html">What the project is</a></li></ul>'
    )


def page(path: str, title: str, body: str, door: str = "") -> Page:
    """Return a whole page around a body."""
    up = "../" * path.count("/")
    return Page(
        path,
        title,
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<link rel="icon" href="data:,"><link rel="stylesheet" href="{up}style.css"></head><body>'
        f'<nav><a href="{up}index.html">tipseeds</a>{door}</nav><main>{body}</main>'
        # What is folded opens for the printer; the style sheet does the same where no script runs.
        '<script>addEventListener("beforeprint",()=>document.querySelectorAll("details").forEach(d=>d.open=true))</script>'
        "</body></html>\n",
    )


def door(notebook: str, live: bool, up: str = "../") -> str:
    """Return the way from a page into the live notebook."""
    if live:
        return (
            f' <a class="door" href="{up}live/index.html?path=notebooks/{notebook}">Open it live, in this browser</a>'
        )
    return f' <span class="door">To work with it: <code>make lab</code>, then open {escape(notebook)}</span>'


# --- Notebooks ---


def notebook_html(cells: Sequence[Any], name: str) -> tuple[str, str]:
    """Return the body of a notebook's page, and that of its answers."""
    body, answers, count = "", "", 0
    for cell in cells:
        if cell.cell_type == "markdown":
            tokens = MARKDOWN.parse(cell.source)
            shown, found = without_answers(tokens, f"../answers/{name}.html", count)
            body += shown
            if found:
                count += found
                answers += with_answers(MARKDOWN.parse(cell.source), count - found)
        elif cell.cell_type == "code":
            outputs = "".join(map(output_html, cell.outputs))
            body += highlight(cell.source, PythonLexer(), CODE) + f'<div class="output">{outputs}</div>'
    return body, answers


def output_html(output: Any) -> str:
    """Return an output as the page shows it without a kernel."""
    if output.output_type == "stream":
        return f"<pre>{escape(output.text)}</pre>"
    data = output.get("data", {})
    if "text/html" in data:
        return str(data["text/html"])
    if "image/svg+xml" in data:
        return str(data["image/svg+xml"])
    if "image/png" in data:
        alt = escape(data.get("text/plain", ""), quote=True)
        return f'<img alt="{alt}" src="data:image/png;base64,{data["image/png"].strip()}">'
    if "text/plain" in data:
        return f"<pre>{escape(data['text/plain'])}</pre>"
    raise SystemExit(f"no page can show {list(data) or output.output_type}: run the notebook again (make notebooks)")


def without_answers(tokens: Sequence[Token], where: str, before: int) -> tuple[str, int]:
    """Return a markdown cell with a link in the place of each answer, and how many there were."""
    kept: list[Token] = []
    found, inside = 0, False
    for token in tokens:
        if token.type == "html_block" and ANSWER.match(token.content):
            found, inside = found + 1, True
            link = f'<p class="answer"><a href="{where}#answer-{before + found}">Answer</a></p>'
            kept.append(Token("html_block", "", 0, content=link))
        if not inside:
            kept.append(token)
        if token.type == "html_block" and "</details>" in token.content:
            inside = False
    return rendered(kept), found


def with_answers(tokens: Sequence[Token], before: int) -> str:
    """Return a markdown cell with every answer unfolded and marked as one."""
    for token in tokens:
        if token.type == "html_block" and ANSWER.match(token.content):
            before += 1
            opened = f'<div class="answer" id="answer-{before}"><strong>Answer.</strong> '
            token.content = ANSWER.sub(opened, token.content)
        if token.type == "html_block":
            token.content = token.content.replace("</details>", "</div>")
    return rendered(tokens)


# --- Markdown ---


def markdown(text: str) -> str:
    """Return markdown as HTML, with a name for every heading."""
    return rendered(MARKDOWN.parse(text))


def rendered(tokens: Sequence[Token]) -> str:
    """Return tokens as HTML, with a name for every heading, as GitHub gives."""
    for token, inline in pairwise(tokens):
        if token.type == "heading_open":
            token.attrSet("id", slug(inline.content))
    return str(MARKDOWN.renderer.render(tokens, MARKDOWN.options, {}))


def slug(text: str) -> str:
    """Return the name of a heading.

    >>> slug("Who is in `which` tier?")
    'who-is-in-which-tier'
    """
    return re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-")


def heading(text: str) -> str:
    """Return the first heading of a text, without its marks."""
    found = re.search(r"^# +(.+)$", text, re.MULTILINE)
    return re.sub(r"[`*_]", "", found[1]).strip() if found else "tipseeds"


def asks(text: str) -> str:
    """Return what a notebook asks, as its first cell says."""
    found = re.search(r"\*\*This notebook asks:\*\*(.+)$", text, re.MULTILINE)
    return str(MARKDOWN.renderInline(found[1].strip())) if found else ""


def relinked(body: str, source: Path) -> str:
    """Return a body whose links to files of the project lead to their pages."""

    def paged_link(link: re.Match[str]) -> str:
        target = (source.parent / unquote(link[1])).resolve()
        return f'href="{link[1].removesuffix(target.name)}{paged(target).name}' if target.is_file() else link[0]

    return LOCAL.sub(paged_link, body)


def linked(body: str, source: Path) -> list[Path]:
    """Return the files of the project that a body links to."""
    found = [(source.parent / unquote(link)).resolve() for link in LOCAL.findall(body)]
    return [path for path in dict.fromkeys(found) if path.is_file() and path.is_relative_to(ROOT)]


def paged(path: Path) -> Path:
    """Return the name of a file's page."""
    return path.with_suffix(".html") if path.suffix in {".md", ".ipynb"} else path.with_name(f"{path.name}.html")


# --- Links ---


class Links(HTMLParser):
    """What a page links to, what it loads, and the names in it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.names: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what one tag says."""
        for name, value in attrs:
            if name == "id" and value:
                self.names.add(value)
            elif name in {"href", "src", "srcset", "poster", "data", "action"} and value is not None:
                (self.links if tag == "a" else self.loads).append(value)


def check(site: Path, pages: Sequence[Page]) -> tuple[int, list[str]]:
    """Follow every link of every page; return how many there are, and what is wrong with any."""
    read = {page.path: Links(page.body) for page in pages}
    problems = []
    for path, found in read.items():
        for link in found.loads:
            if urlsplit(link).scheme not in {"", "data"} or link.startswith("//"):
                problems.append(f"{path} loads {link[:80]}")
        for link in (*found.links, *found.loads):
            split = urlsplit(link)
            if split.scheme or link.startswith("//"):
                continue  # to the world, for a person to follow
            target = (site / path).parent / unquote(split.path) if split.path else site / path
            inside = target.resolve().relative_to(site.resolve()).as_posix() if split.path else path
            if not target.is_file():
                problems.append(f"{path} links to {link}, which is not there")
            elif split.fragment and inside in read and unquote(split.fragment) not in read[inside].names:
                problems.append(f"{path} links to {link}, and {inside} has no such place")
    return sum(len(found.links) + len(found.loads) for found in read.values()), problems


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:2])) > 0)
