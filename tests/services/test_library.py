from __future__ import annotations

import re
import shutil
import string
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from baclodesk.domain.checks_plan import check_plan, easter_sunday
from baclodesk.domain.findings import Finding, Severity
from baclodesk.domain.plan import IntakeTime
from baclodesk.domain.policy import LineKind
from baclodesk.domain.scheme_doses import NO_DOSES
from baclodesk.domain.thresholds import AMOUNTS, COUNTS
from baclodesk.paths import resources
from baclodesk.services.data_file import DataFileError, read
from baclodesk.services.findings_text import citation, disputed, line_label, sentence, source, variant_label
from baclodesk.services.library import Library
from baclodesk.services.texts import Texts

LIBRARY = Library.load()
ENGLISH, FRENCH = Texts("en"), Texts("fr")
FILES = ("policies.toml", "schemes.toml", "products.toml", "rules.toml")


def load_all(library: Library) -> tuple[object, ...]:
    return library.policies, library.history, library.schemes, library.products, library.numbers


# ── what the data say ──────────────────────────────────────────────────────────────────────────────────────────────

TABLE = {
    # start low, high, rise, shortest, lines, fall per two days
    "guide": ("10", "15", "20", 5, {"80": "reason", "120": "second_opinion", "180": "collegial", "300": "last"}, "15"),
    "france-label": ("10", "20", "10", 3, {"80": "last"}, "15"),
    "uk": ("15", "15", "15", 3, {"60": "reason", "100": "last"}, "15"),
    "germany": ("15", "15", "15", 3, {"60": "reason", "75": "last"}, "15"),
    "usa": ("15", "15", "15", 3, {"60": "reason", "80": "last"}, "15"),
    "australia": ("15", "30", "10", 3, {"60": "reason", "75": "last"}, "10"),
}


@pytest.mark.parametrize("policy_id", TABLE)
def test_each_policy_holds_the_figures_of_its_source(policy_id: str) -> None:
    policy = LIBRARY.policies[policy_id]
    lines = {str(line.mg): line.kind.value for line in policy.lines}
    found = (str(policy.start_low_mg), str(policy.start_high_mg), str(policy.largest_rise_mg))
    assert (*found, policy.shortest_days, lines, str(policy.fall_per_two_days_mg)) == TABLE[policy_id]
    assert policy.rise_is_wall == policy.fall_is_note is False or policy.rise_is_wall != policy.fall_is_note
    assert policy.rise_is_wall == (policy_id != "guide")
    assert policy.stop_at_least_days == (10 if policy_id == "guide" else None)


def test_the_guide_is_the_first_policy_and_the_french_label_stands_beside_it() -> None:
    assert list(LIBRARY.policies) == list(TABLE)
    assert LIBRARY.label_beside("guide").id == "france-label"
    assert LIBRARY.label_beside("uk").id == "uk"


def test_the_products_are_those_of_the_table() -> None:
    found = {
        code: (str(info.product.strength_mg), info.product.parts, info.has_score_line, info.boxes)
        for code, info in LIBRARY.products.items()
    }
    assert len(found) == 21
    assert found["fr-baclofene-zentiva-10"] == ("10", 2, True, (30,))
    assert found["fr-lioresal-10"][3] == (50,)
    assert found["de-baclofen-5"] == ("5", 1, False, (20, 50, 100))
    assert found["ch-lioresal-25"] == ("25", 1, True, ())
    assert not LIBRARY.products["ch-lioresal-25"].equal_halves
    assert LIBRARY.default_product.code == "fr-baclofene-zentiva-10"
    assert {info.country for info in LIBRARY.products.values()} == {"FR", "UK", "US", "DE", "CH", "AU"}
    assert len({info.product.name for info in LIBRARY.products.values()}) == 21
    assert "Lioresal" in LIBRARY.brands


def test_alcohol_is_on_the_label_of_five_french_products_up_to_80_mg() -> None:
    on_label = {code: info.alcohol_most_mg for code, info in LIBRARY.products.items() if info.on_alcohol_label}
    assert set(on_label) == {*(f"fr-baclocur-{mg}" for mg in (10, 20, 30, 40)), "fr-baclofene-zentiva-10"}
    assert set(on_label.values()) == {Fraction(80)}


def test_every_number_carries_a_source_that_has_words_and_the_day_of_its_check() -> None:
    numbers = LIBRARY.numbers
    assert set(numbers.citations) == {*AMOUNTS, *COUNTS}
    cited = [
        *numbers.citations.values(),
        *((rule.source, rule.checked) for rule in numbers.rules.values()),
        *((policy.source, policy.checked) for policy in LIBRARY.policies.values()),
        *((line.source, line.checked) for policy in LIBRARY.policies.values() for line in policy.lines),
        *((scheme.source, scheme.checked) for scheme in LIBRARY.schemes.values()),
        *((info.source, info.checked) for info in LIBRARY.products.values()),
    ]
    for code, checked in cited:
        assert citation(ENGLISH, code)
        assert citation(FRENCH, code)
        assert checked is not None
        assert date(2026, 11, 1) <= checked <= date(2026, 11, 30)


def test_the_history_of_the_ceiling_is_told_in_both_languages() -> None:
    assert [event.on for event in LIBRARY.history] == [
        "2014", "2017-07-24", "2018-10-22", "2018/2020", "2021-03-04", "2022-01-04",
    ]  # fmt: skip
    for event in LIBRARY.history:
        assert all(texts(f"findings.history.{event.code}") for texts in (ENGLISH, FRENCH))


def test_the_four_times_of_the_consensus_page_are_named_in_either_language() -> None:
    assert LIBRARY.times("fr")[-1] == IntakeTime("coucher", None)
    assert [time.at for time in LIBRARY.times("en")] == ["08:00", "13:00", "18:00", None]


def test_a_plan_is_built_with_the_times_of_its_language() -> None:
    plan = LIBRARY.build_scheme("consensus", start=None, language="fr")
    assert plan.times == LIBRARY.times("fr")


def test_the_library_is_read_once() -> None:
    assert Library.load() is Library.load()
    assert LIBRARY.policies is LIBRARY.policies


# ── broken data files ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for name in FILES:
        shutil.copy(resources() / name, tmp_path / name)
    return tmp_path


def test_the_untouched_copy_is_whole(copy: Path) -> None:
    assert load_all(Library(copy))[0] == LIBRARY.policies


BROKEN = [
    ("policies.toml", 'start_low_mg = "10"', "start_low_mg = 10", "policy[0].start_low_mg"),
    ("policies.toml", 'start_low_mg = "10"', 'start_low_mg = "ten"', "policy[0].start_low_mg"),
    ("policies.toml", 'start_low_mg = "10"', 'start_low_mg = "16"', "policy[0].start_low_mg"),
    ("policies.toml", "rise_is_wall = false", "rise_is_wall = 0", "policy[0].rise_is_wall"),
    ("policies.toml", "shortest_days = 5", "shortest_days = 0", "policy[0].shortest_days"),
    ("policies.toml", "shortest_days = 5", "shortest_days = -5", "policy[0].shortest_days"),
    ("policies.toml", "shortest_days = 5", "shortest_days = true", "policy[0].shortest_days"),
    ("policies.toml", "shortest_days = 5", "shortest_dais = 5", "policy[0].shortest_days"),
    ("policies.toml", "stop_at_least_days = 10", "stop_at_leest_days = 10", "policy[0].stop_at_leest_days"),
    ("policies.toml", 'id = "uk"', 'id = "guide"', "policy[2].id"),
    ("policies.toml", 'id = "uk"', 'id = ""', "policy[2].id"),
    ("policies.toml", 'kind = "reason"', 'kind = "cause"', "policy[0].line[0].kind"),
    ("policies.toml", 'mg = "120"', 'mg = "70"', "policy[0].line"),
    ("policies.toml", 'kind = "collegial"', 'kind = "last"', "policy[0].line"),
    ("policies.toml", 'mg = "80"', 'mg = "80"\nnote = "x"', "policy[0].line[0].note"),
    ("policies.toml", "checked = 2026-11-22", 'checked = "2026-11-22"', "policy[0].checked"),
    ("policies.toml", '{ en = "Prescribers’ guide",', "{", "policy[0].names.en"),
    ("policies.toml", 'label_beside = "france-label"', 'label_beside = "france"', "label_beside"),
    ("policies.toml", "[[history]]", "[[events]]", "events"),
    ("schemes.toml", 'step_mg = "10"', 'step_mg = "x"', "grid.step_mg"),
    ("schemes.toml", 'shape = "rows"', 'shape = "stairs"', "scheme[0].shape"),
    ("schemes.toml", '"20", "30", "40"', '"20", "40", "30"', "scheme[0].doses_mg"),
    ("schemes.toml", 'beyond_step_mg = "20"', 'beyond_step_mg = "0"', "scheme[0].beyond_step_mg"),
    ("schemes.toml", 'id = "fast"', 'id = "gentle"', "scheme[2].id"),
    ("schemes.toml", '{ mg = "10", every_days = 4 }]', '{ mg = "10", every_days = 4, weeks = 9 }]', "scheme[2].steps"),
    ("schemes.toml", '{ mg = "15", days = 4 }, ', "15, ", "scheme[1].first[0]"),
    ("schemes.toml", 'target_mg = "200"', "", "scheme[0].target_mg"),
    ("schemes.toml", 'share = "2/3"', 'share = "2/0"', "scheme[6].share"),
    ("schemes.toml", '["1/3", "1/2"]', '["1/3", "half"]', "scheme[6].maintenance_shares"),
    ("schemes.toml", "held_months = [2, 3]", "held_months = [2, 0]", "scheme[6].held_months"),
    ("schemes.toml", 'rate_mg = ["10", "15"]', "rate_mg = []", "scheme[7].rate_mg"),
    ("schemes.toml", 'rate_mg = ["10", "15"]', "rate_mg = [10, 15]", "scheme[7].rate_mg"),
    ("schemes.toml", "[[time]]", "[[hour]]", "hour"),
    ("products.toml", 'default = "fr-baclofene-zentiva-10"', 'default = "none"', "default"),
    ("products.toml", '"Lioresal", ', "1, ", "brands"),
    ("products.toml", 'code = "fr-baclocur-20"', 'code = "fr-baclocur-10"', "product[1].code"),
    ("products.toml", 'form = "tablet"', 'form = "powder"', "product[0].form"),
    ("products.toml", "parts = 2", "parts = 3", "product[0].parts"),
    ("products.toml", "parts = 2", "parts = 4", "product[0].parts"),
    ("products.toml", "equal_halves = true", "equal_halves = false", "product[0].parts"),
    ("products.toml", "boxes = [30]", 'boxes = ["30"]', "product[0].boxes"),
    ("rules.toml", "[number.egfr_days]", "[number.egfr_dais]", "number.egfr_dais"),
    ("rules.toml", 'value = "90"\nunit = "days"', 'value = "90.5"\nunit = "days"', "number.egfr_days.value"),
    ("rules.toml", 'severity = "stop"', 'severity = "halt"', "finding.dose_above_line.severity"),
    ("rules.toml", 'guide = "relative"', 'guide = "perhaps"', "finding.patient.egfr_low.guide"),
    ("rules.toml", "disputed = true", 'disputed = "yes"', "finding.dose_above_line.disputed"),
    ("rules.toml", '"12-25"]', '"13-25"]', "holidays.france.fixed"),
    ("rules.toml", "from_easter = [1, 39, 50]", 'from_easter = ["1"]', "holidays.france.from_easter"),
    ("rules.toml", 'policies = ["uk"]', "policies = [1]", "holidays.uk.policies"),
    ("rules.toml", 'value = "2/3"', 'value = "0.66"', "number.egfr_two_thirds_share.value"),
]


@pytest.mark.parametrize(("file", "old", "new", "place"), BROKEN)
def test_a_damaged_data_file_is_named_with_its_place(copy: Path, file: str, old: str, new: str, place: str) -> None:
    text = (copy / file).read_text(encoding="utf-8")
    assert old in text
    (copy / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataFileError) as caught:
        load_all(Library(copy))
    assert (caught.value.file, caught.value.place) == (file, place)
    assert str(caught.value).startswith(f"{file}: {place}: expected ")


def test_a_number_that_is_missing_is_named(copy: Path) -> None:
    text = (copy / "rules.toml").read_text(encoding="utf-8")
    cut = re.sub(r"\[number\.adult_years\].*?\n\n", "", text, flags=re.DOTALL)
    (copy / "rules.toml").write_text(cut, encoding="utf-8")
    with pytest.raises(DataFileError) as caught:
        load_all(Library(copy))
    assert caught.value.place == "number.adult_years"


@pytest.mark.parametrize("content", [b"\xff", b"= 1", None])
def test_a_file_that_is_no_toml_or_not_there_is_named(copy: Path, content: bytes | None) -> None:
    if content is None:
        (copy / "rules.toml").unlink()
    else:
        (copy / "rules.toml").write_bytes(content)
    with pytest.raises(DataFileError) as caught:
        load_all(Library(copy))
    assert (caught.value.file, caught.value.place) == ("rules.toml", "file")


def test_a_table_where_a_value_belongs_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_text("a = [1]\nb = 1\nc = [{}]\n", encoding="utf-8")
    table = read(tmp_path / "x.toml")
    with pytest.raises(DataFileError, match=r"x\.toml: a: expected a table"):
        table.table("a")
    assert table.text("missing", "default") == "default"
    assert table.flag("missing", default=True) is True


# ── sentences ──────────────────────────────────────────────────────────────────────────────────────────────────────

SAMPLE = {
    "effect": "mania", "policy": "guide", "time": "bedtime", "name": "ten", "n": "3", "start_on": "2027-03-01",
    "written_on": "2027-03-02", "until_on": "2027-03-29", "visit_on": "2027-03-30",
    "checked_on": "2026-11-22", "egfr": "45.5", "line": "18", "level": "4", "least": "5", "from_g": "120", "to_g": "40",
}  # fmt: skip


def sample(code: str, item: str = "", stage: int | None = 3) -> Finding:
    """A finding with every value that a sentence may ask for."""
    doses = ("mg", "line_mg", "most_mg", "low_mg", "from_mg", "to_mg", "lower_mg", "upper_mg")
    values = {**SAMPLE, **dict.fromkeys(doses, "12.5")}
    return Finding(code, Severity.STOP, stage, item=item, values=tuple(values.items()))


@pytest.mark.parametrize("code", sorted(LIBRARY.numbers.rules))
def test_every_finding_has_a_sentence_and_a_source_in_both_languages(code: str) -> None:
    item = "collegial" if code == "dose_above_line" else ""
    told = {texts.language: sentence(texts, sample(code, item)) for texts in (ENGLISH, FRENCH)}
    assert told["en"] != told["fr"]
    for text in told.values():
        assert text.endswith((".", "?"))
        assert not re.search(r"\{|\}|\d (mg|g)\b|12\.50", text)
    assert "12.5" not in told["fr"]
    assert source(sample(code, item))
    assert source(sample(code, item), FRENCH)


def test_a_finding_about_the_patient_needs_no_stage() -> None:
    finding = Finding("patient.under_age", Severity.STOP, values=(("line", "18"),))
    assert sentence(ENGLISH, finding) == "The patient is under 18."


@pytest.mark.parametrize("effect", LIBRARY.numbers.blocking_effects)
def test_every_effect_that_holds_a_rise_is_named_in_the_sentence(effect: str) -> None:
    finding = Finding("rise_while_effect", Severity.STOP, 3, item=effect, values=(("effect", effect),))
    told = {sentence(texts, finding) for texts in (ENGLISH, FRENCH)}
    assert len(told) == 2
    assert not any("_" in text or "{" in text for text in told)


def test_the_french_holidays_are_the_eleven_of_the_labour_code() -> None:
    assert LIBRARY.numbers.holidays is not None
    found = LIBRARY.numbers.holidays["guide"]
    easter = easter_sunday(2027)
    days = {date(2027, month, day) for month, day in found.fixed}
    days |= {easter + timedelta(offset) for offset in found.from_easter}
    assert sorted(f"{day:%m-%d}" for day in days) == [
        "01-01", "03-29", "05-01", "05-06", "05-08", "05-17", "07-14", "08-15", "11-01", "11-11", "12-25"
    ]  # fmt: skip
    assert "L3133-1" in source(Finding("holiday_start", Severity.NOTE), FRENCH)


def test_no_sentence_is_left_over_without_a_rule() -> None:
    import tomllib

    table = tomllib.loads((resources() / "texts" / "en" / "findings.toml").read_text(encoding="utf-8"))["sentence"]
    groups = {"patient", "issue"}
    codes = {key for key in table if key not in groups} | {f"{g}.{key}" for g in groups for key in table[g]}
    assert codes == set(LIBRARY.numbers.rules)


def test_a_disputed_number_is_shown_as_two_lines() -> None:
    finding = Finding("dose_above_line", Severity.STOP, 9, item="reason", values=(("policy", "guide"),))
    assert disputed(ENGLISH, finding) == (
        "guide: individual dose, upper limit 300\u00a0mg a day",
        "label today: at most 80\u00a0mg a day (French label, checked 22\u00a0Nov\u00a02026)",
    )
    french = disputed(FRENCH, finding)
    assert french[0].startswith("guide\u00a0: ")
    assert french[1].startswith("RCP actuel\u00a0: 80\u00a0mg")
    assert disputed(ENGLISH, sample("cohort")) == ()
    assert disputed(ENGLISH, Finding("dose_above_line", Severity.STOP)) == ()


@pytest.mark.parametrize("texts", [ENGLISH, FRENCH], ids=["en", "fr"])
@pytest.mark.parametrize("code", [code for code, rule in LIBRARY.numbers.rules.items() if rule.guide])
def test_what_the_guide_holds_of_an_illness_stands_beside_todays_word(code: str, texts: Texts) -> None:
    rule = LIBRARY.numbers.rules[code]
    guide, today = disputed(texts, Finding(code, rule.severity, item=code.removeprefix("patient.")))
    assert guide == texts(f"findings.guide.{rule.guide}")
    assert texts.date(rule.checked) in today
    assert "{" not in today


def test_epilepsy_and_the_kidney_are_told_as_the_guide_and_the_labels_hold_them() -> None:
    numbers = LIBRARY.numbers
    under_a_label = numbers.finding("patient.seizure", item="epilepsy")
    for finding in (under_a_label, numbers.finding("patient.epilepsy", item="epilepsy")):
        guide, today = disputed(ENGLISH, finding)
        assert guide == "guide: a real contraindication"
        assert "German" in today
    guide, _ = disputed(ENGLISH, numbers.finding("patient.seizure", item="seizure"))
    assert guide == "guide: a relative contraindication, to be weighed"
    kidney = disputed(FRENCH, numbers.finding("patient.egfr_low", item="egfr"))[1]
    assert all(number in kidney for number in ("90", "60", "30"))
    assert disputed(ENGLISH, numbers.finding("patient.egfr_missing", item="egfr")) == ()


@pytest.mark.parametrize("code", [code for code, rule in LIBRARY.numbers.rules.items() if rule.disputed])
def test_every_disputed_rule_has_its_two_lines_under_every_policy(code: str) -> None:
    for policy in LIBRARY.policies:
        lines = disputed(ENGLISH, Finding(code, Severity.STOP, values=(("policy", policy),)))
        assert len(lines) == 2
        assert not any("None" in line for line in lines)


def test_the_source_of_a_line_is_the_lines_own() -> None:
    def of(item: str, policy: str, code: str = "dose_above_line") -> str:
        return source(Finding(code, Severity.STOP, 1, item=item, values=(("policy", policy),)))

    assert of("reason", "guide") == "French label"
    assert of("collegial", "guide") == "French temporary recommendation (RTU) of 2014"
    assert of("", "uk", "dose_above_last_line") == "UK label"
    assert of("", "guide", "rise_too_large") == "prescribers’ guide (France, about 2012)"
    assert of("collegial", "uk") == "UK label"


@pytest.mark.parametrize("texts", [ENGLISH, FRENCH], ids=["en", "fr"])
def test_lines_and_variants_have_short_names(texts: Texts) -> None:
    lines = {line.kind: line for policy in LIBRARY.policies.values() for line in policy.lines}
    assert set(lines) == set(LineKind)
    labels = [line_label(texts, line) for line in lines.values()]
    labels += [variant_label(texts, name) for scheme in LIBRARY.schemes.values() for name in scheme.variants]
    assert len(set(labels)) == len(labels)
    assert not any(field for label in labels for _, field, _, _ in string.Formatter().parse(label))


def test_the_doses_of_a_scheme_are_its_own_and_an_unknown_scheme_has_none() -> None:
    library = Library.load()
    consensus = library.scheme_doses("consensus")
    assert (consensus.times, consensus.strength_mg) == (4, 10)
    assert library.scheme_doses("") == NO_DOSES


@pytest.mark.parametrize(
    ("scheme", "words"), [("consensus", "last page"), ("gentle", "section 4"), ("", "French label")]
)
def test_the_source_of_a_shortest_stage_is_the_schemes_where_the_number_is_the_schemes(scheme: str, words: str) -> None:
    plan = replace(LIBRARY.build_scheme("consensus", start=date(2026, 11, 23)), scheme=scheme)
    short = plan.with_stages([replace(plan.stages[0], days=2), *plan.stages[1:]])
    findings = check_plan(short, LIBRARY.rules_for(short, "france-label"), LIBRARY.numbers)
    (item,) = [one for one in findings if one.code == "stage_too_short"]
    assert words in source(item)
    assert sentence(ENGLISH, item)
    assert len(disputed(ENGLISH, item)) == 2
