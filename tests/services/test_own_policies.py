"""A practice's own policy: copied, changed, checked at each number, kept, chosen, and told as its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from baclodesk.domain.own_policy import OwnLine, OwnPolicy
from baclodesk.domain.policy import LineKind
from baclodesk.domain.practice import Practice
from baclodesk.paths import resources
from baclodesk.services import own_policies
from baclodesk.services.data_file import DataFileError, read
from baclodesk.services.facts import findings_of
from baclodesk.services.findings_text import citation, disputed, sentence, source
from baclodesk.services.library import Library
from baclodesk.services.own_policies import OwnPolicyError, bounds, choices, copied, kept, library_of, problems, told
from baclodesk.services.texts import LANGUAGES, Texts

from .record_examples import DOCTOR, TODAY, calm_record, consensus

LIBRARY = Library.load()
ENGLISH, FRENCH = Texts("en"), Texts("fr")
EMPTY = Practice()


def own(base: str = "guide", practice: Practice = EMPTY, **changes: object) -> OwnPolicy:
    made = copied(practice, base, name="Ours", reason="hospital pharmacy’s advice", by=DOCTOR, on=TODAY)
    return replace(made, **changes)  # type: ignore[arg-type]


def lines(*pairs: tuple[int, str]) -> tuple[OwnLine, ...]:
    return tuple(OwnLine(Fraction(mg), LineKind(kind)) for mg, kind in pairs)


@pytest.mark.parametrize("base", sorted(LIBRARY.policies))
def test_a_copy_of_each_policy_has_its_numbers_and_finds_the_same(base: str) -> None:
    practice = kept(EMPTY, own(base))
    library = library_of(practice)
    copy, original = library.policies["own-1"], LIBRARY.policies[base]
    assert replace(
        copy, id=base, names=original.names, source=original.source, checked=original.checked, reason="", lines=()
    ) == replace(original, lines=())
    assert [(line.mg, line.kind) for line in copy.lines] == [(line.mg, line.kind) for line in original.lines]
    record = calm_record()
    mine = {item.key for item in findings_of(record, "own-1", TODAY, library=library)}
    assert mine == {item.key for item in findings_of(record, base, TODAY)}


def test_what_holds_in_some_policies_only_holds_in_their_copies() -> None:
    library = library_of(kept(EMPTY, own("germany")))
    assert library.base_of("own-1") == "germany"
    assert library.numbers.holds_in("patient.epilepsy", "own-1")
    assert library.numbers.holidays is not None
    assert library.numbers.holidays["own-1"] == library.numbers.holidays["germany"]
    assert library.label_beside("own-1") == LIBRARY.policies["germany"]
    assert library_of(kept(EMPTY, own("guide"))).label_beside("own-1") == LIBRARY.policies["france-label"]
    assert not library_of(kept(EMPTY, own("uk"))).numbers.holds_in("patient.epilepsy", "own-1")


def test_a_library_without_own_policies_is_the_programs() -> None:
    assert library_of(EMPTY) is LIBRARY


@pytest.mark.parametrize("texts", [ENGLISH, FRENCH], ids=LANGUAGES)
def test_a_finding_under_an_own_policy_tells_its_name_and_reason(texts: Texts) -> None:
    practice = kept(EMPTY, own(lines=lines((40, "last"))))
    library = library_of(practice)
    found = findings_of(calm_record(), "own-1", TODAY, library=library)
    (item,) = [finding for finding in found if finding.code == "dose_above_last_line"]
    assert "Ours" in sentence(texts, item, library)
    assert "40\u00a0mg" in sentence(texts, item, library)
    words = {"en": "own policy of the practice: ", "fr": "référentiel propre au cabinet\u00a0: "}[texts.language]
    assert source(item, texts, library) == words + "hospital pharmacy’s advice"
    assert len(disputed(texts, item, library)) == 2
    assert citation(texts, "own") in words


def test_the_reason_does_not_show_itself_in_a_log() -> None:
    assert "pharmacy" not in repr(own())
    assert "pharmacy" not in repr(own().as_policy())


def test_a_changed_policy_becomes_another_and_the_old_one_stays_for_what_was_issued() -> None:
    first = replace(kept(EMPTY, own()), policy="own-1")
    second = kept(first, own(practice=first, id="own-1", name="Ours, 2027", shortest_days=7))
    assert (second.policy, [item.id for item in second.own_policies]) == ("own-2", ["own-1", "own-2"])
    assert [item.retired for item in second.own_policies] == [True, False]
    assert [policy.id for policy in choices(second)][-1] == "own-2"
    assert len(choices(second)) == 7
    assert "own-1" in library_of(second).policies
    assert library_of(second).rules_for(None, "own-2").shortest_days == 7
    assert library_of(second).rules_for(consensus(), "own-2").shortest_days == 5


def test_an_edited_copy_may_keep_its_name() -> None:
    first = kept(EMPTY, own())
    assert kept(first, first.own_policies[0]).own_policies[1].name == "Ours"
    assert [item.code for item in problems(first, own(practice=first))] == ["name_taken"]


def test_a_copy_of_a_copy_has_the_programs_policy_as_base() -> None:
    first = kept(EMPTY, own("uk"))
    assert own("own-1", first).base == "uk"
    with pytest.raises(KeyError):
        own("nowhere")


def test_the_policy_in_force_cannot_be_retired() -> None:
    practice = kept(kept(EMPTY, own()), own(id="own-2", name="Other"))
    with pytest.raises(OwnPolicyError) as refused:
        own_policies.retired(replace(practice, policy="own-1"), "own-1")
    assert told(ENGLISH, refused.value.problems[0]) == "Policy: this policy is in force. Choose another one first."
    left = own_policies.retired(practice, "own-1")
    assert [policy.id for policy in choices(left)][-1] == "own-2"
    assert own_policies.retired(replace(practice, policy="own-2"), "own-1").policy == "own-2"


WRONG = [
    ({"name": " "}, "name", "name"),
    ({"name": "x" * 61}, "name", "name"),
    ({"name": "UK LABEL"}, "name", "name_taken"),
    ({"name": "AMM française"}, "name", "name_taken"),
    ({"reason": " "}, "reason", "reason"),
    ({"base": "gone"}, "base", "base"),
    ({"lines": ()}, "lines", "last_missing"),
    ({"lines": lines((80, "reason"))}, "lines", "last_missing"),
    ({"lines": lines((80, "last"), (90, "reason"))}, "lines", "last_missing"),
    ({"lines": lines((60, "reason"), (70, "reason"), (80, "last"))}, "lines", "kind_twice"),
    ({"lines": lines((60, "collegial"), (70, "reason"), (80, "last"))}, "lines", "kind_order"),
    ({"lines": lines((80, "reason"), (80, "last"))}, "lines[1].mg", "ascending"),
    ({"lines": lines((90, "reason"), (80, "last"))}, "lines[1].mg", "ascending"),
    ({"start_low_mg": Fraction(20)}, "start_low_mg", "start_order"),
    ({"start_high_mg": Fraction(60), "lines": lines((50, "last"))}, "start_high_mg", "above_last"),
    ({"largest_rise_mg": Fraction(45), "lines": lines((40, "last"))}, "largest_rise_mg", "above_last"),
    ({"largest_rise_mg": Fraction(40, 3)}, "largest_rise_mg", "decimal"),
]


@pytest.mark.parametrize(("changes", "place", "code"), WRONG)
def test_each_slip_is_named_at_its_place_in_both_languages(changes: dict[str, object], place: str, code: str) -> None:
    wrong = replace(own(), **changes)  # type: ignore[arg-type]
    found = problems(EMPTY, wrong)
    assert (place, code) in {(item.place, item.code) for item in found}
    for texts in (ENGLISH, FRENCH):
        assert all(told(texts, item).endswith(".") for item in found)
    with pytest.raises(OwnPolicyError):
        kept(EMPTY, wrong)


def changed(place: str, value: Fraction | int) -> OwnPolicy:
    changes: dict[str, Any] = {place: value}
    return replace(own(), **changes)


NUMBERS = [
    ("start_low_mg", "start_mg"),
    ("start_high_mg", "start_mg"),
    ("largest_rise_mg", "largest_rise_mg"),
    ("fall_per_two_days_mg", "fall_per_two_days_mg"),
    ("shortest_days", "shortest_days"),
    ("stop_at_least_days", "stop_at_least_days"),
]


@pytest.mark.parametrize(("place", "bound"), NUMBERS)
def test_a_number_may_reach_its_bounds_but_not_pass_them(place: str, bound: str) -> None:
    reach = bounds()[bound]
    step = 1 if place.endswith("days") else Fraction(1, 10)
    kind = int if place.endswith("days") else Fraction
    for value, fits in (
        (reach.least - step, False),
        (reach.least, True),
        (reach.least + step, True),
        (reach.most - step, True),
        (reach.most, True),
        (reach.most + step, False),
    ):
        code = "bound_days" if place.endswith("days") else "bound_mg"
        found = {(item.place, item.code) for item in problems(EMPTY, changed(place, kind(value)))}
        assert ((place, code) not in found) is fits, value


@pytest.mark.parametrize(("mg", "fits"), [("9.9", False), ("10", True), ("400", True), ("400.1", False)])
def test_a_line_lies_between_its_bounds(mg: str, fits: bool) -> None:
    made = own(lines=(OwnLine(Fraction(mg), LineKind.LAST),))
    assert ("bound_mg" not in {item.code for item in problems(EMPTY, made)}) is fits
    between = own(lines=(OwnLine(Fraction(mg), LineKind.REASON), OwnLine(Fraction(400), LineKind.LAST)))
    assert ("lines[0].mg", "bound_mg") not in {(i.place, i.code) for i in problems(EMPTY, between)} or not fits


def test_an_own_policy_without_a_shortest_stop_is_whole() -> None:
    assert problems(EMPTY, own(stop_at_least_days=None)) == ()


def test_own_rules_written_a_year_ago_are_old() -> None:
    library = library_of(kept(EMPTY, own(on=date(2025, 12, 4))))
    assert "rules_stale" in {item.code for item in findings_of(calm_record(), "own-1", TODAY, library=library)}


@pytest.mark.parametrize(
    ("old", "new"), [('least = "10"', "least = 10"), ('source = "house"', ""), ("checked", "seen")]
)
def test_bounds_that_are_not_whole_are_refused(tmp_path: Path, old: str, new: str) -> None:
    text = (resources() / "own_policy.toml").read_text(encoding="utf-8")
    (tmp_path / "own_policy.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataFileError):
        own_policies.read_bounds(read(tmp_path / "own_policy.toml"))
