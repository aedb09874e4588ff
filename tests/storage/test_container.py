"""The sealed file: what opens, and the verdict on everything else."""

import hashlib
import os
import random
import struct
import zlib

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from baclodesk.storage import container
from baclodesk.storage.container import Header
from baclodesk.storage.errors import (
    BadFile,
    Damaged,
    StoreError,
    Tombstone,
    TooLarge,
    TooNew,
    Unfinished,
    WrongKeyOrForged,
)
from tests.storage.faults import mutations

KEY = bytes(range(32))
HEADER = Header("dossier", "ab" * 16, 1, "cd" * 16, "C", 7, prev="ef" * 32, anc=("01" * 8, "23" * 8), st="station1")


def opened(data: bytes) -> container.Opened:
    return container.unseal(data, lambda _: KEY)


def closed(data: bytes) -> bytes:
    """The same bytes with a digest that fits: what an attacker would write."""
    return data[:-32] + hashlib.sha256(data[:-32]).digest()


def sealed_plain(plain: bytes, packing: str = "zlib", key: bytes = KEY) -> bytes:
    """A genuine seal over a plaintext ``seal`` would never write."""
    nonce = os.urandom(12)
    fields = {name: getattr(HEADER, name) for name in ("kind", "vault", "epoch", "id", "stream", "rev")}
    head = Header(**fields, cmp=packing, nonce=nonce.hex()).encode()
    length = struct.pack(">Q", len(plain) + 16)
    bound = container.MAGIC + struct.pack(">I", len(head)) + head + length
    return closed(bound + AESGCM(key).encrypt(nonce, plain, bound) + bytes(32))


def padded(packed: bytes, claimed: int | None = None) -> bytes:
    plain = struct.pack(">I", len(packed) if claimed is None else claimed) + packed
    return plain + bytes(-len(plain) % 512)


@pytest.mark.parametrize("body", [b"", b"{}", os.urandom(5000), b"a" * 200_000], ids=["empty", "tiny", "noise", "long"])
@pytest.mark.parametrize("packing", ["zlib", "none"])
def test_what_was_sealed_opens_with_its_header(body: bytes, packing: str) -> None:
    header = Header("index", "ab" * 16, 1, "cd" * 16, "C", 0, cmp=packing)
    found = opened(container.seal(header, body, KEY))
    assert found.body == body
    assert (found.header.kind, found.header.cmp, len(found.header.nonce)) == ("index", packing, 24)


def test_header_fields_and_digest_come_back() -> None:
    data = container.seal(HEADER, b"x", KEY)
    found = opened(data)
    assert found.header.anc == HEADER.anc
    assert found.header.prev == HEADER.prev
    assert found.digest == container.digest_of(data) == container.dissect(data).digest


def test_two_seals_of_the_same_content_differ() -> None:
    assert container.seal(HEADER, b"x", KEY) != container.seal(HEADER, b"x", KEY)


def test_ciphertext_length_tells_only_steps_of_512_bytes() -> None:
    lengths = {len(container.dissect(container.seal(HEADER, os.urandom(n), KEY)).ciphertext) for n in range(1, 480, 16)}
    assert lengths == {512 + 16}


def test_content_over_the_cap_is_refused_before_it_is_sealed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(container, "MAX_BODY", 10)
    with pytest.raises(TooLarge):
        container.seal(HEADER, b"a" * 11, KEY)


def test_content_that_unpacks_over_the_cap_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = container.seal(HEADER, b"a" * 1000, KEY)
    monkeypatch.setattr(container, "MAX_BODY", 999)
    with pytest.raises(Damaged):
        opened(data)


def test_every_shorter_length_is_unfinished() -> None:
    data = container.seal(HEADER, b"some content", KEY)
    for length in range(len(data)):
        with pytest.raises(Unfinished):
            container.dissect(data[:length])


def test_every_single_flipped_bit_is_refused() -> None:
    data = container.seal(HEADER, b"content", KEY)
    for at in range(len(data)):
        for bit in range(8):
            bad = data[:at] + bytes([data[at] ^ 1 << bit]) + data[at + 1 :]
            with pytest.raises((Unfinished, Damaged)):
                container.dissect(bad)


def test_a_flipped_bit_with_the_digest_made_to_fit_is_refused() -> None:
    data = container.seal(HEADER, b"content", KEY)
    refused = dict.fromkeys((WrongKeyOrForged, Damaged, Unfinished, TooNew), 0)
    chance = random.Random(4)
    for at in range(len(data) - 32):
        bad = closed(data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :])
        with pytest.raises(BadFile) as told:
            opened(bad)
        refused[type(told.value)] += 1
    assert refused[WrongKeyOrForged] > len(data) - 32 - 30


def test_random_mutations_and_splices_never_open_and_never_surprise() -> None:
    one = container.seal(HEADER, b"content one", KEY)
    two = container.seal(HEADER, b"content two" * 40, KEY)
    chance = random.Random(5)
    spliced = [one[: chance.randrange(len(one))] + two[chance.randrange(len(two)) :] for _ in range(500)]
    for bad in [*mutations(one, 1000, 6), *spliced]:
        for candidate in {bad, closed(bad)} - {one, two}:
            with pytest.raises(StoreError):
                opened(candidate)


@pytest.mark.parametrize(
    "head",
    [b"[]", b"{}", b"77", b"nul", b"\xff\xfe", b'{"anc":5}', b"[" * 4000, b'{"a":1,"a":2}', b'"' + b"x" * 60 + b'"'],
)
def test_a_header_of_any_other_shape_ends_as_forged(head: bytes) -> None:
    data = container.MAGIC + struct.pack(">I", len(head)) + head + struct.pack(">Q", 16) + bytes(16 + 32)
    with pytest.raises(WrongKeyOrForged):
        opened(closed(data))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("rev", -1),
        ("rev", 2**60),
        ("epoch", True),
        ("kind", 5),
        ("cmp", "bz2"),
        ("anc", tuple(["00" * 8] * 25)),
        ("nonce", "zz"),
        ("nonce", ""),
    ],
)
def test_header_fields_out_of_range_end_as_forged(field: str, value: object) -> None:
    fields = {name: getattr(HEADER, name) for name in ("kind", "vault", "epoch", "id", "stream", "rev")}
    head = Header(**{**fields, field: value}).encode()
    data = container.MAGIC + struct.pack(">I", len(head)) + head + struct.pack(">Q", 16) + bytes(16 + 32)
    with pytest.raises(WrongKeyOrForged):
        opened(closed(data))


def test_the_wrong_key_and_no_key_are_refused() -> None:
    data = container.seal(HEADER, b"x", KEY)
    with pytest.raises(WrongKeyOrForged):
        container.unseal(data, lambda _: bytes(32))
    with pytest.raises(WrongKeyOrForged):
        container.unseal(data, lambda _: None)


def test_a_later_container_is_too_new_only_if_its_digest_fits() -> None:
    data = container.seal(HEADER, b"x", KEY)
    later = data[:7] + b"\x02" + data[8:]
    with pytest.raises(TooNew):
        container.dissect(closed(later))
    with pytest.raises(Damaged):
        container.dissect(later)
    with pytest.raises(Damaged):
        container.dissect(closed(data[:7] + b"\x00" + data[8:]))


def test_a_tombstone_is_eight_bytes_and_says_so() -> None:
    assert len(container.TOMBSTONE) == 8
    with pytest.raises(Tombstone):
        container.dissect(container.TOMBSTONE)


@pytest.mark.parametrize("length", [0, 1, 65_537, 2**32 - 1])
def test_header_lengths_out_of_range_are_damage(length: int) -> None:
    with pytest.raises(Damaged):
        container.dissect(closed(container.MAGIC + struct.pack(">I", length) + bytes(100)))


def test_a_ciphertext_length_no_file_can_have_is_damage() -> None:
    with pytest.raises(Damaged):
        container.dissect(container.MAGIC + struct.pack(">I", 2) + b"{}" + struct.pack(">Q", 2**63) + bytes(50))


@pytest.mark.parametrize(
    "plain",
    [
        b"",
        bytes(511),
        padded(zlib.compress(b"x"), claimed=5000),
        padded(zlib.compress(b"x"), claimed=3),
        padded(zlib.compress(b"x") + b"trailing"),
        padded(zlib.compress(b"x" * 1000)[:-6]),
        padded(b"not zlib at all"),
        padded(zlib.compress(b"x"))[:-1] + b"!",
    ],
)
def test_a_genuine_seal_over_unreadable_content_is_damage(plain: bytes) -> None:
    with pytest.raises(Damaged):
        opened(sealed_plain(plain))
