"""What a corpus is exported as, read by the programs that it is for."""

import ast
import json
import warnings

import duckdb
import frictionless
import nbformat
import pandas as pd
import polars
import pytest
from tests import made_up

import tipseeds as tip
from tipseeds.__main__ import main
from tipseeds.edition.fields import TABLES
from tipseeds.pages.start import start


@pytest.fixture(scope="module")
def folder(tmp_path_factory, corpus):
    made = tmp_path_factory.mktemp("export")
    corpus.export(made)
    return made


@pytest.fixture(scope="module")
def pond(tmp_path_factory):
    """Export a class's corpus: by the command line, into a folder that is not there yet."""
    made = tmp_path_factory.mktemp("pond")
    seeds, _ = made_up.write(made)
    assert main(["export", str(made / "out" / "here"), "--seeds", str(seeds)]) == 0
    return made / "out" / "here"


def plain(frame: pd.DataFrame) -> list[list[object]]:
    return frame.astype(object).where(frame.notna(), None).to_numpy().tolist()


@pytest.mark.parametrize("place", ["folder", "pond"])
def test_the_data_package_is_valid(place, request):
    where = request.getfixturevalue(place)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        report = frictionless.Package(str(where / "datapackage.json")).validate()
    assert report.valid, report.flatten(["title", "fieldName", "note"])
    assert report.stats["tasks"] == len(TABLES)


def test_the_validator_would_find_a_wrong_code(folder, tmp_path):
    for file in folder.glob("*.csv"):
        (tmp_path / file.name).write_bytes(file.read_bytes().replace(b'"2WL"', b'"4"').replace(b'"asserts"', b'"says"'))
    (tmp_path / "datapackage.json").write_bytes((folder / "datapackage.json").read_bytes())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert not frictionless.Package(str(tmp_path / "datapackage.json")).validate().valid


def test_the_package_says_types_codes_keys_sources_and_the_licence(folder, pond, corpus):
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    tables = {resource["name"]: resource for resource in package["resources"]}
    fields = {field["name"]: field for field in tables["estimates"]["schema"]["fields"]}
    assert fields["topic"]["constraints"]["enum"] == list(corpus.estimates["topic"].dtype.categories)
    assert fields["topic"]["codes"]["money"] == "what is earned, paid or kept, in any currency"
    assert fields["low"]["type"] == "number"
    assert tables["estimates"]["schema"]["primaryKey"] == ["doc", "mark"]
    asked = {field["name"]: field for field in tables["comments"]["schema"]["fields"]}
    assert asked["failure"]["codes"]["rejects"] == "denies the charge"
    assert [source["title"] for source in package["sources"]] == [corpus.cite(doc) for doc in corpus.documents["doc"]]
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    assert "licenses" not in json.loads((pond / "datapackage.json").read_text("utf-8"))


@pytest.mark.parametrize("name", list(TABLES))
def test_parquet_has_the_same_rows_for_duckdb_and_polars(folder, corpus, name):
    file, frame = str(folder / f"{name}.parquet"), getattr(corpus, name)
    sent = plain(frame.assign(**{day: frame[day].dt.strftime("%Y-%m-%d") for day in frame.select_dtypes("datetime")}))

    def days(rows):
        return [[f"{value:%Y-%m-%d}" if hasattr(value, "year") else value for value in row] for row in rows]

    relation = duckdb.connect().read_parquet(file)
    assert relation.columns == list(frame.columns)
    assert days(relation.fetchall()) == sent
    read = polars.read_parquet(file)
    assert read.columns == list(frame.columns)
    assert days(read.rows()) == sent


def test_annotations_have_iris_and_no_text_of_the_documents(folder, corpus):
    page = json.loads((folder / "annotations.json").read_text("utf-8"))
    names = [item["id"] for item in page["items"]]
    assert len(set(names)) == len(names) == len(corpus.annotations)
    for item in [page, *page["items"]]:
        assert item["id"].startswith("urn:uuid:")
        assert item["@context"] == "http://www.w3.org/ns/anno.jsonld"
    for item in page["items"]:
        assert item["target"]["source"]["id"].startswith("ni:///sha-256;")
        assert set(item["target"]["selector"][0]) == {"type", "exact"}
    assert page["items"][0]["label"] == "lagon#streak"
    assert names == [item["id"] for item in json.loads((folder / "annotations.json").read_text("utf-8"))["items"]]


def test_a_thread_has_one_root_and_every_answer_is_there(folder, corpus):
    lines = [json.loads(line) for line in (folder / "threads" / "utterances.jsonl").read_text("utf-8").splitlines()]
    by_id = {line["id"]: line for line in lines}
    assert len(by_id) == len(lines) == len(corpus.comments) + 2 + 1  # two posts, and a comment that is missing
    for line in lines:
        assert set(line) == {"id", "conversation_id", "text", "speaker", "meta", "reply-to", "timestamp", "vectors"}
        assert line["reply-to"] is None or line["reply-to"] in by_id
        assert (line["reply-to"] is None) == (line["id"] == line["conversation_id"])
    assert by_id["two-koreas/c6"]["meta"]["answers"] == ["two-koreas/missing", "two-koreas/c1"]
    assert by_id["lagon/c7"]["meta"]["answers"] == ["lagon"]
    assert by_id["lagon/c8"]["meta"]["answers"] == ["lagon/c7"]
    assert by_id["lagon/c8"]["reply-to"] == "lagon/c7"
    assert by_id["lagon/c7"]["speaker"] == "Mark"
    assert by_id["lagon/c7"]["timestamp"] == pd.Timestamp(by_id["lagon/c7"]["meta"]["date"], tz="UTC").timestamp()
    speakers = json.loads((folder / "threads" / "speakers.json").read_text("utf-8"))
    assert set(speakers) == {line["speaker"] for line in lines}


def test_a_corpus_with_empty_tables_is_exported(tmp_path, pond):
    (tmp_path / "ducks.md").write_text((pond.parents[1] / "made-up-seeds" / "article.md").read_text("utf-8"), "utf-8")
    files = tip.load(tmp_path).export(tmp_path / "out")
    assert all(file.stat().st_size or file.name == "utterances.jsonl" for file in files)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert frictionless.Package(str(tmp_path / "out" / "datapackage.json")).validate().valid


# --- A corpus of one's own ---


def run(folder, name: str) -> list[object]:
    """Run the cells of a notebook in its folder, without a kernel; gives what the last line of each comes to."""
    book = nbformat.read(folder / name, as_version=4)
    nbformat.validate(book)
    shell: dict[str, object] = {"display": repr}
    outputs = []
    for cell in book.cells:
        if cell.cell_type == "code":
            *lines, last = ast.parse(cell.source).body
            exec(compile(ast.Module(lines, []), name, "exec"), shell)
            one = isinstance(last, ast.Expr)
            made = ast.Expression(last.value) if isinstance(last, ast.Expr) else ast.Module([last], [])
            outputs.append(eval(compile(made, name, "eval" if one else "exec"), shell))
    return outputs


def test_a_new_folder_works_at_once_and_says_nothing_of_another(tmp_path, monkeypatch, capsys):
    assert main(["new", str(tmp_path / "qatar")]) == 0
    assert "jupyter lab" in capsys.readouterr().out
    monkeypatch.chdir(tmp_path / "qatar")
    first, second = (run(tmp_path / "qatar", name.name) for name in sorted((tmp_path / "qatar").glob("*.ipynb")))
    assert repr(first[0]) == (
        "<Corpus of 1 documents, 4 parts, 1 tiers, 2 estimates, 0 labour, 2 comments, 2 replies, 0 relations>"
    )
    assert "Qatar" in repr(first[2])
    assert "c1 | A reader" in repr(second[1])
    assert (tmp_path / "qatar" / "export" / "datapackage.json").is_file()
    for file in (tmp_path / "qatar").glob("*.*"):
        assert "Korea" not in file.read_text("utf-8")


def test_its_notebooks_work_on_a_corpus_with_empty_tables(tmp_path, monkeypatch):
    start(tmp_path / "bare")
    seed = tmp_path / "bare" / "seeds" / "first.md"
    text = seed.read_text("utf-8")
    seed.write_text(text[: text.index("{words=30}")] + "{words=3}\n## p1\n\nSays little.\n", "utf-8")
    monkeypatch.chdir(tmp_path / "bare")
    for name in ("01-placements-and-numbers.ipynb", "02-who-answers-whom.ipynb"):
        assert len(run(tmp_path / "bare", name)) > 5


def test_a_folder_that_holds_something_is_left_alone(tmp_path, capsys):
    (tmp_path / "mine.txt").write_text("mine")
    assert main(["new", str(tmp_path)]) == 2
    assert "choose another name" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
