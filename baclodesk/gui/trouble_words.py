"""Plain sentences for expected errors, by their code."""

from __future__ import annotations

from baclodesk.services.texts import Texts


def trouble(texts: Texts, code: str) -> str:
    """Say what happened, what was kept and what to do; a code without its own sentence gets the general one."""
    key = f"trouble.expected.{code.replace('.', '_')}"
    return texts(key) if code and texts.has(key) else texts("trouble.expected.other", code=code or "?")


def not_saved(texts: Texts, code: str, *, draft_kept: bool) -> str:
    """Say that nothing was saved, why, and where the work is."""
    reason_key = f"trouble.not_saved.{code}"
    reason = texts(reason_key) if texts.has(reason_key) else texts("trouble.not_saved.not_saved")
    kept = texts("trouble.not_saved_kept") if draft_kept else texts("trouble.not_saved_only_here")
    return f"{reason} {kept}"
