"""Who may open the vault: passwords, the recovery key, and keyrings that were tampered with."""

import hashlib
import json
import random
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from baclodesk.storage import kdf, keyring, keyringfile, recoverykey
from baclodesk.storage.errors import (
    BadFile,
    Conflict,
    Damaged,
    Locked,
    NameRefused,
    NotEnoughSpace,
    RecoveryKeyMistyped,
    SignInRefused,
    TooNew,
    Unfinished,
    Unreachable,
    VaultNotFound,
    WrongKeyOrForged,
)
from baclodesk.storage.kdf import CHEAPEST, FLOOR, KdfParams
from baclodesk.storage.keyring import MAGIC, Keyring
from tests.storage.faults import mutations
from tests.storage.support import (
    NAME,
    OTHER_PASSWORD,
    PASSWORD,
    FailingFiles,
    ObedientClock,
    Plan,
    QuotaFiles,
    fresh_keys,
)


def edited(ring: Keyring, change: Callable[[dict[str, Any]], None]) -> bytes:
    """The keyring's file with its JSON changed and its digest made to fit."""
    plain = json.loads(ring.encode()[12:-32])
    change(plain)
    body = json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    data = MAGIC + struct.pack(">I", len(body)) + body
    return data + hashlib.sha256(data).digest()


def test_name_and_password_give_the_keys() -> None:
    ring, keys, _ = fresh_keys()
    assert keyring.unlock(keyring.decode(ring.encode()), NAME, PASSWORD).roots == keys.roots


def test_the_name_may_be_typed_in_any_case_and_spacing() -> None:
    ring, keys, _ = fresh_keys()
    assert keyring.unlock(ring, "  dr  claire MARTIN ", PASSWORD).roots == keys.roots
    assert keyring.spelling(ring, "DR CLAIRE MARTIN") == NAME


def test_an_accented_password_opens_however_the_keyboard_composes_it() -> None:
    salt = bytes(16)
    assert kdf.derive("pass\u00e9", salt, CHEAPEST) == kdf.derive("passe\u0301", salt, CHEAPEST)


def test_wrong_name_and_wrong_password_are_told_in_the_same_words() -> None:
    ring, _, _ = fresh_keys()
    texts = set()
    for name, password in [(NAME, OTHER_PASSWORD), ("Dr Nobody", PASSWORD), ("recovery", PASSWORD), ("", "")]:
        with pytest.raises(SignInRefused) as told:
            keyring.unlock(ring, name, password)
        texts.add(str(told.value))
    assert len(texts) == 1


def test_an_unknown_name_costs_the_same_derivation(monkeypatch: pytest.MonkeyPatch) -> None:
    ring, _, _ = fresh_keys()
    costs: list[KdfParams] = []
    derive = kdf.derive

    def noted(password: str, salt: bytes, cost: KdfParams) -> bytes:
        costs.append(cost)
        return derive(password, salt, cost)

    monkeypatch.setattr(kdf, "derive", noted)
    for name in (NAME, "Dr Nobody"):
        with pytest.raises(SignInRefused):
            keyring.unlock(ring, name, OTHER_PASSWORD)
    assert costs == [CHEAPEST, CHEAPEST]


def test_a_keyring_without_users_still_derives_before_refusing(monkeypatch: pytest.MonkeyPatch) -> None:
    ring, _, _ = fresh_keys()
    costs: list[KdfParams] = []

    def cheap(password: str, salt: bytes, cost: KdfParams) -> bytes:
        costs.append(cost)
        return bytes(32)

    monkeypatch.setattr(kdf, "derive", cheap)
    alone = Keyring(ring.vault, 1, 1, "", tuple(slot for slot in ring.slots if slot.cost is None), ring.mac)
    with pytest.raises(SignInRefused):
        keyring.unlock(alone, NAME, PASSWORD)
    assert costs == [FLOOR]


def test_the_recovery_key_gives_the_keys_however_it_is_typed() -> None:
    ring, keys, text = fresh_keys()
    for typed in (text, text.lower(), text.replace("-", " "), text.replace("0", "O").replace("1", "l")):
        assert keyring.unlock_with_recovery(ring, typed).roots == keys.roots


def test_the_recovery_key_is_fourteen_groups_of_four() -> None:
    groups = recoverykey.to_text(bytes(range(32))).split("-")
    assert [len(group) for group in groups] == [4] * 14


@pytest.mark.parametrize("key", [bytes(32), b"\xff" * 32, bytes(range(32))])
def test_recovery_keys_survive_being_written_and_read(key: bytes) -> None:
    assert recoverykey.from_text(recoverykey.to_text(key)) == key


def test_any_single_mistyped_character_of_the_recovery_key_is_found() -> None:
    text = recoverykey.to_text(recoverykey.new_key())
    letters = text.replace("-", "")
    missed = 0
    for place, letter in enumerate(letters):
        other = "7" if letter != "7" else "8"
        try:
            recoverykey.from_text(letters[:place] + other + letters[place + 1 :])
        except RecoveryKeyMistyped:
            continue
        missed += 1
    assert missed == 0


@pytest.mark.parametrize("typed", ["", "ABCD", "U" * 56, "é" * 56, "Z" * 56, "0" * 57])
def test_impossible_recovery_keys_are_called_mistyped(typed: str) -> None:
    with pytest.raises(RecoveryKeyMistyped):
        recoverykey.from_text(typed)


def test_another_vaults_recovery_key_is_refused() -> None:
    ring, _, _ = fresh_keys()
    with pytest.raises(SignInRefused):
        keyring.unlock_with_recovery(ring, recoverykey.to_text(bytes(32)))


def test_a_keyring_without_recovery_slot_refuses_the_recovery_key() -> None:
    ring, _, text = fresh_keys()
    alone = Keyring(ring.vault, 1, 1, "", ring.slots[:1], ring.mac)
    with pytest.raises(SignInRefused):
        keyring.unlock_with_recovery(alone, text)


def test_a_changed_password_replaces_the_old_one_and_keeps_the_root() -> None:
    ring, keys, text = fresh_keys()
    changed = keyring.with_password(ring, keys, NAME, OTHER_PASSWORD, CHEAPEST)
    assert (changed.revision, changed.prev) == (2, ring.digest)
    assert keyring.unlock(changed, NAME, OTHER_PASSWORD).roots == keys.roots
    with pytest.raises(SignInRefused):
        keyring.unlock(changed, NAME, PASSWORD)
    assert keyring.unlock_with_recovery(changed, text).roots == keys.roots


def test_a_renewed_recovery_key_replaces_the_old_one() -> None:
    ring, keys, old = fresh_keys()
    changed, new = keyring.with_recovery(ring, keys)
    assert keyring.unlock_with_recovery(changed, new).roots == keys.roots
    with pytest.raises(SignInRefused):
        keyring.unlock_with_recovery(changed, old)


def test_a_password_cannot_be_set_for_a_stranger() -> None:
    ring, keys, _ = fresh_keys()
    with pytest.raises(SignInRefused):
        keyring.with_password(ring, keys, "Dr Nobody", OTHER_PASSWORD, CHEAPEST)
    with pytest.raises(SignInRefused):
        keyring.spelling(ring, "Dr Nobody")


@pytest.mark.parametrize("name", ["", "   ", "x" * 121, "a\x00b"])
def test_names_that_cannot_be_shown_are_refused(name: str) -> None:
    with pytest.raises(NameRefused):
        keyring.clean_name(name)


def test_no_secret_shows_in_a_representation() -> None:
    ring, keys, _ = fresh_keys()
    shown = repr((ring, keys))
    assert keys.roots[1].hex() not in shown
    assert repr(keys.roots[1]) not in shown
    assert ring.slots[0].wrapped.hex() not in shown


def _add_slot(plain: dict[str, Any]) -> None:
    plain["slots"].append({**plain["slots"][0], "id": "planted"})


def _promote(plain: dict[str, Any]) -> None:
    plain["slots"][0]["role"] = "owner"


def _strip_recovery(plain: dict[str, Any]) -> None:
    del plain["slots"][1]


def _rename(plain: dict[str, Any]) -> None:
    plain["slots"][1]["name"] = "other"


def _fake_mac(plain: dict[str, Any]) -> None:
    plain["mac"] = "00" * 32


@pytest.mark.parametrize("change", [_add_slot, _promote, _strip_recovery, _rename, _fake_mac])
def test_an_edited_keyring_is_refused_even_with_the_right_password(change: Callable[[dict[str, Any]], None]) -> None:
    ring, _, _ = fresh_keys()
    with pytest.raises(WrongKeyOrForged):
        keyring.unlock(keyring.decode(edited(ring, change)), NAME, PASSWORD)


def test_a_lowered_cost_or_another_epoch_does_not_open() -> None:
    ring, _, _ = fresh_keys()

    def epoch(plain: dict[str, Any]) -> None:
        plain["epoch"] = 2

    def salt(plain: dict[str, Any]) -> None:
        plain["slots"][0]["kdf"]["salt"] = "00" * 16

    for change in (epoch, salt):
        with pytest.raises(SignInRefused):
            keyring.unlock(keyring.decode(edited(ring, change)), NAME, PASSWORD)


@pytest.mark.parametrize(
    ("kib", "passes", "lanes"),
    [
        (19 * 1024 - 1, 3, 4),
        (2 * 1024 * 1024 + 1, 3, 4),
        (65_536, 0, 4),
        (65_536, 25, 4),
        (65_536, 3, 0),
        (65_536, 3, 17),
        (65_536.0, 3, 4),
        (True, 3, 4),
    ],
)
def test_costs_out_of_bounds_are_refused_before_any_work(kib: int, passes: int, lanes: int) -> None:
    ring, _, _ = fresh_keys()

    def cost(plain: dict[str, Any]) -> None:
        plain["slots"][0]["kdf"] |= {"m": kib, "t": passes, "p": lanes}

    with pytest.raises(WrongKeyOrForged):
        keyring.decode(edited(ring, cost))


def test_more_than_sixteen_slots_or_none_are_refused_before_any_work() -> None:
    ring, _, _ = fresh_keys()

    def many(plain: dict[str, Any]) -> None:
        plain["slots"] = plain["slots"][:1] * 17

    def none(plain: dict[str, Any]) -> None:
        plain["slots"] = []

    for change in (many, none):
        with pytest.raises(WrongKeyOrForged):
            keyring.decode(edited(ring, change))


def _shape(path: str, value: object) -> Callable[[dict[str, Any]], None]:
    def change(plain: dict[str, Any]) -> None:
        target: Any = plain
        *way, last = path.split("/")
        for step in way:
            target = target[int(step)] if step.isdecimal() else target[step]
        target[last] = value

    return change


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("slots", 7),
        ("slots/0/kdf", None),
        ("slots/0/kdf/salt", "00"),
        ("slots/0/kdf/salt", "zz"),
        ("slots/0/nonce", ""),
        ("slots/0/name", ""),
        ("slots/0/name", "x" * 121),
        ("slots/0/role", 5),
        ("vault", "abc"),
        ("vault", "ab"),
        ("vault", 9),
        ("rev", "1"),
        ("extra", 1),
    ],
)
def test_a_keyring_of_another_shape_is_forged(path: str, value: object) -> None:
    ring, _, _ = fresh_keys()
    with pytest.raises(WrongKeyOrForged):
        keyring.decode(edited(ring, _shape(path, value)))


def test_every_shorter_keyring_is_refused_and_every_flip_too() -> None:
    ring, _, _ = fresh_keys()
    data = ring.encode()
    for length in range(len(data)):
        with pytest.raises((Unfinished, Damaged)):
            keyring.decode(data[:length])
    for bad in mutations(data, 2000, seed=7):
        with pytest.raises(BadFile):
            keyring.decode(bad)


def test_flips_with_a_fitting_digest_never_give_keys() -> None:
    ring, keys, _ = fresh_keys()
    data = ring.encode()
    chance = random.Random(8)
    refused = 0
    for at in range(len(data) - 32):
        bad = bytearray(data)
        bad[at] ^= 1 << chance.randrange(8)
        bad[-32:] = hashlib.sha256(bad[:-32]).digest()
        try:
            planted = keyring.decode(bytes(bad))
        except BadFile:
            refused += 1
            continue
        if planted.vault == keys.vault and planted.mac == planted.mac_under(keys.roots[1]):
            pytest.fail(f"a flip at {at} was not noticed")
        refused += 1
    assert refused == len(data) - 32


def test_a_later_keyring_format_is_too_new() -> None:
    ring, _, _ = fresh_keys()
    data = bytearray(ring.encode())
    data[7] = 2
    data[-32:] = hashlib.sha256(data[:-32]).digest()
    with pytest.raises(TooNew):
        keyring.decode(bytes(data))


def test_an_oversized_keyring_is_refused_unread() -> None:
    with pytest.raises(Damaged):
        keyring.decode(MAGIC + bytes(70_000))


def test_forgotten_keys_answer_locked() -> None:
    _, keys, _ = fresh_keys()
    keys.forget()
    with pytest.raises(Locked):
        keys.name_of(b"x")


# calibration


def test_a_slow_computer_gets_the_floor() -> None:
    assert kdf.calibrate(lambda: 3.0) == FLOOR


def test_calibration_aims_at_seven_tenths_of_a_second_and_grows_memory_first() -> None:
    chosen = kdf.calibrate(lambda: 0.14)
    assert chosen.kib == 256 * 1024
    predicted = 0.14 * (chosen.kib / FLOOR.kib) * (chosen.passes / FLOOR.passes)
    assert 0.5 <= predicted <= 1.0


def test_calibration_stays_within_what_is_accepted_on_reading() -> None:
    assert kdf.calibrate(lambda: 0.0).passes <= kdf.MAX_PASSES


def test_the_real_measure_is_used_when_none_is_given() -> None:
    assert kdf.calibrate().kib >= FLOOR.kib


# on the disk


@pytest.fixture
def written(tmp_path: Path) -> Path:
    ring, keys, _ = fresh_keys()
    keyringfile.write(ObedientClock(), tmp_path, ring)
    keyringfile.write(ObedientClock(), tmp_path, keyring.with_password(ring, keys, NAME, OTHER_PASSWORD, CHEAPEST))
    return tmp_path


def newest(folder: Path) -> keyringfile.Kept:
    return keyringfile.newest(ObedientClock(), folder)


def test_the_newest_keyring_is_read_and_all_are_kept(written: Path) -> None:
    assert newest(written).keyring.revision == 2
    assert len(list(written.iterdir())) == 4


def test_no_folder_no_keyring_and_an_unreadable_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(VaultNotFound):
        newest(tmp_path / "nowhere")
    with pytest.raises(VaultNotFound):
        newest(tmp_path)
    with pytest.raises(Unreachable):
        keyringfile.newest(FailingFiles(Plan(at=1)), tmp_path)


def test_one_damaged_copy_costs_nothing_and_is_healed(written: Path) -> None:
    first, second = (written / name for name in keyringfile.names_of(2))
    sound = first.read_bytes()
    for hurt in (first, second):
        hurt.write_bytes(sound[:100] + b"!" + sound[101:])
        kept = newest(written)
        assert (kept.keyring.revision, kept.damaged) == (2, ())
        keyringfile.heal(ObedientClock(), written, kept)
        assert hurt.read_bytes() == sound
        hurt.unlink()
        keyringfile.heal(ObedientClock(), written, kept)
        assert hurt.read_bytes() == sound
    assert len(list(written.glob("*.damaged*"))) == 2


def test_two_damaged_copies_fall_back_to_the_revision_before(written: Path) -> None:
    for name in keyringfile.names_of(2):
        (written / name).write_bytes(b"?" * 200)
    kept = newest(written)
    assert (kept.keyring.revision, kept.damaged, kept.interrupted) == (1, (2,), ())


def test_damaged_later_keyrings_are_set_aside_once_an_older_one_was_verified(written: Path) -> None:
    for name in keyringfile.names_of(2):
        (written / name).write_bytes(b"?" * 200)
    keyringfile.heal(ObedientClock(), written, newest(written))
    kept = newest(written)
    assert (kept.keyring.revision, kept.damaged, kept.highest) == (1, (), 2)
    assert len(list(written.glob("keyring.00000002*.damaged"))) == 2


def test_an_interrupted_password_change_is_no_damage_and_left_where_it_is(written: Path) -> None:
    first, second = (written / name for name in keyringfile.names_of(2))
    first.write_bytes(first.read_bytes()[:60])
    second.unlink()
    kept = newest(written)
    assert (kept.keyring.revision, kept.damaged, kept.interrupted, kept.highest) == (1, (), (2,), 2)
    keyringfile.heal(ObedientClock(), written, kept)
    assert len(first.read_bytes()) == 60


def test_a_later_keyring_that_reads_well_the_second_time_is_not_set_aside(written: Path) -> None:
    kept = newest(written)
    flickered = keyringfile.Kept(kept.keyring, (), (2,), 2)
    before = sorted(path.name for path in written.iterdir())
    keyringfile.heal(ObedientClock(), written, flickered)
    assert sorted(path.name for path in written.iterdir()) == before


def test_one_unreadable_copy_is_made_up_for_by_the_other(written: Path) -> None:
    kept = keyringfile.newest(FailingFiles(Plan(at=1, only=("read",))), written)
    assert kept.keyring.revision == 2


def test_with_every_copy_damaged_the_verdict_is_told(written: Path) -> None:
    for path in written.iterdir():
        path.write_bytes(b"?" * 200)
    with pytest.raises(Damaged):
        newest(written)


def test_a_keyring_under_another_number_is_passed_over(written: Path) -> None:
    (written / keyringfile.names_of(9)[0]).write_bytes((written / keyringfile.names_of(1)[0]).read_bytes())
    kept = newest(written)
    assert (kept.keyring.revision, kept.damaged, kept.highest) == (2, (9,), 9)


def test_a_later_keyring_on_the_disk_stops_the_reading(written: Path) -> None:
    data = bytearray((written / keyringfile.names_of(2)[0]).read_bytes())
    data[7] = 2
    data[-32:] = hashlib.sha256(data[:-32]).digest()
    (written / keyringfile.names_of(3)[0]).write_bytes(data)
    with pytest.raises(TooNew):
        newest(written)


def test_an_unreadable_keyring_file_is_unreachable(written: Path) -> None:
    with pytest.raises(Unreachable):
        keyringfile.newest(FailingFiles(Plan(at=1, ever_after=True, only=("read",))), written)


def test_a_number_already_taken_is_a_conflict_and_a_full_disk_is_told(written: Path, tmp_path: Path) -> None:
    ring, keys, _ = fresh_keys()
    with pytest.raises(Conflict):
        keyringfile.write(ObedientClock(), written, ring)
    third = keyring.with_password(newest(written).keyring, keys, NAME, PASSWORD, CHEAPEST)
    with pytest.raises(NotEnoughSpace):
        keyringfile.write(QuotaFiles(50), written, third)
    assert newest(written).keyring.revision == 2
    assert not list(written.glob("*3.bdk"))


def test_healing_a_folder_that_fails_changes_nothing(written: Path) -> None:
    kept = newest(written)
    (written / keyringfile.names_of(2)[0]).write_bytes(b"?" * 200)
    before = sorted(path.read_bytes() for path in written.iterdir())
    keyringfile.heal(FailingFiles(Plan(at=1, ever_after=True)), written, kept)
    assert sorted(path.read_bytes() for path in written.iterdir()) == before
