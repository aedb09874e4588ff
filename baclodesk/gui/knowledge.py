"""What the window asks of the clinical services."""

from __future__ import annotations

from baclodesk.domain.findings import Finding
from baclodesk.services import findings_text
from baclodesk.services.library import Library
from baclodesk.services.texts import Texts

from .desk import Desk


def sentence(texts: Texts, finding: Finding, library: Library) -> str:
    """Say a finding in the language of ``texts``; ``library`` holds the practice's own policies too."""
    return findings_text.sentence(texts, finding, library)


def beneath(texts: Texts, finding: Finding, library: Library) -> str:
    """Say what stands under a finding: where guide and label disagree both numbers, else its source."""
    disputed = findings_text.disputed(texts, finding, library)
    return "\n".join(disputed) or findings_text.source(finding, texts, library)


def severity_word(finding: Finding) -> str:
    """Give the severity's word as the window uses it."""
    return finding.severity.word


def policy_words(desk: Desk, texts: Texts) -> str:
    """Say which policy holds and when its numbers were compared with their sources."""
    policy = desk.library.policies[desk.practice.policy]
    return texts("window.policy", policy=policy.name(texts.language), date=texts.date(policy.checked))
