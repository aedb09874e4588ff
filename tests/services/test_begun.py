"""Answers begun before an issue: they go on where they stood, ask again when the figures moved, and end with it."""

from __future__ import annotations

from dataclasses import replace

from baclodesk.domain.findings import Finding, Severity
from baclodesk.services import practice
from baclodesk.services.begun import going_on, with_reason, with_tick, without

from .record_examples import DOCTOR, NOW
from .test_issuing import ready, sheet

STOP = Finding("plan.stop", Severity.STOP, stage=2, values=(("mg", "100"),))
CAUTION = Finding("plan.caution", Severity.CAUTION, values=(("mg", "100"),))


def test_reasons_and_ticks_go_on_where_they_stood() -> None:
    record = with_tick(with_reason(ready(), STOP, "because", by=DOCTOR, now=NOW), CAUTION, by=DOCTOR, now=NOW)
    going = going_on(record, (STOP, CAUTION))
    assert going.reply.reasons == {STOP.key: "because"}
    assert going.reply.ticks == {CAUTION.key}
    assert going.changed == frozenset()
    assert [(item.by, item.at) for item in record.begun] == [(DOCTOR, practice.stamp(NOW))] * 2


def test_typing_on_replaces_the_reason_and_an_empty_one_takes_it_back() -> None:
    record = with_reason(ready(), STOP, "b", by=DOCTOR, now=NOW)
    record = with_reason(record, STOP, "be", by=DOCTOR, now=NOW)
    assert [item.reason for item in record.begun] == ["be"]
    assert with_reason(record, STOP, "", by=DOCTOR, now=NOW) == ready()
    assert without(record, STOP.key) == ready()


def test_what_is_no_longer_asked_waits_in_the_record() -> None:
    record = with_reason(ready(), STOP, "because", by=DOCTOR, now=NOW)
    assert going_on(record, (CAUTION,)).reply.keys == frozenset()
    assert going_on(record, (STOP,)).reply.keys == {STOP.key}


def test_other_figures_drop_a_tick_and_have_a_reason_read_again() -> None:
    record = with_tick(with_reason(ready(), STOP, "because", by=DOCTOR, now=NOW), CAUTION, by=DOCTOR, now=NOW)
    higher = (("mg", "200"),)
    moved = going_on(record, (replace(STOP, values=higher), replace(CAUTION, values=higher)))
    assert moved.reply.ticks == frozenset()
    assert moved.reply.reasons == {STOP.key: "because"}
    assert moved.changed == {STOP.key}


def test_issuing_takes_the_answers_begun_and_ends_them() -> None:
    record = ready()
    for item in sheet(record).to_reason:
        record = with_reason(record, item, "because", by=DOCTOR, now=NOW)
    for item in sheet(record).to_tick:
        record = with_tick(record, item, by=DOCTOR, now=NOW)
    assert record.begun
    reply = going_on(record, sheet(record).findings).reply
    done = practice.issued(record, reply, policy="guide", by=DOCTOR, now=NOW)
    assert done.begun == ()
    assert {item.key for item in done.issued[-1].answers} == {item.key for item in record.begun}
