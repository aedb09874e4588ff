"""A practice's own policies in its file: back as they were, damaged ones named, files from before them still open."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from baclodesk.domain.practice import Practice
from baclodesk.services import demo
from baclodesk.services.own_policies import copied, kept
from baclodesk.storage import codec
from baclodesk.storage.shapes import RecordError
from tests.services.record_examples import DOCTOR, TODAY

from .test_practice_store import opened


def with_own() -> Practice:
    practice = demo.practice("en")
    for base in ("guide", "uk"):
        made = copied(practice, base, name=f"Ours after {base}", reason="advice", by=DOCTOR, on=TODAY)
        practice = kept(practice, made)
    return replace(practice, policy="own-2")


def test_own_policies_come_back_whole() -> None:
    practice = with_own()
    assert codec.decode_practice(codec.encode_practice(practice)) == practice
    assert [own.counts_as_needed for own in practice.own_policies] == [False, True]


def test_a_practice_from_before_own_policies_still_opens() -> None:
    tables = codec.encode_practice(demo.practice("fr"))
    assert "own_policies" not in tables["practice"]["1"]
    assert codec.decode_practice(tables).own_policies == ()


def test_they_are_kept_sealed_and_read_by_the_next_session(tmp_path: Path) -> None:
    store = opened(tmp_path)
    store.save_practice(with_own())
    assert opened(tmp_path).practice() == with_own()
    assert b"Ours after" not in b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"own_policies": {}}, "practice.own_policies"),
        ({"own_policies": ["guide"]}, "practice.own_policies"),
        ({"own_policies": [{"id": "own-1"}]}, "practice.own_policies"),
        ({"lines": ["80"]}, "practice.own_policies.lines"),
        ({"lines": [{"mg": "80", "kind": "wall"}]}, "practice.own_policies.lines.kind"),
        ({"lines": [{"mg": 80, "kind": "last"}]}, "practice.own_policies.lines.mg"),
        ({"shortest_days": "5"}, "practice.own_policies.shortest_days"),
        ({"start_low_mg": 10.0}, "practice.own_policies.start_low_mg"),
    ],
)
def test_a_damaged_own_policy_is_named_by_its_place(change: dict[str, Any], place: str) -> None:
    tables = codec.encode_practice(with_own())
    row = tables["practice"]["1"]
    (row if "own_policies" in change else row["own_policies"][0]).update(change)
    with pytest.raises(RecordError) as damaged:
        codec.decode_practice(tables)
    assert damaged.value.place.startswith("practice.own_policies")
    assert place.startswith(damaged.value.place) or damaged.value.place.startswith(place)


def test_what_is_no_own_policy_is_not_written() -> None:
    odd: Any = "a policy"
    with pytest.raises(ValueError, match="not a policy"):
        codec.encode_practice(replace(demo.practice("en"), own_policies=(odd,)))
    whole = with_own()
    with pytest.raises(ValueError, match="not a line"):
        codec.encode_practice(replace(whole, own_policies=(replace(whole.own_policies[0], lines=(odd,)),)))
