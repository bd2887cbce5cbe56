"""The pins say the same thing everywhere, and a clone needs nothing but make and Python."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import toolkit

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
EXTRAS = PROJECT["optional-dependencies"]
DIRECT = [Requirement(r) for r in PROJECT["dependencies"] + EXTRAS["cluster"] + EXTRAS["test"]]
PINNED = DIRECT + [Requirement(r) for r in EXTRAS["docs"]]
CONSTRAINTS = [line for line in (ROOT / "constraints.txt").read_text().splitlines() if line and not line.startswith("#")]


def pinned(requirements):
    return {canonicalize_name(r.name): str(r.specifier).removeprefix("==") for r in requirements}


def test_every_direct_dependency_is_pinned_to_one_version():
    assert all(re.fullmatch(r"==[^*,]+", str(r.specifier)) for r in PINNED)


def test_the_constraints_pin_every_direct_dependency_to_the_same_version():
    constraints = pinned(Requirement(line) for line in CONSTRAINTS)
    assert len(constraints) == len(CONSTRAINTS)
    assert pinned(PINNED).items() <= constraints.items()


def test_the_constraints_name_no_host_and_no_path():
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.!+]+", line) for line in CONSTRAINTS)


def test_conda_gets_the_same_versions():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text())
    assert environment["channels"][0] == "conda-forge"
    packages = [p for p in environment["dependencies"] if isinstance(p, str) and p not in ("pip", "python>=3.11,<3.14")]
    conda = {canonicalize_name(name): version for name, version in (p.split("=") for p in packages)}
    assert conda == pinned(DIRECT)
    assert [p.split("=")[0] for p in packages][:5] == ["pandas", "matplotlib", "jupyterlab", "nltk", "papermill"]


def test_everything_the_installed_packages_need_is_pinned():
    from importlib import metadata

    constraints = set(pinned(Requirement(line) for line in CONSTRAINTS))
    todo, seen = [canonicalize_name(r.name) for r in PINNED], set()
    while todo:
        name = todo.pop()
        if name in seen:
            continue
        seen.add(name)
        needed = [Requirement(r) for r in metadata.requires(name) or []]
        todo += [canonicalize_name(r.name) for r in needed if r.marker is None or r.marker.evaluate({"extra": ""})]
    assert seen <= constraints


def test_the_toolkit_imports_nothing_that_is_not_a_direct_dependency():
    """What a module imports is named in pyproject.toml, not merely brought along by something else."""
    import ast

    modules = {"docx": "python-docx", "yaml": "pyyaml", "IPython": "ipykernel", "markupsafe": "jinja2", "dateutil": "pandas"}
    tests_only = {r.split("==")[0] for r in EXTRAS["test"] + EXTRAS["docs"]} | {"sklearn", "vaderSentiment"}
    allowed = {canonicalize_name(r.name) for r in DIRECT}
    found = set()
    for file in (ROOT / "toolkit").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) and node.module and not node.level else []
            found |= {name.split(".")[0] for name in names}
    outside = {m for m in found if m not in sys.stdlib_module_names and m != "toolkit"}
    assert not outside & tests_only
    assert {canonicalize_name(modules.get(m, m)) for m in outside} <= allowed


def test_the_version_is_the_same_everywhere():
    assert toolkit.__version__ == PROJECT["version"]
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text())
    assert citation["version"] == PROJECT["version"] and citation["license"] == PROJECT["license"] == "Apache-2.0"
    assert f"## [{PROJECT['version']}]" in (ROOT / "CHANGELOG.md").read_text()


@pytest.mark.skipif(not shutil.which("make"), reason="no make on this machine")
@pytest.mark.parametrize("older", [None, "3.9"])
def test_make_says_in_one_sentence_that_there_is_no_python_new_enough(tmp_path, older):
    """With no Python on the path, or only one that is too old."""
    for tool in ("make", "sh", "bash", "touch", "rm", "find"):
        if shutil.which(tool):
            (tmp_path / tool).symlink_to(shutil.which(tool))
    if older:
        (tmp_path / "python3").write_text("#!/bin/sh\nexit 1\n")
        (tmp_path / "python3").chmod(0o755)
    project = tmp_path / "project"
    project.mkdir()
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, project)
    clean = {k: v for k, v in os.environ.items() if k not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")}
    seen = subprocess.run(["make", "-C", project, "test"], env=clean | {"PATH": str(tmp_path)}, capture_output=True, text=True)
    told = [line for line in seen.stderr.splitlines() if not line.startswith("make")]
    assert seen.returncode != 0 and len(told) == 1 and told[0].startswith("This needs Python 3.11 or newer and found none")
    assert not (project / ".venv").exists()


def test_continuous_integration_runs_the_tests_that_make_runs():
    run = ROOT / ".ci" / "run"
    assert os.access(run, os.X_OK) and run.read_text().startswith("#!/usr/bin/env bash") and "make test" in run.read_text()
