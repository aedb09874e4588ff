from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from baclodesk.domain.patient import DocumentMade, Identity, PatientRecord
from baclodesk.gui.session import Session, UndoState
from baclodesk.services.ports import Opened
from baclodesk.services.texts import Texts, Words


def fresh() -> Session:
    return Session(Opened(PatientRecord(Identity("1", "Arnaud")), 1))


EN, FR = Texts("en"), Texts("fr")


def step(name: str) -> Words:
    """A step that is called the same in every language."""
    return lambda _texts: name


def told(state: UndoState, texts: Texts = EN) -> tuple[str, str]:
    """What undo and redo would do, in a language."""
    return state.undo(texts) if state.undo else "", state.redo(texts) if state.redo else ""


def named(session: Session, name: str) -> PatientRecord:
    return replace(session.record, identity=replace(session.record.identity, given_name=name))


def test_an_edit_is_one_step_named_and_taken_back(qapp: object) -> None:
    session = fresh()
    before = session.record
    session.edit(named(session, "Claire"), step("Name: Claire"))
    assert told(session.undo_state) == ("Name: Claire", "")
    session.undo()
    assert session.record == before
    assert told(session.undo_state) == ("", "Name: Claire")
    session.redo()
    assert session.record.identity.given_name == "Claire"


def test_an_edit_that_changes_nothing_is_no_step(qapp: object) -> None:
    session = fresh()
    session.edit(replace(session.record), step("nothing"))
    assert session.undo_state == UndoState()


def test_typing_in_one_field_is_one_step_until_it_is_left(qapp: object) -> None:
    session = fresh()
    for text in ("C", "Cl", "Cla"):
        session.edit(named(session, text), step(f"Name: {text}"), "name")
    session.end_typing()
    session.edit(named(session, "Claire"), step("Name: Claire"), "name")
    session.undo()
    assert session.record.identity.given_name == "Cla"
    session.undo()
    assert session.record.identity.given_name == ""
    assert session.undo_state.undo is None


def test_typing_back_to_where_it_began_leaves_no_step(qapp: object) -> None:
    session = fresh()
    session.edit(named(session, "C"), step("Name: C"), "name")
    session.edit(named(session, ""), step("Name: "), "name")
    assert session.undo_state == UndoState()
    assert not session.dirty


def test_fields_do_not_run_together(qapp: object) -> None:
    session = fresh()
    session.edit(named(session, "C"), step("a"), "name")
    session.edit(replace(session.record, identity=replace(session.record.identity, phone="1")), step("b"), "phone")
    session.undo()
    assert session.record.identity.given_name == "C"


def test_what_happened_is_not_undone(qapp: object) -> None:
    session = fresh()
    session.edit(named(session, "Claire"), step("Name"))
    paper = DocumentMade("schedule", None, "2026-11-22T10:00:00+00:00", "Dr")
    session.note_fact(replace(session.record, documents=(paper,)))
    session.undo()
    assert session.record.identity.given_name == ""
    assert session.record.documents == (paper,)


def test_undo_never_crosses_an_issue(qapp: object) -> None:
    session = fresh()
    session.edit(named(session, "Claire"), step("Name"))
    session.note_fact(session.record, closes=True)
    session.undo()
    assert session.record.identity.given_name == "Claire"


def test_a_record_is_clean_only_when_it_equals_what_was_saved(qtbot: QtBot) -> None:
    session = fresh()
    assert [session.dirty] == [False]
    with qtbot.waitSignals([session.edited, session.record_changed]):
        session.edit(named(session, "Claire"), step("Name"))
    assert [session.dirty] == [True]
    session.undo()
    assert [session.dirty] == [False]
    never_saved = Session(Opened(session.record, 0))
    assert never_saved.dirty


@pytest.mark.usefixtures("qapp")
@given(st.lists(st.sampled_from(["edit-a", "edit-b", "type-a", "type-b", "undo", "redo", "leave"]), max_size=30))
def test_undo_all_always_leads_back_and_redo_all_forward(acts: list[str]) -> None:
    session = fresh()
    start = session.record
    for number, act in enumerate(acts):
        if act == "undo":
            session.undo()
        elif act == "redo":
            session.redo()
        elif act == "leave":
            session.end_typing()
        else:
            how, field = act.split("-")
            session.edit(named(session, f"{field}{number % 3}"), step(act), field if how == "type" else "")
    session.stack.setIndex(session.stack.count())
    end = session.record
    session.stack.setIndex(0)
    assert session.record == start
    session.stack.setIndex(session.stack.count())
    assert session.record == end


def test_a_stack_that_goes_after_its_session_calls_nobody(qapp: object) -> None:
    """The collector empties a session before Qt destroys the stack, which then clears itself and says so."""
    session = fresh()
    session.edit(named(session, "Claire"), step("Name: Claire"))
    stack = session.stack
    session.__dict__.clear()
    with capture_exceptions() as caught:
        stack.clear()
    assert caught == []


def test_every_way_back_and_forth_is_told(qapp: object) -> None:
    session, states = fresh(), list[UndoState]()
    session.undo_changed.connect(states.append)
    session.edit(named(session, "Claire"), step("Name: Claire"))
    session.undo()
    session.redo()
    assert [told(state) for state in states] == [("Name: Claire", ""), ("", "Name: Claire"), ("Name: Claire", "")]


def test_a_step_is_named_in_the_language_of_the_moment_and_typing_takes_the_last_name(qapp: object) -> None:
    session = fresh()
    session.edit(named(session, "C"), step("first"), "name")
    session.edit(named(session, "Cl"), lambda texts: texts("window.identity_step"), "name")
    assert told(session.undo_state, EN)[0] == EN("window.identity_step")
    assert told(session.undo_state, FR)[0] == FR("window.identity_step") != EN("window.identity_step")
    session.undo()
    assert told(session.undo_state, FR) == ("", FR("window.identity_step"))


def test_after_an_issue_no_step_is_named(qapp: object) -> None:
    session = fresh()
    session.edit(named(session, "Claire"), step("a"))
    session.note_fact(session.record, closes=True)
    assert session.undo_state == UndoState()
