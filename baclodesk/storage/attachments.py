"""Signed papers kept with a dossier: sealed, never changed, named by a keyed hash of their content."""

from pathlib import Path

from baclodesk.storage import files
from baclodesk.storage.errors import AttachmentNotFound, BadFile, Unreachable, WrongKeyOrForged, not_saved
from baclodesk.storage.layout import Layout
from baclodesk.storage.sealing import Sealer

KIND = "attachment"


class Attachments:
    """The attachments of a vault. The name tells nothing about the content without the key."""

    def __init__(self, place: Layout, sealer: Sealer, fs: files.FileSystem) -> None:
        self._place, self._sealer, self._fs = place, sealer, fs

    def _path(self, name: str) -> Path:
        return self._place.attachments / name[:2] / f"{name}.bdb"

    def put(self, content: bytes) -> str:
        """Keep content (at most 64 MiB) durably and return its name; the same content gives the same name.

        Raises TooLarge, NotSaved or Locked.
        """
        name = self._sealer.keys.name_of(content)
        path = self._path(name)
        sealed = self._sealer.seal(KIND, name, content)
        try:
            self._place.make_shard(self._fs, path.parent)
            if self._is_kept(name, content):
                files.sync_dir(self._fs, path.parent)
            else:
                files.write_over(self._fs, path, sealed)
        except OSError as problem:
            raise not_saved(problem) from problem
        return name

    def _is_kept(self, name: str, content: bytes) -> bool:
        try:
            return self._open(name) == content
        except (BadFile, OSError):
            return False

    def _open(self, name: str) -> bytes:
        content = self._sealer.open(files.read(self._fs, self._path(name)), KIND, name).body
        if self._sealer.keys.name_of(content) != name:
            raise WrongKeyOrForged("belongs under another name")
        return content

    def get(self, name: str) -> bytes:
        """Return the content called name; raises AttachmentNotFound, a BadFile verdict, Unreachable or Locked."""
        if len(name) != 40 or not name.isalnum() or not name.isascii():
            raise AttachmentNotFound("not an attachment's name")
        try:
            return self._open(name)
        except FileNotFoundError:
            raise AttachmentNotFound("no such attachment") from None
        except OSError as problem:
            raise Unreachable(problem.errno or 0) from problem
