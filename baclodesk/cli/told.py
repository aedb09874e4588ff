"""How a command ends: exit codes, sentences, files written whole or not at all."""

from __future__ import annotations

from enum import IntEnum
from pathlib import Path

from baclodesk.services import whole_file
from baclodesk.services.texts import Texts


class Exit(IntEnum):
    """What the caller is told."""

    DONE = 0
    BROKEN = 1
    BAD_INPUT = 2
    FINDINGS = 3


class CommandError(Exception):
    """The command cannot be done; ``args[0]`` is the one sentence told, ``code`` the exit code."""

    def __init__(self, sentence: str, code: Exit = Exit.BAD_INPUT) -> None:
        super().__init__(sentence)
        self.code = code


def write_whole(path: Path, content: bytes, texts: Texts) -> None:
    """Write a file so that it is either all there or as it was before.

    Raises CommandError with a sentence when the place cannot be written.
    """
    try:
        whole_file.write_whole(path, content)
    except OSError as problem:
        reason = problem.strerror or type(problem).__name__
        raise CommandError(texts("commands.cannot_write", file=path, reason=reason)) from problem
