"""Every data file says how old its rules are, and says so after twelve months."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from baclodesk.domain.practice import Practice
from baclodesk.paths import resources
from baclodesk.services import rule_packs
from baclodesk.services.data_file import DataFileError
from baclodesk.services.own_policies import copied, kept, library_of
from baclodesk.services.rule_packs import PACKS, packs, stale_packs, told
from baclodesk.services.texts import LANGUAGES, Texts


def test_every_data_file_with_a_check_day_is_a_pack() -> None:
    dated = {path.stem for path in resources().glob("*.toml") if "checked" in path.read_text(encoding="utf-8")}
    assert {pack.code for pack in packs()} == dated
    assert set(PACKS) <= dated


def test_packs_are_old_from_twelve_months_on() -> None:
    oldest = min(pack.checked for pack in packs())
    assert oldest == date(2026, 11, 20)
    assert stale_packs(date(2027, 11, 19)) == ()
    early = stale_packs(date(2027, 11, 20))
    assert {pack.checked for pack in early} == {oldest}
    assert len(stale_packs(date(2029, 11, 22))) == len(packs())
    assert [pack.checked for pack in stale_packs(date(2029, 1, 1))] == sorted(pack.checked for pack in packs())


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_old_pack_is_told_by_name_and_day(language: str) -> None:
    texts = Texts(language)
    for pack in stale_packs(date(2028, 1, 1)):
        assert texts.date(pack.checked) in told(texts, pack)
        if pack.code in PACKS:
            assert texts(f"policies.pack.{pack.code}") in told(texts, pack)


def test_an_own_policy_grows_old_too() -> None:
    made = copied(Practice(), "uk", name="Ours", reason="why", by="Dr", on=date(2026, 1, 1))
    library = library_of(kept(Practice(), made))
    (pack,) = stale_packs(date(2027, 1, 1), library)
    assert (pack.policy, pack.checked) == ("own-1", date(2026, 1, 1))
    assert told(Texts("en"), pack, library).startswith("Ours: last checked on 1\u00a0Jan\u00a02026")


@pytest.mark.parametrize("content", ["", None])
def test_a_data_file_without_any_check_day_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str | None
) -> None:
    monkeypatch.setattr(rule_packs, "resources", lambda: tmp_path)
    if content is not None:
        (tmp_path / "policies.toml").write_text(content, encoding="utf-8")
    with pytest.raises(DataFileError, match="policies"):
        packs()


def test_a_file_added_later_counts_by_its_own_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*PACKS, "later"):
        (tmp_path / f"{name}.toml").write_text("[[row]]\nchecked = 2026-11-22\n", encoding="utf-8")
    (tmp_path / "undated.toml").write_text("[row]\n", encoding="utf-8")
    monkeypatch.setattr(rule_packs, "resources", lambda: tmp_path)
    found = {pack.code: pack for pack in packs()}
    assert "undated" not in found
    assert told(Texts("en"), found["later"]).startswith("later: last checked")
