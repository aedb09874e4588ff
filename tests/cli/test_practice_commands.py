from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from baclodesk.__main__ import main
from baclodesk.services.sheet_code import SheetCode
from baclodesk.storage.demonstration import PASSWORD_WORDS


def text_of(path: Path) -> str:
    with pdfium.PdfDocument(path) as pdf:
        return "\n".join(page.get_textpage().get_text_bounded() for page in pdf)


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("cli") / "demo"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(folder.parent / "local"))
        patch.setenv("BACLODESK_PASSWORD", PASSWORD_WORDS)
        assert main(["demo", str(folder)]) == 0
        yield folder


@pytest.fixture
def ids(practice: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    assert main(["patients", "--data", str(practice)]) == 0
    rows = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    return {name: patient for patient, name, _born in rows}


def test_a_practice_lists_its_patients(ids: dict[str, str]) -> None:
    assert len(ids) >= 12
    assert "Arnaud, Claire" in ids


@pytest.mark.parametrize(("document", "word"), [("schedule", "Arnaud"), ("consent", "Arnaud"), ("intake", "Arnaud")])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_documents_of_a_patient_are_written(
    practice: Path, ids: dict[str, str], document: str, word: str, language: str, tmp_path: Path
) -> None:
    out = tmp_path / "x.pdf"
    arguments = ["export", document, "--data", str(practice), "--patient", ids["Arnaud, Claire"], "-o", str(out)]
    assert main([*arguments, "--lang", language, "--paper", "Letter"]) == 0
    assert word in text_of(out)
    assert [path.name for path in tmp_path.iterdir()] == ["x.pdf"]


@pytest.mark.parametrize("document", ["doctor-copy", "calendar", "fridge", "diary", "prescription"])
def test_every_sheet_of_a_plan_is_written_for_chosen_days(
    practice: Path, ids: dict[str, str], document: str, tmp_path: Path
) -> None:
    out = tmp_path / "x.pdf"
    arguments = ["export", document, "--data", str(practice), "--patient", ids["Arnaud, Claire"], "-o", str(out)]
    assert main([*arguments, "--from", "40", "--to", "50", "--lang", "en"]) == 0
    by_number = text_of(out)
    assert main([*arguments, "--from", "today", "--days", "7", "--lang", "en"]) == 0
    assert document == "doctor-copy" or text_of(out) != by_number
    assert main([*arguments, "--from", "40", "--day-numbers", "--lang", "en"]) == 0
    assert main([*arguments, "--from", "2000-01-01", "--to", "2000-01-02"]) == (0 if document == "diary" else 3)


def test_a_letter_names_its_reader_and_a_prescription_the_weight(
    practice: Path, ids: dict[str, str], tmp_path: Path
) -> None:
    out = tmp_path / "x.pdf"
    tail = ["--data", str(practice), "--patient", ids["Arnaud, Claire"], "-o", str(out), "--lang", "en"]
    assert main(["export", "letter", "--for", "pharmacist", "--addressee", "Dr Roux", *tail]) == 0
    assert "Letter to the pharmacist" in text_of(out)
    assert "To Dr Roux" in text_of(out)
    assert main(["export", "prescription", "--weight", "--renewals", "2", *tail]) == 0
    assert "Weight" in text_of(out)


@pytest.mark.parametrize("words", [["--from", "0"], ["--to", "yesterday"], ["--days", "-1"], ["--from", "4000"]])
def test_days_that_cannot_be_meant_are_refused_at_once(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["export", "calendar", "plan.json", "-o", "x.pdf", *words])
    assert left.value.code == 2
    assert words[1] in capsys.readouterr().err


def test_a_schedule_from_a_plan_file_is_a_draft_and_says_so(tmp_path: Path) -> None:
    plan, out = tmp_path / "plan.json", tmp_path / "x.pdf"
    assert main(["plan", "new", "consensus", "--start", "2027-03-01", "-o", str(plan)]) == 0
    assert main(["export", "schedule", str(plan), "-o", str(out)]) == 3
    text = text_of(out)
    assert "DRAFT" in text
    assert "575" in text
    assert main(["export", "consent", str(plan), "-o", str(out), "--lang", "fr"]) == 0
    assert "Consentement" in text_of(out)
    assert main(["export", "intake", str(plan), "-o", str(out)]) == 0
    assert main(["export", "diary", str(plan), "-o", str(out)]) == 0
    assert main(["export", "calendar", str(plan), "-o", str(out), "--to", "9"]) == 3


def test_a_wrong_password_and_a_missing_practice_are_sentences(
    practice: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BACLODESK_PASSWORD", "wrong")
    assert main(["patients", "--data", str(practice)]) == 2
    assert main(["patients", "--data", str(tmp_path / "none")]) == 2
    assert main(["patients", "--data", str(practice), "--user", "Nobody"]) == 2
    monkeypatch.delenv("BACLODESK_PASSWORD")
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    assert main(["patients", "--data", str(practice)]) == 2
    assert capsys.readouterr().err.count("\n") == 4


@pytest.mark.parametrize(
    "arguments",
    [
        ["export", "schedule", "-o", "x.pdf"],
        ["export", "schedule", "plan.json", "--patient", "1", "-o", "x.pdf"],
        ["patients"],
    ],
)
def test_a_command_without_its_object_says_what_is_missing(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    assert "--data" in capsys.readouterr().err


def test_a_patient_who_is_not_there_is_a_sentence(practice: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for patient in ("0" * 32, "not an id", "../../etc"):
        arguments = ["export", "schedule", "--data", str(practice), "--patient", patient, "-o", "never.pdf"]
        assert main(arguments) == 2
    assert capsys.readouterr().err.count("\n") == 3
    assert not Path("never.pdf").exists()


def test_a_place_that_cannot_be_written_is_told_before_anything_is_lost(
    practice: Path, ids: dict[str, str], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    out = tmp_path / "missing" / "x.pdf"
    arguments = ["export", "intake", "--data", str(practice), "--patient", ids["Arnaud, Claire"], "-o", str(out)]
    assert main(arguments) == 2
    assert "nothing was changed" in capsys.readouterr().err


def test_the_demonstration_never_overwrites_a_folder(practice: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = sorted(path.name for path in practice.iterdir())
    assert main(["demo", str(practice), "--lang", "fr"]) == 2
    assert sorted(path.name for path in practice.iterdir()) == before
    assert "vide" in capsys.readouterr().err


def test_the_installation_looks_at_itself(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["selftest"]) == 0
    assert capsys.readouterr().out.count("ok  ") == 4


def test_a_broken_installation_is_told_part_by_part(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("baclodesk.documents.from_record.schedule_of", lambda *_: 1 // 0)
    assert main(["selftest"]) == 1
    told = capsys.readouterr().out
    assert told.count("ok  ") == 3
    assert "ZeroDivisionError" in told


def test_a_sheet_is_checked_by_the_code_at_its_foot(
    practice: Path, ids: dict[str, str], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    out = tmp_path / "x.pdf"
    arguments = ["export", "schedule", "--data", str(practice), "--patient", ids["Arnaud, Claire"], "-o", str(out)]
    assert main([*arguments, "--lang", "en"]) == 0
    found = re.search(r"check code (\S+)", text_of(out))
    assert found is not None
    code = found.group(1)
    assert main(["check-sheet", code.lower(), "--data", str(practice)]) == 0
    assert "in force" in capsys.readouterr().out
    other = SheetCode("00000000", 1, "0000000").text
    assert main(["check-sheet", other, "--data", str(practice), "--lang", "fr"]) == 3
    assert "autre cabinet" in capsys.readouterr().out
    mistyped = ("0" if code[0] != "0" else "1") + code[1:]
    for wrong in (mistyped, "hello"):
        assert main(["check-sheet", wrong, "--data", str(practice)]) == 2
    assert main(["check-sheet", code, "--data", str(tmp_path / "none")]) == 2
    assert capsys.readouterr().err.count("\n") == 3


def test_a_dossier_that_cannot_be_read_is_told_instead_of_a_verdict(
    practice: Path, ids: dict[str, str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    class UnreadableError(Exception):
        code = "store.unreachable"

    def broken(*_: object) -> None:
        raise UnreadableError

    monkeypatch.setattr("baclodesk.cli.sheets.check_sheet", broken)
    other = SheetCode("00000000", 1, "0000000").text
    assert main(["check-sheet", other, "--data", str(practice)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
