"""What this computer remembers of the window: sizes, language, colours. Never anything about a patient."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from baclodesk.services.texts import LANGUAGES

from .style.theme import CHOICES, TEXT_SIZES


class Preferences:
    """Window preferences in ``window.ini`` of the local data folder; odd values fall back to the default."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._file = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)

    def _word(self, key: str, allowed: tuple[str, ...], otherwise: str) -> str:
        value = self._file.value(key, otherwise)
        return value if isinstance(value, str) and value in allowed else otherwise

    def _number(self, key: str, low: int, high: int, otherwise: int) -> int:
        value = str(self._file.value(key, otherwise))
        return int(value) if value.isascii() and value.isdigit() and low <= int(value) <= high else otherwise

    @property
    def language(self) -> str:
        """The window's language; the system's at the very first start."""
        from PySide6.QtCore import QLocale

        system = "fr" if QLocale.system().language() == QLocale.Language.French else "en"
        return self._word("window/language", LANGUAGES, system)

    @language.setter
    def language(self, value: str) -> None:
        self._file.setValue("window/language", value)

    @property
    def colours(self) -> str:
        """The choice of colours: auto, light or dark."""
        return self._word("window/colours", CHOICES, "auto")

    @colours.setter
    def colours(self, value: str) -> None:
        self._file.setValue("window/colours", value)

    @property
    def text_size(self) -> int:
        """Text size in percent of the system's."""
        value = self._number("window/text_size", 100, 200, 100)
        return value if value in TEXT_SIZES else 100

    @text_size.setter
    def text_size(self, value: int) -> None:
        self._file.setValue("window/text_size", value)

    @property
    def idle_minutes(self) -> int:
        """Minutes without a key or a click until the window locks."""
        return self._number("window/idle_minutes", 1, 60, 5)

    @idle_minutes.setter
    def idle_minutes(self, value: int) -> None:
        self._file.setValue("window/idle_minutes", value)

    def _switch(self, key: str, *, otherwise: bool) -> bool:
        return self._word(key, ("on", "off"), "on" if otherwise else "off") == "on"

    def _set_switch(self, key: str, *, on: bool) -> None:
        self._file.setValue(key, "on" if on else "off")

    @property
    def letters(self) -> bool:
        """Whether single letters are commands while the chart has the focus."""
        return self._switch("chart/letters", otherwise=True)

    @letters.setter
    def letters(self, value: bool) -> None:
        self._set_switch("chart/letters", on=value)

    @property
    def still(self) -> bool:
        """Whether nothing is to move or linger by itself (reduced motion)."""
        return self._switch("chart/still", otherwise=False)

    @still.setter
    def still(self, value: bool) -> None:
        self._set_switch("chart/still", on=value)

    @property
    def mirrored(self) -> bool:
        """Whether time runs from right to left in the chart."""
        return self._switch("chart/mirrored", otherwise=False)

    @mirrored.setter
    def mirrored(self, value: bool) -> None:
        self._set_switch("chart/mirrored", on=value)

    @property
    def stages_read(self) -> bool:
        """Whether readers find every stage in the chart; off, the chart is one thing and the table tells the stages."""
        return self._switch("chart/stages_read", otherwise=True)

    @stages_read.setter
    def stages_read(self, value: bool) -> None:
        self._set_switch("chart/stages_read", on=value)

    @property
    def vault(self) -> Path | None:
        """The folder of the practice last used on this computer, or None."""
        value = self._file.value("practice/folder", "")
        return Path(value) if isinstance(value, str) and value else None

    @vault.setter
    def vault(self, value: Path | None) -> None:
        self._file.setValue("practice/folder", "" if value is None else str(value))

    @property
    def printer(self) -> str:
        """The name of the printer last used on this computer, or empty."""
        value = self._file.value("printing/printer", "")
        return value if isinstance(value, str) else ""

    @printer.setter
    def printer(self, value: str) -> None:
        self._file.setValue("printing/printer", value)

    @property
    def both_sides(self) -> bool:
        """Whether both sides of the paper are printed on, where the printer can."""
        return self._word("printing/sides", ("one", "both"), "one") == "both"

    @both_sides.setter
    def both_sides(self, value: bool) -> None:
        self._file.setValue("printing/sides", "both" if value else "one")

    @property
    def sheet_beside(self) -> bool:
        """Whether the sheet is shown beside the plan."""
        return self._word("window/sheet_beside", ("yes", "no"), "no") == "yes"

    @sheet_beside.setter
    def sheet_beside(self, value: bool) -> None:
        self._file.setValue("window/sheet_beside", "yes" if value else "no")

    def paper(self, practice: str, kind: str) -> str:
        """What ``keep_paper`` kept of the choices for a kind of document in a practice, or empty."""
        value = self._file.value(f"papers/{practice}-{kind}", "")
        return value if isinstance(value, str) else ""

    def keep_paper(self, practice: str, kind: str, choices: str) -> None:
        """Keep the choices for a kind of document; ``practice`` is a short name that tells nothing."""
        self._file.setValue(f"papers/{practice}-{kind}", choices)

    def state(self, name: str) -> QByteArray | None:
        """Give what ``keep_state`` kept under ``name``, or None."""
        value = self._file.value(f"state/{name}")
        return value if isinstance(value, QByteArray) and not value.isEmpty() else None

    def keep_state(self, name: str, value: QByteArray) -> None:
        """Keep a window's geometry or a splitter's places."""
        self._file.setValue(f"state/{name}", value)

    def write(self) -> None:
        """Bring everything to the disk now."""
        self._file.sync()
