"""The wheel and the sdist: what is in them, that they install, and that nothing of a reader's own gets in."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from tests.guards.test_environment import PROJECT
from tests.project import NOTEBOOKS, ROOT

# Where readers put their copies of the originals, and what they call them; and what else lies about.
DIRT = (
    *("ASMOLOV.TXT", "green.html", "mine/originals.zip", "originals/lagon", "Downloads/lagon.pdf", "texts/lagon.text"),
    *(
        "asmolov.Txt",
        "lagon.webarchive",
        "lagon.txt~",
        "lagon.txt.bak",
        "lagon.mht",
        "원문/북한.hwp",
        "원문/북한",
        "lagon",
    ),
    *("Original Texts/lagon.md", "lagon_files/pic.js", "lagon.JPG", "lagon.json", "lagon.csv", "export/parts.csv"),
    *("seeds/ASMOLOV.TXT", "seeds/green", "seeds/own/lagon.htm", "seeds/reference/lagon.txt", "seeds/coding/mine.docx"),
    *("seeds/mine/lagon.csv", "seeds/own/lagon.yaml", "seeds/lagon.yaml", "seeds/lagon.xml", "seeds/drafts/lagon.md"),
    *("notebooks/Untitled.ipynb", "notebooks/01-tier-rankings-Copy1.ipynb", "notebooks/my-coding.csv"),
    *("notebooks/classmates/mia.csv", "notebooks/lagon.md", "docs/lagon.rtf", "docs/mine/lagon.md", "tests/lagon.TXT"),
    *("src/tipseeds/lagon.txt", "src/tipseeds/edition/lagon.html", "tools/lagon.epub", "lagon.md", "notes.py"),
    *("src/tipseeds/originals/lagon", "src/tipseeds/pages/new/lagon.ipynb", "docs/lagon.png", "tools/lite/lagon.html"),
    *(".venv/lib/lagon.py", "build/lagon.md", ".ipynb_checkpoints/00-start-here.ipynb"),
)
SEEMS = ("docs/lagon.md", "seeds/lagon-original.md", "tests/raw/lagon.txt", "notebooks/01-mine.ipynb")
"""What only git can tell from a page, seed, test or notebook that somebody is writing."""
SECRET = " ".join(("not", "for", "anybody", "else"))  # apart, since this file is packed, too


@pytest.fixture(scope="module")
def dirty(tmp_path_factory):
    """A copy of the project in which a reader has worked."""
    folder = tmp_path_factory.mktemp("dirty") / "project"
    tracked = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True)
    if tracked.returncode:
        pytest.skip("no git checkout")
    for name in filter(None, tracked.stdout.decode().split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, folder / name)
    for command in (["init", "-q"], ["add", "-f", "."]):
        subprocess.run(["git", *command], cwd=folder, check=True)
    for name in (*DIRT, *SEEMS):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(SECRET)
    return folder


def build(folder: Path, out: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(out)]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def packed(dirty, tmp_path_factory):
    """The content of the sdist and of the wheel that are built from it, by name."""
    out = tmp_path_factory.mktemp("dist")
    told = build(dirty, out)
    assert told.returncode == 0, told.stderr
    with tarfile.open(next(out.glob("*.tar.gz"))) as sdist:
        files = {member.name.partition("/")[2]: sdist.extractfile(member) for member in sdist if member.isfile()}
        source = {name: file.read() for name, file in files.items() if file}
    wheel = zipfile.ZipFile(io.BytesIO(next(out.glob("*.whl")).read_bytes()))
    return source, {name: wheel.read(name) for name in wheel.namelist()}, next(out.glob("*.whl"))


def test_nothing_of_a_reader_is_packed(packed):
    for content in packed[:2]:
        assert [name for name, held in content.items() if SECRET.encode() in held] == []
        assert not content.keys() & {*DIRT, *(name.replace("src/", "") for name in DIRT)}


def test_where_git_knows_nothing_an_original_is_known_by_its_checksum(dirty, tmp_path):
    """And what is no seed by its first line: in a folder that came as a ZIP file, or in another's repository."""
    copy = tmp_path / "project"
    shutil.copytree(dirty, copy, ignore=shutil.ignore_patterns(".git"))
    text = "\ufeffNot a document\r\nof anybody.\r\n"
    digest = hashlib.sha256(text[1:].replace("\r\n", "\n").strip().encode()).hexdigest()
    seed = copy / "seeds" / "lagon.md"
    kept = re.sub(r"(?m)^sha256-normalised: .*", f"sha256-normalised: {digest}", seed.read_text("utf-8"))
    assert digest in kept
    seed.write_text(kept, "utf-8")
    (copy / "docs" / "codebook-notes.md").write_bytes(text.encode())
    assert build(copy, tmp_path).returncode == 0
    with tarfile.open(next(tmp_path.glob("*.tar.gz"))) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}
    assert not names & {*DIRT, "docs/lagon.md", "docs/codebook-notes.md", "seeds/lagon-original.md"}
    assert names >= {"docs/codebook.md", "seeds/lagon.md", "src/tipseeds/corpus.py"}


def test_git_does_not_show_them(dirty):
    shown = subprocess.run(["git", "ls-files", "-oz", "--exclude-standard"], cwd=dirty, capture_output=True, text=True)
    assert set(shown.stdout.split("\0")) - {""} == set(SEEMS)
    tracked = subprocess.run(["git", "ls-files", "-ci", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True)
    assert tracked.stdout == "", "git ignores what it tracks: mend .gitignore"


def test_what_belongs_is_packed(packed, dirty):
    source, wheel, _ = packed
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    apart = (".ci/", ".github/", ".gitattributes", ".gitignore")
    left_out = {name for name in tracked.stdout.splitlines() if not name.startswith(apart)} - source.keys()
    assert {name for name in left_out if (ROOT / name).exists()} == set(), "list it in pyproject.toml"
    code = {name.removeprefix("src/") for name in tracked.stdout.splitlines() if name.startswith("src/")}
    code = {name for name in code if (ROOT / "src" / name).exists()}
    seeds = {
        f"tipseeds/{path.relative_to(ROOT)}" for path in (ROOT / "seeds").rglob("*.*") if path.suffix in (".md", ".csv")
    }
    assert code | {name for name in seeds if name.count("/") < 4} <= wheel.keys()
    assert {f"tipseeds/notebooks/{path.name}" for path in NOTEBOOKS} <= wheel.keys()


@pytest.mark.parametrize(
    "shown", ["<blockquote style='margin:2px'>…</blockquote>", "the passages, from the copy at hand."]
)
def test_a_notebook_that_shows_passages_is_not_packed(dirty, tmp_path, shown):
    """The build stops, says which and what to type; the editable install, which packs nothing, goes on."""
    copy = tmp_path / "project"
    shutil.copytree(dirty, copy)
    page = copy / "notebooks" / NOTEBOOKS[0].name
    notebook = json.loads(page.read_text(encoding="utf-8"))
    cell = next(cell for cell in notebook["cells"] if cell.get("outputs"))
    cell["outputs"][0]["data"]["text/html"] = [shown]
    page.write_text(json.dumps(notebook), encoding="utf-8")
    told = build(copy, tmp_path)
    assert told.returncode != 0
    assert f"{page.name} shows passages of the originals. Type: make notebooks" in told.stderr


def test_these_signs_stand_where_a_passage_is_shown(originals):
    """What pack.py looks for is what the pages write."""
    import tipseeds as tip

    corpus = tip.load(originals=originals)
    assert "<blockquote" in corpus.evidence(corpus.estimates.iloc[0]).data
    assert "from the copy at hand" in corpus.read("lagon").data


def test_the_wheel_installs_and_gives_its_notebooks(packed, tmp_path):
    """Without the project's folder; what else it needs is there."""
    place = tmp_path / "installed"
    install = [sys.executable, "-m", "uv", "pip", "install", "-q", "--no-deps", "--no-index", "--target", place]
    subprocess.run([*install, packed[2]], check=True)
    env = {**os.environ, "PYTHONPATH": str(place), "PYTHONIOENCODING": "cp437"}

    def say(*typed: str) -> str:
        command = [sys.executable, *typed]
        return subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=True).stdout

    ask = "import tipseeds as t; c = t.load(); print(t.__file__, c.path, len(c.documents), len(c.estimates), sep='\\n')"
    file, seeds, *sizes = say("-c", ask).splitlines()
    assert Path(file).is_relative_to(place)
    assert Path(seeds).is_relative_to(place)
    assert int(sizes[0]) == len(list(ROOT.glob("seeds/*.md")))
    assert int(sizes[1]) > 40
    assert say("-m", "tipseeds", "--version") == f"tipseeds {PROJECT['version']}\n"
    assert "jupyter lab" in say("-m", "tipseeds", "notebooks", "내 folder")
    assert sorted((tmp_path / "내 folder" / "notebooks").iterdir()) != []
    assert [path.read_bytes() for path in sorted((tmp_path / "내 folder" / "notebooks").iterdir())] == [
        path.read_bytes() for path in NOTEBOOKS
    ]
    assert (tmp_path / "내 folder" / "docs" / "codebook.md").exists()


def test_the_metadata_is_true(packed):
    _, wheel, _ = packed
    (name,) = (name for name in wheel if name.endswith(".dist-info/METADATA"))
    about = wheel[name].decode()
    for minor in range(11, 15):
        assert f"Classifier: Programming Language :: Python :: 3.{minor}\n" in about
    assert "License-Expression: MIT AND CC-BY-4.0\n" in about
    assert "example." not in about
