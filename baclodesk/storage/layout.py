"""Where things lie in a vault and beside it, and which folders a vault may be put in."""

import contextlib
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from baclodesk.storage import files
from baclodesk.storage.errors import BadId, PathTooLong, SyncFolderRefused

MAX_FOLDER = 180
README_NAME = "BACLODESK-LISEZMOI.txt"
PRACTICE_ID = "0" * 32
SHARDS = tuple(f"{number:02x}" for number in range(256))
_ID = re.compile(r"[0-9a-f]{32}\Z")
REVISION_NAME = re.compile(r"([0-9a-f]{32})\.([0-9]{8})\.bdk(\.damaged(?:-[0-9]+)?)?\Z")
ATTACHMENT_NAME = re.compile(r"([0-9a-f]{40})\.bdb(\.damaged(?:-[0-9]+)?)?\Z")
KEYRING_NAME = re.compile(r"keyring\.([0-9]{8})\.(copy\.)?bdk(\.damaged(?:-[0-9]+)?)?\Z")
_SYNCED = re.compile(
    r"(onedrive|dropbox|google ?drive|my drive|mon drive|icloud|mobile documents|nextcloud|owncloud|box sync|box\Z"
    r"|mega(sync)?\Z|kdrive|pcloud|hubic|syncthing|creative cloud files|sharepoint|synologydrive)",
    re.IGNORECASE,
)
_SYNC_VARIABLES = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")

README = """\
BACLODESK

FRANÇAIS
Ce dossier contient les dossiers médicaux chiffrés du programme BacloDesk.
Ne rien renommer, déplacer ni supprimer ici ; ne pas le synchroniser avec un service en ligne.
Pour le lire, il faut le programme BacloDesk et le mot de passe du médecin, ou la clé de secours imprimée
à la création et gardée sous enveloppe. Sans l'un des deux, personne ne peut l'ouvrir, pas même l'éditeur.
En cas de souci : copier d'abord ce dossier entier sur un autre support, puis appeler la personne
chargée de l'informatique du cabinet.

ENGLISH
This folder holds the encrypted medical records of the BacloDesk program.
Do not rename, move or delete anything here, and keep it out of online synchronisation.
Reading it takes the BacloDesk program and the doctor's password, or the recovery key printed when the folder
was made and kept in an envelope. Without one of them nobody can open it, its makers included.
If something is wrong, first copy this whole folder to another disk, then call whoever looks after the
practice's computers.
"""


def new_id() -> str:
    """Return a fresh random identifier of 128 bits, as 32 hexadecimal characters."""
    return secrets.token_hex(16)


def checked_id(dossier_id: str) -> str:
    """Return it; raises BadId unless it is 32 lower-case hexadecimal characters."""
    if not _ID.match(dossier_id):
        raise BadId("not an identifier")
    return dossier_id


def check_folder(folder: Path, environment: Mapping[str, str] = os.environ) -> None:
    """Raise PathTooLong (over 180 characters) or SyncFolderRefused for a folder no vault may live in."""
    whole = folder.absolute()
    if len(str(whole)) > MAX_FOLDER:
        raise PathTooLong(f"over {MAX_FOLDER} characters")
    resolved = folder.resolve()
    parts = [part for path in (whole, resolved) for part in path.parts[1:]]
    roots = [Path(environment[name]) for name in _SYNC_VARIABLES if environment.get(name)]
    if any(_SYNCED.match(part) for part in parts) or any(resolved.is_relative_to(root) for root in roots):
        raise SyncFolderRefused("kept in step by a cloud client")


@dataclass(frozen=True, slots=True)
class Layout:
    """The paths of one vault folder."""

    folder: Path

    @property
    def dossiers(self) -> Path:
        """Sealed dossiers, in 256 folders by the first two characters of the id."""
        return self.folder / "d"

    @property
    def attachments(self) -> Path:
        """Sealed attachments, in 256 folders by the first two characters of the name."""
        return self.folder / "b"

    @property
    def practice(self) -> Path:
        """Sealed revisions of the practice document."""
        return self.folder / "p"

    def home(self, dossier_id: str) -> Path:
        """Return the folder holding every revision of a document."""
        return self.practice if dossier_id == PRACTICE_ID else self.dossiers / dossier_id[:2]

    def make(self, fs: files.FileSystem) -> None:
        """Create the folders, durably; those already there are left alone."""
        for folder in (self.dossiers, self.attachments, self.practice):
            files.ensure_dir(fs, folder)
        for folder in (self.dossiers, self.attachments):
            missing = sorted(set(SHARDS) - set(fs.names(folder)))
            for shard in missing:
                fs.make_dir(folder / shard)
            files.sync_dir(fs, folder)

    def make_shard(self, fs: files.FileSystem, home: Path) -> None:
        """Create a missing folder of two characters, durably, and nothing above it.

        Where the folders above are gone the share is gone: making them again would save on the wrong disk.
        """
        if home.is_dir() or home == self.practice:
            return
        with contextlib.suppress(FileExistsError):
            fs.make_dir(home)
        files.sync_dir(fs, home.parent)


def revision_name(dossier_id: str, revision: int) -> str:
    """Return the file name of a revision."""
    return f"{dossier_id}.{revision:08d}.bdk"


def aside_name(name: str, taken: set[str]) -> str:
    """Return the free name a damaged file is kept under."""
    aside, count = f"{name}.damaged", 2
    while aside in taken:
        aside, count = f"{name}.damaged-{count}", count + 1
    return aside
