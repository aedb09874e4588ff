"""Sealing and opening under a vault's keys: one document, one header, one check that it is the one asked for."""

from collections.abc import Sequence
from dataclasses import dataclass

from baclodesk.storage import container
from baclodesk.storage.container import Header, Opened
from baclodesk.storage.errors import WrongKeyOrForged
from baclodesk.storage.keys import Keys
from baclodesk.storage.schema import SCHEMA

CLINICAL = "C"


@dataclass(frozen=True, slots=True)
class Sealer:
    """The keys of an open vault and the mark of this computer (``station``, 8 hexadecimal characters)."""

    keys: Keys
    station: str

    def seal(
        self,
        kind: str,
        dossier_id: str,
        body: bytes,
        revision: int = 0,
        ancestors: Sequence[str] = (),
        packing: str = "zlib",
    ) -> bytes:
        """Return body sealed; the result has been opened again and compared before it is returned.

        ``ancestors`` are closing digests, nearest first. Raises TooLarge or Locked, and WrongKeyOrForged when
        memory itself proves unsound.
        """
        width = 2 * container.ANCESTOR_BYTES
        header = Header(
            kind,
            self.keys.vault,
            self.keys.epoch,
            dossier_id,
            CLINICAL,
            revision,
            prev=ancestors[0] if ancestors else "",
            anc=tuple(digest[:width] for digest in ancestors[: container.ANCESTORS]),
            st=self.station,
            schema=SCHEMA,
            cmp=packing,
        )
        key = self.keys.of(header)
        assert key is not None
        sealed = container.seal(header, body, key)
        if container.unseal(sealed, lambda _: key).body != body:
            raise WrongKeyOrForged("sealed bytes do not open to what was sealed")
        return sealed

    def open(self, data: bytes, kind: str, dossier_id: str, revision: int = 0) -> Opened:
        """Return the verified content of data; raises a BadFile verdict, or Locked.

        A genuine file that belongs under another name (another dossier, an older revision, another vault) is
        WrongKeyOrForged.
        """
        opened = container.unseal(data, self.keys.of)
        header = opened.header
        if (header.kind, header.id, header.rev) != (kind, dossier_id, revision):
            raise WrongKeyOrForged("belongs under another name")
        return opened
