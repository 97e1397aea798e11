"""Notebooks run without originals, whoever runs them: no passage may get into an output that is stored or compared."""

from collections.abc import Iterator

import pytest


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> Iterator[None]:
    """Start a notebook's kernel as tools/run_notebooks.py does, with a folder of originals that is not there."""
    with pytest.MonkeyPatch.context() as patch:
        if item.path.suffix == ".ipynb":
            patch.setenv("TIPSEEDS_ORIGINALS", "none")
        return (yield)
