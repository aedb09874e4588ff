"""Unsaved work, sealed in the local data folder, so that a crash or an idle lock costs nothing typed."""

import contextlib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from baclodesk.storage import canonical, files
from baclodesk.storage.errors import Unreachable, not_saved
from baclodesk.storage.layout import checked_id
from baclodesk.storage.revisions import Base
from baclodesk.storage.schema import Tables
from baclodesk.storage.sealing import Sealer
from baclodesk.storage.tinystore import checked

KIND = "draft"
_SUFFIX = ".bdd"


@dataclass(frozen=True, slots=True)
class Draft:
    """Work in progress and the revision it was started from, None for a dossier never saved."""

    tables: Tables
    base: Base | None

    @property
    def base_revision(self) -> int:
        """The number of the revision it was started from, 0 for none."""
        return self.base.revision if self.base else 0


class Drafts:
    """One draft per dossier at most; each replaces the one before in one durable step."""

    def __init__(self, folder: Path, sealer: Sealer, fs: files.FileSystem) -> None:
        self._folder, self._sealer, self._fs = folder, sealer, fs

    def _path(self, dossier_id: str) -> Path:
        return self._folder / f"{checked_id(dossier_id)}{_SUFFIX}"

    def save(self, dossier_id: str, tables: Tables, base: Base | None) -> None:
        """Keep tables as the draft of a dossier; raises Unstorable, NotSaved or Locked, the former one then stands."""
        checked(tables)
        plain: dict[str, Any] = {"tables": tables, "base": None}
        if base:
            plain["base"] = {**asdict(base), "ancestors": list(base.ancestors)}
        sealed = self._sealer.seal(KIND, dossier_id, canonical.dump(plain))
        try:
            files.ensure_dir(self._fs, self._folder)
            files.write_over(self._fs, self._path(dossier_id), sealed)
        except OSError as problem:
            raise not_saved(problem) from problem

    def load(self, dossier_id: str) -> Draft | None:
        """Return the draft of a dossier, None when there is none; raises a BadFile verdict, Unreachable or Locked."""
        try:
            data = files.read(self._fs, self._path(dossier_id))
        except FileNotFoundError:
            return None
        except OSError as problem:
            raise Unreachable(problem.errno or 0) from problem
        plain = canonical.load(self._sealer.open(data, KIND, dossier_id).body)
        base = plain["base"]
        if base:
            base = Base(**{**base, "ancestors": tuple(base["ancestors"])})
        return Draft(plain["tables"], base)

    def discard(self, dossier_id: str) -> None:
        """Remove the draft of a dossier, if any; raises NotSaved when it cannot be removed."""
        try:
            files.patiently(self._fs, lambda: self._fs.unlink(self._path(dossier_id)))
        except FileNotFoundError:
            pass
        except OSError as problem:
            raise not_saved(problem) from problem

    def tidy(self) -> list[str]:
        """Remove what interrupted writes left in this computer's folder; return the names removed."""
        removed = []
        for folder in (self._folder.parent, self._folder):
            with contextlib.suppress(OSError):
                left = [name for name in sorted(self._fs.names(folder)) if files.is_temporary(name)]
                removed += [name for name in left if files.discard(self._fs, folder / name)]
        return removed

    def ids(self) -> list[str]:
        """Return the ids that have a draft, sorted; raises Unreachable."""
        try:
            names = self._fs.names(self._folder)
        except FileNotFoundError:
            return []
        except OSError as problem:
            raise Unreachable(problem.errno or 0) from problem
        return sorted(name[:32] for name in names if len(name) == 36 and name.endswith(_SUFFIX))
