"""What the window asks of the clinical services."""

from __future__ import annotations

from baclodesk.domain.findings import Finding
from baclodesk.services import findings_text
from baclodesk.services.texts import Texts


def sentence(texts: Texts, finding: Finding) -> str:
    """Say a finding in the language of ``texts``."""
    return findings_text.sentence(texts, finding)


def beneath(texts: Texts, finding: Finding) -> str:
    """Say what stands under a finding: where guide and label disagree both numbers, else its source."""
    return "\n".join(findings_text.disputed(texts, finding)) or findings_text.source(finding, texts)


def severity_word(finding: Finding) -> str:
    """Give the severity's word as the window uses it."""
    return finding.severity.word
