"""The rules of the house, held over every file."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
PACKAGE = ROOT / "baclodesk"
SOURCES = sorted(PACKAGE.rglob("*.py"))
DOMAIN = sorted((PACKAGE / "domain").glob("*.py"))
TEXT_FILES = [
    path
    for folder in ("baclodesk", "resources", "tests", "packaging", "docs", ".ci")
    for path in sorted((ROOT / folder).rglob("*"))
    if path.suffix in {".py", ".toml", ".md", ".qss", ".svg", ".txt", ".json", ""} and path.is_file()
] + [path for path in sorted(ROOT.glob("*")) if path.suffix in {".md", ".toml", ".lock"}]


def ids(paths: list[Path]) -> list[str]:
    return [str(path.relative_to(ROOT)) for path in paths]


def test_the_import_rule_holds() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_float_enters_the_domain() -> None:
    allowed = {"egfr.py", "chart_list.py"}  # a kidney estimate and points on paper are no doses
    found = []
    for path in DOMAIN:
        if path.name in allowed:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, float):
                found.append(f"{path.name}:{node.lineno}")
            if isinstance(node, ast.Name) and node.id == "float":
                found.append(f"{path.name}:{node.lineno}")
    assert found == []


@pytest.mark.parametrize("path", SOURCES, ids=ids(SOURCES))
def test_no_file_blocks_translates_around_the_texts_or_grows_without_end(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    calls = [
        node.func.attr for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    ]
    assert "tr" not in calls
    assert "translate" not in calls or path.name in {"paint_qt.py", "painting.py"} or "QCoreApplication" not in text
    assert "exec" not in calls or path.name == "main.py", "only the event loop may block"
    assert "exec_" not in calls
    assert text.count("\n") <= 350, "is there a seam?"


def test_modules_have_names_that_say_something() -> None:
    vague = {"utils", "helpers", "manager", "common", "misc", "util", "helper"}
    assert [path for path in SOURCES if path.stem in vague] == []


def test_nothing_names_a_package_registry_or_a_folder_of_somebodys_machine() -> None:
    hosts = "|".join(["py" + "pi\\.org", "python" + "hosted", "registry\\.npm" + "js", "deb\\.deb" + "ian"])
    paths = "|".join(["/wo" + "rk/", "/fa" + "rm/", "/ro" + "ot/", "/tmp/bash_" + "jobs", "/home/[a-z]+/"])
    pattern = re.compile(f"{hosts}|{paths}", re.IGNORECASE)
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in TEXT_FILES
        if (match := pattern.search(path.read_text(encoding="utf-8", errors="replace")))
    ]
    assert found == []


def test_every_locked_package_has_its_hashes() -> None:
    for lock in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / lock).read_text(encoding="utf-8")
        pins = re.findall(r"^[a-z][^\s=]*==\S+.*(?:\n .*)*", text, re.MULTILINE)
        assert len(pins) > 5
        assert all("--hash=sha256:" in pin for pin in pins)


def test_the_broken_release_of_qt_is_kept_out() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert "PySide6-Essentials>=6.11,<6.12" in project["dependencies"]
    assert project["requires-python"] == ">=3.11"


def test_the_locks_name_the_extras_that_locked_packages_ask_of_each_other() -> None:
    """Without them an older pip takes the newest release for ``name[extra]``, finds no hash for it and stops."""
    for lock in ("requirements.lock", "requirements-dev.lock"):
        named = re.findall(r"^([A-Za-z0-9._-]+)(?:\[([^\]]+)\])?==", (ROOT / lock).read_text(encoding="utf-8"), re.M)
        locked = {re.sub(r"[-_.]+", "-", name).lower(): set(extras.split(",")) - {""} for name, extras in named}
        for name in locked:
            try:
                asked = metadata.requires(name) or []
            except metadata.PackageNotFoundError:
                continue  # of another system
            for need in asked:
                found = re.match(r"([A-Za-z0-9._-]+)\[([^\]]+)\]", need)
                if found is None or "extra ==" in need:
                    continue
                wanted = re.sub(r"[-_.]+", "-", found[1]).lower()
                assert set(found[2].split(",")) <= locked.get(wanted, set()), f"{lock}: {name} needs {found[0]}"
