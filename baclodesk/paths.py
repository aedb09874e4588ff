"""Where files lie: the data that comes with the program, and the folders it keeps on this computer."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def resources() -> Path:
    """Give the folder of policies, texts, fonts and icons, installed or in a checkout.

    Raises FileNotFoundError with a sentence when the installation is not whole.
    """
    here = Path(__file__).resolve().parent
    for folder in (here / "_resources", here.parent / "resources"):
        if folder.is_dir():
            return folder
    raise FileNotFoundError("BacloDesk's own data files are missing: install the program again.")


def local_data() -> Path:
    """Give the folder of drafts, list cache and logs of this user on this computer (not made yet)."""
    from platformdirs import user_data_path

    return user_data_path("BacloDesk", appauthor=False)


def default_vault() -> Path:
    """Give the folder in which a new practice is kept unless another is chosen."""
    from platformdirs import user_documents_path

    return user_documents_path() / "BacloDesk"
