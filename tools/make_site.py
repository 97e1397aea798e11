"""Make a site of plain pages from the notebooks, as they are stored, and from the docs.

python tools/make_site.py [FOLDER]

The pages need no Python and no request outside themselves. Answers to the exercises stand on pages of their own, in the
folder `answers`, so that the rest can be handed out without them. Where FOLDER/live holds the notebooks in a browser
(make lite), every page has a door into it.
"""

from __future__ import annotations

import base64
import os
import re
import shutil
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape, unescape
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, unquote, urlsplit

import nbformat
from markdown_it import MarkdownIt
from markdown_it.token import Token
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
from pack import SHOWN  # noqa: E402

SITE = ROOT / "build" / "site"
STYLE = Path(__file__).parent / "site" / "style.css"
FIRST = ("README.md", "CONTRIBUTING.md", "CITATION.cff")

# Money is no mathematics, and nothing is: a dollar is a dollar.
MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable("table")
MARKDOWN.add_render_rule("table_open", lambda *_: '<div class="wide"><table>\n')  # scrolls where a screen is narrow
MARKDOWN.add_render_rule("table_close", lambda *_: "</table></div>\n")
ANSWER = re.compile(r"<details[^>]*>\s*<summary[^>]*>(?:\s|<[^>]*>)*Answer.*?</summary>\s*", re.IGNORECASE | re.DOTALL)
FOLDS = re.compile(r"(?=<details)|(?<=</details>)")
LOCAL = re.compile(r'(href|src)="(?!\w+:|//)([^"#?]+)')
OUTSIDE = re.compile(r"""(?:url\(|@import\s)[\s"']*((?:https?:)?//[^"')\s]+)""")
COLOURS = re.compile(r"\x1b\[[\d;]*m")
CHART = re.compile(r'<img alt="([^"]*)" src="data:image/svg\+xml;base64,([^"]+)"([^>]*)>')
BOX = re.compile(r'viewBox="0 0 (\d+) (\d+)" width="\d+" height="\d+"')
SHEET = 1.4
"""How much taller than wide a chart may be on a printed page."""
COPIED = {".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".pdf", ".zip"}
"""Endings of files that a page shows or offers as they are."""
CODE, DARK = (HtmlFormatter(style=style, cssclass="code") for style in ("default", "github-dark"))


class Page(NamedTuple):
    """A page: where it stands below the site's folder, its title, and what is on it."""

    path: str
    title: str
    body: str


def main(site: Path = SITE) -> int:
    """Make the pages, check every link, and say what was made."""
    before = [path for path in site.glob("*") if path.name != "live"]
    if before and not (site / ".nojekyll").is_file():
        raise SystemExit(f"{site} holds files, and they aren't a site that was made here: name another folder")
    pages = list(make(live=(site / "live").is_dir()))
    for path in before:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    site.mkdir(parents=True, exist_ok=True)
    (site / ".nojekyll").touch()  # GitHub Pages would leave out what begins with an underscore
    for page in pages:
        target = site / page.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(page.body, encoding="utf-8")
        for path in linked(page.body, ROOT / page.path):
            if path.suffix.lower() in COPIED:
                copied = site / path.relative_to(ROOT)
                copied.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(path, copied)
    dark = f"@media screen and (prefers-color-scheme: dark) {{ {DARK.get_style_defs('.code')} }}\n"
    style = f"{STYLE.read_text('utf-8')}{CODE.get_style_defs('.code')}\n{dark}"
    (site / "style.css").write_text(style, encoding="utf-8")
    links, problems = check(site, pages)
    size = sum((site / page.path).stat().st_size for page in pages) / 1e6
    print(f"{len(pages)} pages, {size:.1f} MB, {links} links checked: {site / 'index.html'}")
    print(*problems, sep="\n", file=sys.stderr)
    return len(problems)


def make(live: bool) -> Iterator[Page]:
    """Make every page of the site; `live` says whether there is a door into the notebooks."""
    notebooks = sorted((ROOT / "notebooks").glob("*.ipynb"))
    waiting = [ROOT / name for name in FIRST if (ROOT / name).is_file()] + sorted((ROOT / "docs").glob("*.md"))
    listed = []
    for number, path in enumerate(notebooks):
        if any(sign in path.read_text(encoding="utf-8") for sign in SHOWN):
            raise SystemExit(f"{path.name} shows passages of the originals. Type: make notebooks, then: make site")
        cells = nbformat.read(path, as_version=4).cells
        text = "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
        name, title = path.stem, heading(text, path.stem)
        target, key = f"notebooks/{name}.html", f"answers/{name}.html"
        listed.append((quote(target), title, asks(text)))
        body, answers = notebook_html(cells, quote(f"../{key}"))
        waiting += linked(body, path)
        around = [("Back", notebooks[number - 1])] if number else []
        around += [("On", notebooks[number + 1])] if number + 1 < len(notebooks) else []
        steps = "".join(f'<a href="{quote(to.stem)}.html">{word}: {escape(to.stem)}</a> ' for word, to in around)
        yield page(target, title, f"{relinked(body, path)}<p class=steps>{steps}</p>", door(path, live))
        if answers:
            back = f'<p>Back to <a href="../{quote(target)}">{escape(title)}</a>.</p>'
            answers = relinked(answers, path, ROOT / key)
            yield page(key, f"Answers: {title}", f"<h1>Answers</h1>{back}{answers}", door(path, live))
    made = set(notebooks)
    for path in waiting:  # grows, by what these link to
        if path in made or path.suffix.lower() in COPIED:
            continue
        made.add(path)
        text = path.read_text(encoding="utf-8")
        plain = path.suffix != ".md"
        body = f"<h1>{escape(path.name)}</h1><pre>{escape(text)}</pre>" if plain else rendered(MARKDOWN.parse(text))
        waiting += linked(body, path)
        target = paged(path).relative_to(ROOT).as_posix()
        title = path.name if plain else heading(text, path.stem)
        if path.parent == ROOT / "docs":
            listed.append((quote(target), title, ""))
        yield page(target, title, relinked(body, path), door(notebooks[0], live, "../" * target.count("/")))
    yield page("index.html", "tipseeds", index(listed, door(notebooks[0], live, "")))


def index(listed: Sequence[tuple[str, str, str]], door: str) -> str:
    """Return the body of the first page: the door, the notebooks, what each asks, and the docs."""
    lines = {"notebooks": "", "docs": ""}
    for target, title, about in listed:
        lines[target.split("/")[0]] += f'<li><a href="{target}">{escape(title)}</a>{about and f"<br>{about}"}</li>'
    return (
        "<h1>tipseeds</h1><p>Five documents about North Korea and the US State Department's <em>Trafficking in "
        "Persons</em> report. Every figure leads back to the paragraph that it came from, with the hedge it was stated "
        "with.</p>"
        f"{door}<h2>To read</h2><ol start=0>{lines['notebooks']}</ol>"
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


def door(notebook: Path, live: bool, up: str = "../") -> str:
    """Return the way from a page into a live notebook."""
    if live:
        asked = quote(f"notebooks/{notebook.name}")
        return f' <a class="door" href="{up}live/index.html?path={asked}">Open it live, in this browser</a>'
    return f' <span class="door">To work with it: <code>make lab</code>, then open {escape(notebook.name)}</span>'


# --- Notebooks ---


def notebook_html(cells: Sequence[Any], answers_page: str) -> tuple[str, str]:
    """Return the body of a notebook's page, and that of its answers."""
    body, answers, found = "", "", 0
    names, answer_names = Counter[str](), Counter[str]()
    for cell in cells:
        if cell.cell_type == "markdown":
            asked, told, count = apart(MARKDOWN.parse(cell.source), answers_page, found)
            found += count
            body += with_pictures(rendered(asked, names), cell)
            answers += with_pictures(rendered(told, answer_names), cell) if count else ""
        elif cell.cell_type == "code":
            outputs = "".join(map(output_html, cell.outputs))
            body += highlight(cell.source, PythonLexer(), CODE) + f'<div class="output">{outputs}</div>'
    return body, answers


def with_pictures(body: str, cell: Any) -> str:
    """Return the body of a markdown cell with the pictures that were pasted into it."""
    for name, kinds in cell.get("attachments", {}).items():
        for kind, data in kinds.items():
            body = body.replace(f'"attachment:{quote(name)}"', f'"data:{kind};base64,{data.strip()}"')
    return body


def output_html(output: Any) -> str:
    """Return an output as the page shows it without a kernel."""
    if output.output_type == "stream":
        return f"<pre>{escape(COLOURS.sub('', output.text))}</pre>"
    if output.output_type == "error":
        return f"<pre>{escape(output.ename)}: {escape(output.evalue)}</pre>"
    data = output.get("data", {})
    if "text/html" in data:
        return CHART.sub(in_pieces, str(data["text/html"]))
    if "image/svg+xml" in data:
        return str(data["image/svg+xml"])
    for kind in ("image/png", "image/jpeg", "image/gif"):
        if kind in data:
            alt = escape(data.get("text/plain", ""), quote=True)
            return f'<img alt="{alt}" src="data:{kind};base64,{data[kind].strip()}">'
    if "text/markdown" in data:
        return rendered(MARKDOWN.parse(data["text/markdown"]), Counter())
    for kind in ("text/latex", "text/plain"):
        if kind in data:
            return f"<pre>{escape(data[kind])}</pre>"
    raise SystemExit(f"no page can show {list(data) or output.output_type}: run the notebook again (make notebooks)")


def in_pieces(chart: re.Match[str]) -> str:
    """Return a chart that is taller than a printed page in pieces, cut where nothing is drawn."""
    alt, packed, style = chart.groups()
    svg = base64.b64decode(packed).decode()
    box = BOX.search(svg)
    if box is None or int(box[2]) <= SHEET * int(box[1]):
        return chart[0]
    wide, tall = int(box[1]), int(box[2])
    drawn = [sorted(map(float, re.findall(r"[\d.]+ ([\d.]+)", path))) for path in re.findall(r' d="([^"]+)"', svg)]
    drawn += [[float(y) - 13, float(y) + 5] for y in re.findall(r'<text [^>]*y="([^"]+)"', svg)]
    cuts = [0.0]
    while tall - cuts[-1] > SHEET * wide:
        least, most = cuts[-1] + SHEET * wide / 2, cuts[-1] + SHEET * wide
        fits = []
        for shapes in (drawn, [ys for ys in drawn if ys[-1] - ys[0] < 100]):  # between panels, or through their lines
            ends = [ys[-1] for ys in shapes if least < ys[-1] + 2 <= most]
            fits += [end + 2 for end in ends if not any(ys[0] < end + 4 and ys[-1] > end for ys in shapes)]
            if fits:
                break
        cuts.append(max(fits, default=most))
    pieces = ""
    for top, bottom in pairwise([*cuts, tall]):
        shown = f'viewBox="0 {top:g} {wide} {bottom - top:g}" width="{wide}" height="{bottom - top:g}"'
        piece = base64.b64encode(BOX.sub(shown, svg, count=1).encode()).decode()
        told = "The chart above, continued." if top else alt
        pieces += f'<img alt="{told}" src="data:image/svg+xml;base64,{piece}"{style}>'
    return pieces


def apart(tokens: Sequence[Token], answers_page: str, before: int) -> tuple[list[Token], list[Token], int]:
    """Return a markdown cell with a link for each answer, one with each unfolded, and how many there are."""
    asked: list[Token] = []
    told: list[Token] = []
    found, depth = 0, 0
    for token in tokens:
        for piece in FOLDS.split(token.content) if token.type == "html_block" else [""]:
            part = Token("html_block", "", 0, content=piece) if token.type == "html_block" else token
            begins = not depth and ANSWER.match(piece)
            if begins:
                found += 1
                name = f"answer-{before + found}"
                link = f'<p class="answer"><a href="{answers_page}#{name}">Answer</a></p>'
                asked.append(Token("html_block", "", 0, content=link))
                part.content = ANSWER.sub(f'<div class="answer" id="{name}"><strong>Answer.</strong> ', piece)
            elif not depth:
                asked.append(part)
            if begins or depth:
                depth += piece.startswith("<details") - piece.endswith("</details>")
                if not depth:
                    part.content = part.content.removesuffix("</details>") + "</div>"
            told.append(part)
    return asked, told, found


# --- Markdown ---


def rendered(tokens: Sequence[Token], names: Counter[str] | None = None) -> str:
    """Return tokens as HTML, with a name for every heading, as GitHub gives; a name that is taken gets a number."""
    names = Counter() if names is None else names
    for token, inline in pairwise(tokens):
        if token.type == "heading_open":
            name = slug(words(inline))
            token.attrSet("id", f"{name}-{names[name]}" if names[name] else name)
            names[name] += 1
    return str(MARKDOWN.renderer.render(tokens, MARKDOWN.options, {}))


def words(inline: Token) -> str:
    """Return what a reader sees of a line."""
    return "".join(child.content for child in inline.children or [] if child.type in {"text", "code_inline"}).strip()


def slug(text: str) -> str:
    """Return the name of a heading.

    >>> slug("Who is in `which` tier?")
    'who-is-in-which-tier'
    """
    return re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-")


def heading(text: str, otherwise: str) -> str:
    """Return the first title in a text, without its marks, or else another."""
    for token, inline in pairwise(MARKDOWN.parse(text)):
        if token.type == "heading_open" and token.tag == "h1":
            return words(inline)
    return otherwise


def asks(text: str) -> str:
    """Return what a notebook asks, as its first cell says."""
    found = re.search(r"\*\*This notebook asks:\*\*(.+)$", text, re.MULTILINE)
    return str(MARKDOWN.renderInline(found[1].strip())) if found else ""


def relinked(body: str, source: Path, stands: Path | None = None) -> str:
    """Return a body whose links to files of the project lead to their pages, from where it stands."""

    def paged_link(link: re.Match[str]) -> str:
        target = (source.parent / unquote(unescape(link[2]))).resolve()
        if not target.is_file():
            return link[0]
        return f'{link[1]}="{quote(Path(os.path.relpath(paged(target), (stands or source).parent)).as_posix())}'

    return LOCAL.sub(paged_link, body)


def linked(body: str, source: Path) -> list[Path]:
    """Return the files of the project that a body links to or shows."""
    found = [(source.parent / unquote(unescape(link))).resolve() for _, link in LOCAL.findall(body)]
    return [path for path in dict.fromkeys(found) if path.is_file() and path.is_relative_to(ROOT)]


def paged(path: Path) -> Path:
    """Return the name of a file's page, or of the file where a page shows it as it is."""
    if path.suffix.lower() in COPIED:
        return path
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
    problems = [f"{page.path} loads {link[:80]}" for page in pages for link in OUTSIDE.findall(page.body)]
    for path, found in read.items():
        for link in found.loads:
            if urlsplit(link).scheme not in {"", "data"} or link.startswith("//"):
                problems.append(f"{path} loads {link[:80]}")
        for link in (*found.links, *found.loads):
            split = urlsplit(link)
            if split.scheme or link.startswith("//"):
                continue  # to the world, for a person to follow
            target = (site / path).parent / unquote(split.path) if split.path else site / path
            inside = Path(os.path.relpath(target, site)).as_posix()
            if not target.is_file() or inside.startswith("../"):
                problems.append(f"{path} links to {link}, which is not there")
            elif split.fragment and inside in read and unquote(split.fragment) not in read[inside].names:
                problems.append(f"{path} links to {link}, and {inside} has no such place")
    return sum(len(found.links) + len(found.loads) for found in read.values()), problems


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:2])) > 0)
