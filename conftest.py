"""What every test stands on: the five documents and no other, and notebooks that run without originals."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.project import NOTEBOOKS, ROOT


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Leave alone what a reader keeps beside the notebooks."""
    beside = collection_path.suffix == ".ipynb" and ROOT / "notebooks" in collection_path.parents
    return True if beside and collection_path not in NOTEBOOKS else None


FIVE = ("lagon", "encyclopedia", "asmolov", "green", "two-koreas")


@pytest.fixture(scope="session", autouse=True)
def five(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let `tip.load()` give the five documents: what a class adds to `seeds/` turns no test of ours red."""
    import tipseeds.corpus
    import tipseeds.teach._tasks
    from tipseeds.edition.reference import SEEDS

    if {path.stem for path in SEEDS.glob("*.md")} <= set(FIVE):
        yield
        return
    folder = tmp_path_factory.mktemp("seeds")
    for path in SEEDS.iterdir():
        if path.suffix != ".md" or path.stem in FIVE:
            (folder / path.name).symlink_to(path)
    startup = tmp_path_factory.mktemp("ipython") / "profile_default" / "startup"  # the same for kernels
    startup.mkdir(parents=True)
    code = "import pathlib, tipseeds.corpus as corpus, tipseeds.teach._tasks as tasks"
    (startup / "five.py").write_text(f"{code}\ncorpus.SEEDS = tasks.SEEDS = pathlib.Path({str(folder)!r})\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tipseeds.corpus, "SEEDS", folder)
        patch.setattr(tipseeds.teach._tasks, "SEEDS", folder)
        patch.setenv("IPYTHONDIR", str(startup.parents[1]))
        yield


@pytest.fixture(scope="session", autouse=True)
def names(five: None, doctest_namespace: dict[str, object]) -> None:
    """Give examples the two names that every notebook begins with."""
    import tipseeds as tip

    doctest_namespace |= {"tip": tip, "corpus": tip.load()}


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> Iterator[None]:
    """Start a notebook's kernel as tools/run_notebooks.py does: all seeds, a folder of originals that isn't there."""
    with pytest.MonkeyPatch.context() as patch:
        if item.path.suffix == ".ipynb":
            patch.setenv("TIPSEEDS_ORIGINALS", "none")
            patch.delenv("IPYTHONDIR", raising=False)
        return (yield)
