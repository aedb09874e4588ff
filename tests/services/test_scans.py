"""What may be attached as a scan, told by what the file holds and not by its name."""

from __future__ import annotations

import pytest

from baclodesk.domain.patient import PatientRecord
from baclodesk.services import practice
from baclodesk.services.consenting import ConsentError, with_scan
from baclodesk.services.scans import MOST_BYTES, ScanError, suffix_of

from .record_examples import TODAY, calm_record
from .test_issuing import ready


@pytest.mark.parametrize(
    ("beginning", "suffix"), [(b"%PDF-1.7", ".pdf"), (b"\x89PNG\r\n\x1a\n", ".png"), (b"\xff\xd8\xff\xe0", ".jpg")]
)
def test_the_content_tells_the_kind_up_to_the_largest_size(beginning: bytes, suffix: str) -> None:
    assert suffix_of(beginning) == suffix
    assert suffix_of(beginning.ljust(MOST_BYTES, b"\0")) == suffix
    with pytest.raises(ScanError) as caught:
        suffix_of(beginning.ljust(MOST_BYTES + 1, b"\0"))
    assert caught.value.code == "scan.too_large"


@pytest.mark.parametrize("content", [b"", b"%PDF", b"MZ%PDF-", b"GIF89a"])
def test_other_files_are_refused(content: bytes) -> None:
    with pytest.raises(ScanError) as caught:
        suffix_of(content)
    assert caught.value.code == "scan.other_kind"


def test_only_a_consent_that_was_signed_takes_a_scan() -> None:
    record = with_scan(ready(), "abc")
    assert record.consent.scan == "abc"
    gone = practice.withdrawn(record, TODAY)
    assert with_scan(gone, "").consent.scan == ""
    unsigned: PatientRecord = calm_record()
    with pytest.raises(ConsentError):
        with_scan(unsigned, "abc")
