"""Which key means what: in the chart at rest, and during a drag."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_K = Qt.Key
_NONE, _CTRL, _SHIFT, _ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
_COMMANDS: dict[tuple[Qt.Key, Qt.KeyboardModifier], str] = {
    (_K.Key_Left, _NONE): "previous",
    (_K.Key_Right, _NONE): "next",
    (_K.Key_Home, _NONE): "first",
    (_K.Key_End, _NONE): "last",
    (_K.Key_Left, _SHIFT): "previous_too",
    (_K.Key_Right, _SHIFT): "next_too",
    (_K.Key_Home, _SHIFT): "first_too",
    (_K.Key_End, _SHIFT): "last_too",
    (_K.Key_Up, _NONE): "part_up",
    (_K.Key_Down, _NONE): "part_down",
    (_K.Key_Right, _CTRL): "longer",
    (_K.Key_Left, _CTRL): "shorter",
    (_K.Key_Right, _CTRL | _SHIFT): "longer_5",
    (_K.Key_Left, _CTRL | _SHIFT): "shorter_5",
    (_K.Key_Up, _CTRL): "more",
    (_K.Key_Down, _CTRL): "less",
    (_K.Key_Up, _CTRL | _SHIFT): "more_fine",
    (_K.Key_Down, _CTRL | _SHIFT): "less_fine",
    (_K.Key_Right, _CTRL | _ALT): "roll_later",
    (_K.Key_Left, _CTRL | _ALT): "roll_earlier",
    (_K.Key_Right, _ALT): "day_later",
    (_K.Key_Left, _ALT): "day_earlier",
    (_K.Key_Right, _ALT | _SHIFT): "week_later",
    (_K.Key_Left, _ALT | _SHIFT): "week_earlier",
    (_K.Key_Return, _NONE): "edit",
    (_K.Key_Enter, _NONE): "edit",
    (_K.Key_F2, _NONE): "edit",
    (_K.Key_D, _CTRL): "duplicate",
    (_K.Key_Insert, _NONE): "insert",
    (_K.Key_Delete, _NONE): "delete",
    (_K.Key_Delete, _SHIFT): "delete_give",
    (_K.Key_Z, _CTRL): "undo",
    (_K.Key_Z, _CTRL | _SHIFT): "redo",
    (_K.Key_Y, _CTRL): "redo",
    (_K.Key_C, _CTRL): "copy",
    (_K.Key_V, _CTRL): "paste",
    (_K.Key_A, _CTRL): "select_all",
    (_K.Key_Plus, _NONE): "zoom_in",
    (_K.Key_Plus, _SHIFT): "zoom_in",
    (_K.Key_Minus, _NONE): "zoom_out",
    (_K.Key_0, _CTRL): "fit",
    (_K.Key_T, _CTRL): "table",
    (_K.Key_G, _CTRL): "chart",
    (_K.Key_F1, _NONE): "help",
    (_K.Key_Escape, _NONE): "escape",
    (_K.Key_F10, _SHIFT): "menu",
}
_LETTERS: dict[Qt.Key, str] = {
    _K.Key_H: "hold",
    _K.Key_B: "step_back",
    _K.Key_P: "plateau",
    _K.Key_S: "split",
    _K.Key_M: "merge",
    _K.Key_T: "today",
    _K.Key_X: "exempt",
}
_DRAG: dict[int, str] = {
    _K.Key_Escape: "escape",
    _K.Key_Backspace: "back",
    _K.Key_Return: "enter",
    _K.Key_Enter: "enter",
    _K.Key_Shift: "shift",
    _K.Key_F1: "help",
    _K.Key_Period: ".",
    _K.Key_Comma: ".",
}


def command_of(event: QKeyEvent, *, letters: bool = True) -> str | None:
    """Give the command of a key at rest, None when the chart has no use for it; ``digit:5`` for typed digits."""
    mods = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    key = Qt.Key(event.key())
    found = _COMMANDS.get((key, mods))
    if found is not None:
        return found
    if mods in (_NONE, _SHIFT) and len(event.text()) == 1 and event.text() in "0123456789":
        return f"digit:{event.text()}"
    if letters and mods == _NONE:
        return _LETTERS.get(key)
    return None


def drag_key(event: QKeyEvent) -> str | None:
    """Give what a key means during a drag; None: swallowed."""
    if len(event.text()) == 1 and event.text() in "0123456789":
        return event.text()
    return _DRAG.get(event.key())
