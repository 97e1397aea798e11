"""The ways to install the project agree, name no registry, and bring in no GPL code."""

import re
import tomllib
from importlib import metadata
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from tests.project import ROOT

PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
NAME = canonicalize_name(PROJECT["name"])
EXTRAS: dict[str, list[str]] = PROJECT["optional-dependencies"]


def pinned(file: str) -> list[str]:
    """Give the requirements of a pip file, without hashes, comments and line continuations."""
    lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
    return [line.rstrip("\\ ") for line in lines if line[:1].isalnum()]


def asked_for() -> list[Requirement]:
    """Give what pyproject.toml asks for, in the package and in its extras."""
    everything = [*PROJECT["dependencies"], *(line for extra in EXTRAS.values() for line in extra)]
    requirements = [Requirement(line) for line in everything]
    return [requirement for requirement in requirements if canonicalize_name(requirement.name) != NAME]


def pip_section() -> list[str]:
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    return next(entry["pip"] for entry in environment["dependencies"] if isinstance(entry, dict))


def test_every_requirement_is_pinned_within_its_bounds() -> None:
    pins: dict[str, list[Requirement]] = {}
    for line in pinned("requirements.txt"):
        pin = Requirement(line)
        pins.setdefault(canonicalize_name(pin.name), []).append(pin)
    for wanted in asked_for():
        found = pins.get(canonicalize_name(wanted.name), [])
        assert found, f"{wanted.name} is in pyproject.toml, not in requirements.txt: run make requirements"
        for pin in found:
            (version,) = pin.specifier
            assert version.operator == "=="
            assert wanted.specifier.contains(version.version), f"{pin} is outside {wanted}"


def test_every_pin_has_a_hash() -> None:
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    blocks = re.split(r"(?m)^(?=[A-Za-z0-9])", text)[1:]
    assert len(blocks) == len(pinned("requirements.txt"))
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []


def test_constraints_are_the_pins_without_hashes() -> None:
    assert pinned("constraints.txt") == pinned("requirements.txt"), "run make requirements"


def test_conda_installs_the_package_at_the_same_pins() -> None:
    assert pip_section() == ["-c constraints.txt", "-e .[lab]"]
    assert "lab" in EXTRAS
    (own,) = (wanted for wanted in map(Requirement, EXTRAS["dev"]) if canonicalize_name(wanted.name) == NAME)
    assert "lab" in own.extras


def test_conda_brings_a_python_that_the_package_takes() -> None:
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    assert environment["name"] == NAME
    (python,) = (entry for entry in environment["dependencies"] if str(entry).startswith("python="))
    assert Requirement(f"python{PROJECT['requires-python']}").specifier.contains(python.partition("=")[2])


def test_this_environment_is_the_pinned_one() -> None:
    pins = [Requirement(line) for line in pinned("requirements.txt")]
    here = [pin for pin in pins if pin.marker is None or pin.marker.evaluate()]
    got = {pin.name: metadata.version(pin.name) for pin in here}
    assert {pin.name: str(pin.specifier) for pin in here} == {name: f"=={v}" for name, v in got.items()}


@pytest.mark.parametrize(
    "file",
    ["requirements.txt", "constraints.txt", "environment.yml", "pyproject.toml", "Makefile", ".ci/run"],
)
def test_no_registry_is_named(file: str) -> None:
    text = (ROOT / file).read_text(encoding="utf-8")
    assert re.findall(r"\w+://\S+|--(?:extra-)?index-url\S*|--find-links\S*|--trusted-host\S*", text) == []


def at_run_time() -> set[str]:
    """Give every distribution that the installed package needs, directly or not, figures included."""
    found: set[str] = set()
    waiting = [(NAME, frozenset({"", "figure"}))]
    seen = set()
    while waiting:
        name, extras = waiting.pop()
        if (name, extras) in seen:
            continue
        seen.add((name, extras))
        found.add(name)
        for line in metadata.requires(name) or []:
            wanted = Requirement(line)
            if wanted.marker is None or any(wanted.marker.evaluate({"extra": extra}) for extra in extras):
                waiting.append((canonicalize_name(wanted.name), frozenset({"", *wanted.extras})))
    return found - {NAME}


def licence(name: str) -> str:
    """Give a distribution's stated licence: expression, else classifiers, else first line of the field."""
    about = metadata.metadata(name).json
    classifiers = [c for c in about.get("classifier", []) if c.startswith("License ::")]
    field = str(about.get("license", "")).strip().splitlines()
    return str(about.get("license_expression") or "; ".join(classifiers) or next(iter(field), ""))


def test_what_runs_carries_a_licence_and_none_is_gpl() -> None:
    licences = {name: licence(name) for name in at_run_time()}
    assert {"pandas", "matplotlib", "anywidget", "pyyaml", "numpy"} <= licences.keys()
    assert [name for name, stated in licences.items() if not stated] == []
    assert {n: s for n, s in licences.items() if re.search(r"GPL|General Public|GNU", s)} == {}
