"""Finished files looked through by a checker of other people's: qpdf reads every object, stream and table of places."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from baclodesk.documents.from_record import KINDS, Wish, cover_of, document_of
from baclodesk.documents.inputs import CoverRow
from baclodesk.services import demo

from .support import NOW
from .test_logo import LOGO

QPDF = shutil.which("qpdf")
RECORD = demo.records(date(2026, 11, 22), "en")[0]
HOUSE = replace(demo.practice("en"), logo=LOGO)


def written(kind: str, folder: Path, *, archive: bool) -> Path:
    wish = Wish(NOW, "Dr A", "fr", archive=archive)
    if kind == "cover":
        document = cover_of([CoverRow("A", "Schedule", 1, 1)], HOUSE, wish)
    else:
        document = document_of(kind, RECORD, HOUSE, wish)
    (folder / "a.pdf").write_bytes(document.data)
    return folder / "a.pdf"


@pytest.mark.skipif(QPDF is None, reason="no checker here: qpdf is not installed")
@pytest.mark.parametrize("archive", [False, True])
@pytest.mark.parametrize("kind", [*KINDS, "cover"])
def test_a_checker_finds_nothing_wrong(kind: str, archive: bool, tmp_path: Path) -> None:
    file = written(kind, tmp_path, archive=archive)
    done = subprocess.run([str(QPDF), "--check", str(file)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "File is not encrypted" in done.stdout
    assert "No syntax or stream encoding errors found" in done.stdout


@pytest.mark.skipif(QPDF is None, reason="no checker here: qpdf is not installed")
def test_as_read_by_the_checker_every_mark_of_every_page_has_its_element(tmp_path: Path) -> None:
    """PDF/A-2a: catalogue, colour condition, embedded faces with their letters, marks owned by the tree of elements."""
    file = written("schedule", tmp_path, archive=True)
    told = subprocess.run([str(QPDF), "--json=2", str(file), "-"], capture_output=True, text=True, check=False)
    objects = {name: item["value"] for name, item in json.loads(told.stdout)["qpdf"][1].items() if "value" in item}
    streams = {
        name: item["stream"]["dict"] for name, item in json.loads(told.stdout)["qpdf"][1].items() if "stream" in item
    }
    catalog = next(v for v in objects.values() if isinstance(v, dict) and v.get("/Type") == "/Catalog")
    assert catalog["/Lang"] == "u:fr"
    mark_info = catalog["/MarkInfo"]
    assert (objects[f"obj:{mark_info}"] if isinstance(mark_info, str) else mark_info)["/Marked"] is True
    pages = [v for v in objects.values() if isinstance(v, dict) and v.get("/Type") == "/Page"]
    assert [page["/StructParents"] for page in pages] == [0]
    assert all("/Group" not in page for page in pages), "no transparency"
    faces = [v for v in objects.values() if isinstance(v, dict) and v.get("/Type") == "/FontDescriptor"]
    assert len(faces) == 2
    assert all(f"obj:{face['/FontFile2']}" in streams for face in faces)
    assert all(face["/FontName"].count("+") == 1 for face in faces), "subsets are named as such"
    drawn = [facts for facts in streams.values() if facts.get("/Subtype") == "/Image"]
    assert [facts["/ColorSpace"] for facts in drawn] == ["/DeviceGray"]
