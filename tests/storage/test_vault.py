"""The vault's door and rooms: signing in, changing passwords, locking, papers, drafts, the practice document."""

import errno
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typing_extensions import override

from baclodesk.storage import files, founding, kdf, keyring, keyringfile
from baclodesk.storage import vault as vault_module
from baclodesk.storage.errors import (
    AttachmentNotFound,
    Damaged,
    Locked,
    NameRefused,
    NotEnoughSpace,
    NotSaved,
    PathTooLong,
    RecoveryKeyMistyped,
    SignInRefused,
    StoreError,
    SyncFolderRefused,
    Unreachable,
    VaultExists,
    VaultNotFound,
    WeakPassword,
    WrongKeyOrForged,
)
from baclodesk.storage.kdf import CHEAPEST
from baclodesk.storage.revisions import Notice, NoticeKind
from baclodesk.storage.vault import Vault
from tests.storage.support import (
    NAME,
    OTHER_PASSWORD,
    PASSWORD,
    FailingFiles,
    ObedientClock,
    Plan,
    all_files,
    count_of,
    open_vault,
    tables,
)

A = "a" * 32


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return open_vault(tmp_path)


def create(folder: Path, **options: Any) -> tuple[Vault, str]:
    given: dict[str, Any] = {"kdf": CHEAPEST, "local": folder / "local", **options}
    return Vault.create(folder / "new" / "vault", NAME, PASSWORD, **given)


# making one


def test_a_new_vault_opens_with_password_and_with_the_printed_key(tmp_path: Path) -> None:
    made, printed = create(tmp_path)
    made.save(A, tables(1), None)
    made.lock()
    folder = tmp_path / "new" / "vault"
    by_password = Vault.unlock(folder, NAME.upper(), PASSWORD, local=tmp_path / "local")
    by_key = Vault.unlock_with_recovery(folder, printed, local=tmp_path / "local")
    assert count_of(by_password.load(A).tables) == count_of(by_key.load(A).tables) == 1
    assert (made.user, by_password.user, by_key.user) == (NAME, NAME, "")
    assert Vault.user_names(folder) == vault_module.user_names(folder) == [NAME]


def test_a_new_vault_says_in_french_what_it_is_and_holds_nothing_strange(tmp_path: Path) -> None:
    made, _ = create(tmp_path)
    text = (tmp_path / "new" / "vault" / "BACLODESK-LISEZMOI.txt").read_text(encoding="utf-8-sig")
    assert "dossiers médicaux chiffrés" in text
    report = made.recover()
    assert (report.strange, report.removed) == ([], [])


def test_a_used_folder_is_refused_and_left_alone(tmp_path: Path) -> None:
    made, _ = create(tmp_path)
    made.save(A, tables(1), None)
    made.save_practice(tables(1), None)
    folder = tmp_path / "new" / "vault"
    before = {path: path.read_bytes() for path in all_files(folder)}
    with pytest.raises(VaultExists):
        create(tmp_path)
    for name in keyringfile.names_of(1):
        before.pop(folder / name)
        (folder / name).unlink()
    with pytest.raises(VaultExists):
        create(tmp_path)
    assert {path: path.read_bytes() for path in all_files(folder)} == before


def test_making_a_vault_can_be_tried_again_whatever_failed(tmp_path: Path) -> None:
    counting = FailingFiles()
    create(tmp_path / "count", fs=counting)
    creating = [at for at, name in enumerate(counting.plan.seen, 1) if name != "make_dir"]
    failed = 0
    for at in creating:
        folder = tmp_path / str(at)
        try:
            create(folder, fs=FailingFiles(Plan(at=at, error=errno.EIO)))
        except NotSaved:
            failed += 1
            with pytest.raises(VaultNotFound):
                Vault.unlock(folder / "new" / "vault", NAME, PASSWORD)
            create(folder)
        opened = Vault.unlock(folder / "new" / "vault", NAME, PASSWORD, local=folder / "local")
        assert opened.notices == ()
    assert failed > 10


@pytest.mark.parametrize(
    ("folder", "kind"),
    [("Dropbox/vault", SyncFolderRefused), ("v" * 200, PathTooLong), ("OneDrive", SyncFolderRefused)],
)
def test_folders_no_vault_may_live_in_are_refused_everywhere(
    tmp_path: Path, folder: str, kind: type[Exception]
) -> None:
    with pytest.raises(kind):
        Vault.create(tmp_path / folder, NAME, PASSWORD, kdf=CHEAPEST)
    with pytest.raises(kind):
        Vault.unlock(tmp_path / folder, NAME, PASSWORD)
    assert list(tmp_path.iterdir()) == []


def test_weak_passwords_and_empty_names_are_refused_before_anything_is_made(tmp_path: Path) -> None:
    with pytest.raises(WeakPassword):
        Vault.create(tmp_path / "v", NAME, "baclofen2024", kdf=CHEAPEST)
    with pytest.raises(NameRefused):
        Vault.create(tmp_path / "v", " ", PASSWORD, kdf=CHEAPEST)
    assert list(tmp_path.iterdir()) == []


def test_without_a_given_cost_and_folder_both_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kdf, "calibrate", lambda: CHEAPEST)
    monkeypatch.setattr(founding, "default_local", lambda: tmp_path / "default")
    made, _ = Vault.create(tmp_path / "v", NAME, PASSWORD)
    assert made.local.parent == tmp_path / "default"


# signing in


def test_a_wrong_password_or_name_opens_nothing(tmp_path: Path) -> None:
    create(tmp_path)
    for name, password in [(NAME, OTHER_PASSWORD), ("Dr Nobody", PASSWORD)]:
        with pytest.raises(SignInRefused):
            Vault.unlock(tmp_path / "new" / "vault", name, password)
    with pytest.raises(RecoveryKeyMistyped):
        Vault.unlock_with_recovery(tmp_path / "new" / "vault", "ABCD")
    with pytest.raises(VaultNotFound):
        Vault.unlock(tmp_path / "elsewhere", NAME, PASSWORD)


def test_a_damaged_newest_keyring_is_told_when_an_older_one_opens(tmp_path: Path) -> None:
    open_vault(tmp_path)
    for name in keyringfile.names_of(2):
        (tmp_path / "vault" / name).write_bytes(b"?" * 100)
    folder, local = tmp_path / "vault", tmp_path / "local"
    opened = Vault.unlock(folder, NAME, PASSWORD, local=local)
    assert opened.notices == (Notice(NoticeKind.KEYRING_DAMAGED, 2),)
    assert Vault.unlock(folder, NAME, PASSWORD, local=local).notices == ()
    opened.change_password(NAME, PASSWORD, OTHER_PASSWORD, kdf=CHEAPEST)
    assert (folder / keyringfile.names_of(3)[0]).exists(), "a number is never used twice"
    again = Vault.unlock(folder, NAME, OTHER_PASSWORD, local=local)
    printed = again.renew_recovery_key()
    Vault.unlock_with_recovery(folder, printed, local=local)


def test_a_changed_password_is_the_only_one_that_opens(vault: Vault, tmp_path: Path) -> None:
    vault.save(A, tables(1), None)
    before = [path for path in all_files(tmp_path / "vault") if path.suffix == ".bdk"]
    vault.change_password(NAME, PASSWORD, OTHER_PASSWORD, kdf=CHEAPEST)
    folder = tmp_path / "vault"
    with pytest.raises(SignInRefused):
        Vault.unlock(folder, NAME, PASSWORD)
    again = Vault.unlock(folder, NAME, OTHER_PASSWORD, local=tmp_path / "local")
    assert count_of(again.load(A).tables) == 1
    assert len(all_files(folder)) == len(before) + 2, "only the keyring was written"


def test_a_password_is_not_changed_without_the_old_one_or_to_a_weak_one(vault: Vault, tmp_path: Path) -> None:
    with pytest.raises(SignInRefused):
        vault.change_password(NAME, OTHER_PASSWORD, OTHER_PASSWORD, kdf=CHEAPEST)
    with pytest.raises(WeakPassword):
        vault.change_password(NAME, PASSWORD, "short", kdf=CHEAPEST)
    Vault.unlock(tmp_path / "vault", NAME, PASSWORD, local=tmp_path / "local")


def test_a_password_can_be_set_anew_only_with_the_recovery_key(tmp_path: Path) -> None:
    _, printed = create(tmp_path)
    folder = tmp_path / "new" / "vault"
    signed_in = Vault.unlock(folder, NAME, PASSWORD, local=tmp_path / "local")
    with pytest.raises(SignInRefused):
        signed_in.reset_password(NAME, OTHER_PASSWORD, kdf=CHEAPEST)
    rescued = Vault.unlock_with_recovery(folder, printed, local=tmp_path / "local")
    rescued.reset_password(NAME, OTHER_PASSWORD, kdf=CHEAPEST)
    Vault.unlock(folder, NAME, OTHER_PASSWORD, local=tmp_path / "local")
    renewed = rescued.renew_recovery_key()
    Vault.unlock_with_recovery(folder, renewed, local=tmp_path / "local")
    with pytest.raises(SignInRefused):
        Vault.unlock_with_recovery(folder, printed)


def test_a_password_change_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    fs = FailingFiles()
    vault = open_vault(tmp_path, fs)
    fs.plan = Plan(at=1, only=("sync",), error=errno.ENOSPC)
    with pytest.raises(NotEnoughSpace):
        vault.change_password(NAME, PASSWORD, OTHER_PASSWORD, kdf=CHEAPEST)
    Vault.unlock(tmp_path / "vault", NAME, PASSWORD, local=tmp_path / "local")
    vault.change_password(NAME, PASSWORD, OTHER_PASSWORD, kdf=CHEAPEST)
    Vault.unlock(tmp_path / "vault", NAME, OTHER_PASSWORD, local=tmp_path / "local")


# locking


def test_a_locked_vault_answers_locked_and_nothing_else(vault: Vault) -> None:
    saved = vault.save(A, tables(1), None)
    vault.lock()
    vault.lock()
    assert vault.is_locked
    calls: list[Callable[[], object]] = [
        lambda: vault.load(A),
        lambda: vault.save(A, tables(2), saved),
        vault.ids,
        lambda: vault.index(lambda _, given: {}),
        vault.load_practice,
        lambda: vault.save_practice(tables(), None),
        lambda: vault.put_attachment(b"x"),
        lambda: vault.get_attachment("0" * 40),
        lambda: vault.save_draft(A, tables(), None),
        lambda: vault.load_draft(A),
        lambda: vault.discard_draft(A),
        vault.drafts,
        vault.recover,
        lambda: vault.change_password(NAME, PASSWORD, OTHER_PASSWORD),
        lambda: vault.reset_password(NAME, OTHER_PASSWORD),
        vault.renew_recovery_key,
    ]
    for call in calls:
        with pytest.raises(Locked):
            call()


def test_locking_drops_the_keys_from_memory(vault: Vault) -> None:
    keys = vault._keys
    vault.lock()
    assert keys.roots == {}
    with pytest.raises(Locked):
        keys.name_of(b"anything")


# the practice document


def test_the_practice_document_is_kept_like_a_dossier_and_is_none_before(vault: Vault, tmp_path: Path) -> None:
    assert vault.load_practice() is None
    saved = vault.save_practice(tables(1), None)
    vault.save_practice(tables(2), saved)
    found = open_vault(tmp_path).load_practice()
    assert found is not None
    assert (found.revision, count_of(found.tables)) == (2, 2)
    assert vault.ids() == []
    with pytest.raises(StoreError) as told:
        vault.save_practice(tables(3), saved)
    assert told.value.code == "conflict"


def test_identifiers_are_random_and_listed_once_saved(vault: Vault) -> None:
    made = {vault.new_id() for _ in range(100)}
    assert len(made) == 100
    assert vault.ids() == []
    for dossier_id in sorted(made)[:3]:
        vault.save(dossier_id, tables(), None)
    assert vault.ids() == sorted(made)[:3]


def test_a_vanished_share_is_unreachable_and_nothing_is_made_in_its_place(vault: Vault, tmp_path: Path) -> None:
    base = vault.save(A, tables(1), None)
    folder = tmp_path / "vault"
    folder.rename(tmp_path / "elsewhere")
    for stage in ("folder gone", "bare mount point"):
        calls: list[Callable[[], object]] = [
            lambda: vault.load(A),
            vault.ids,
            vault.load_practice,
            vault.recover,
            lambda: vault.index(lambda _, given: {}),
        ]
        for call in calls:
            with pytest.raises(Unreachable):
                call()
        writes: list[Callable[[], object]] = [
            lambda: vault.save(A, tables(2), base),
            lambda: vault.save("b" * 32, tables(2), None),
            lambda: vault.save_practice(tables(2), None),
            lambda: vault.put_attachment(b"paper"),
        ]
        for write in writes:
            with pytest.raises(NotSaved):
                write()
        assert all_files(folder) == [], stage
        folder.mkdir(exist_ok=True)
    folder.rmdir()
    (tmp_path / "elsewhere").rename(folder)
    assert vault.save(A, tables(2), base).revision == 2


# papers


def test_a_paper_comes_back_byte_for_byte_under_a_name_that_tells_nothing(vault: Vault, tmp_path: Path) -> None:
    content = b"%PDF-1.7 signed consent" * 300
    name = vault.put_attachment(content)
    assert vault.put_attachment(content) == name
    assert open_vault(tmp_path).get_attachment(name) == content
    assert len(all_files(tmp_path / "vault" / "b")) == 1


@pytest.mark.parametrize("name", ["0" * 40, "", "../" + "0" * 37, "é" * 40])
def test_papers_that_do_not_exist_are_not_found(vault: Vault, name: str) -> None:
    with pytest.raises(AttachmentNotFound):
        vault.get_attachment(name)


def test_a_hurt_paper_is_told_and_written_again_when_it_is_put_again(vault: Vault, tmp_path: Path) -> None:
    name = vault.put_attachment(b"paper")
    (path,) = all_files(tmp_path / "vault" / "b")
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    with pytest.raises(Damaged):
        vault.get_attachment(name)
    assert vault.put_attachment(b"paper") == name
    assert vault.get_attachment(name) == b"paper"


def test_a_paper_under_another_papers_name_is_refused(vault: Vault) -> None:
    one, two = vault.put_attachment(b"one"), vault.put_attachment(b"two")
    papers = vault._papers
    papers._path(one).write_bytes(papers._path(two).read_bytes())
    with pytest.raises(WrongKeyOrForged):
        vault.get_attachment(one)
    papers._path(one).write_bytes(vault._sealer.seal("attachment", one, b"two"))
    with pytest.raises(WrongKeyOrForged):
        vault.get_attachment(one)


def test_a_paper_that_cannot_be_written_or_read_is_told(tmp_path: Path) -> None:
    fs = FailingFiles()
    vault = open_vault(tmp_path, fs)
    name = vault.put_attachment(b"kept")
    fs.plan = Plan(at=1, only=("sync",), error=errno.ENOSPC)
    with pytest.raises(NotEnoughSpace):
        vault.put_attachment(b"not kept")
    fs.plan = Plan(at=1, only=("read",))
    with pytest.raises(Unreachable):
        vault.get_attachment(name)
    assert len(all_files(tmp_path / "vault" / "b")) == 1


# drafts


def test_a_draft_comes_back_with_the_base_it_stands_on_and_can_be_saved(vault: Vault, tmp_path: Path) -> None:
    base = vault.save(A, tables(1), None)
    vault.save_draft(A, tables(2), base)
    vault.save_draft("b" * 32, tables(9), None)
    vault.lock()
    again = open_vault(tmp_path)
    assert again.drafts() == [A, "b" * 32]
    draft, other = again.load_draft(A), again.load_draft("b" * 32)
    assert draft is not None
    assert other is not None
    assert (draft.base, draft.base_revision, count_of(draft.tables)) == (base, 1, 2)
    assert (other.base, other.base_revision) == (None, 0)
    assert again.save(A, draft.tables, draft.base).revision == 2
    again.discard_draft(A)
    again.discard_draft(A)
    assert again.load_draft(A) is None
    assert again.drafts() == ["b" * 32]


def test_a_draft_lies_on_this_computer_and_not_in_the_vault(vault: Vault, tmp_path: Path) -> None:
    before = all_files(tmp_path / "vault")
    vault.save_draft(A, tables(2), None)
    assert all_files(tmp_path / "vault") == before
    assert vault.drafts() == [A]


def test_without_any_draft_the_list_is_empty(vault: Vault) -> None:
    assert vault.drafts() == []


def test_a_draft_that_cannot_be_written_leaves_the_one_before(tmp_path: Path) -> None:
    fs = FailingFiles()
    vault = open_vault(tmp_path, fs)
    vault.save_draft(A, tables(1), None)
    for at in range(1, 6):
        fs.plan = Plan(at=at, error=errno.EIO)
        with pytest.raises(NotSaved):
            vault.save_draft(A, tables(2), None)
        fs.plan = Plan()
        draft = vault.load_draft(A)
        assert draft is not None
        assert count_of(draft.tables) == 1
    with pytest.raises(StoreError) as told:
        vault.save_draft(A, {"x": {"1": {"v": float("nan")}}}, None)
    assert told.value.code == "unstorable"


def test_drafts_that_cannot_be_reached_are_told(tmp_path: Path) -> None:
    fs = FailingFiles()
    vault = open_vault(tmp_path, fs)
    vault.save_draft(A, tables(1), None)
    calls: list[tuple[str, Callable[[], object]]] = [
        ("read", lambda: vault.load_draft(A)),
        ("names", vault.drafts),
        ("unlink", lambda: vault.discard_draft(A)),
    ]
    for only, call in calls:
        fs.plan = Plan(at=1, only=(only,))
        with pytest.raises((Unreachable, NotSaved)):
            call()


def test_a_draft_of_another_dossier_renamed_into_place_is_refused(vault: Vault) -> None:
    vault.save_draft(A, tables(1), None)
    folder = vault.local / "drafts"
    (folder / f"{A}.bdd").rename(folder / f"{'b' * 32}.bdd")
    with pytest.raises(WrongKeyOrForged):
        vault.load_draft("b" * 32)


# nothing in clear


SECRETS = ["Lefèvre-Quennehen", "12 rue des Tilleuls", "buvait trois litres", "1962-03-09", "PDFSECRET"]


def test_no_words_of_a_patient_lie_anywhere_in_clear(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    vault = open_vault(tmp_path)
    body = tables(1, secrets=SECRETS)
    base = vault.save(A, body, None)
    vault.save_draft(A, body, base)
    vault.put_attachment(" ".join(SECRETS).encode() * 20)
    vault.save_practice(body, None)
    vault.index(lambda _, given: {"all": given})
    vault.save(A, body, base)
    vault.lock()
    found = all_files(tmp_path)
    assert any(path.name == "index.bdi" for path in found)
    assert any(path.suffix == ".bdd" for path in found)
    for path in found:
        data = path.read_bytes()
        for secret in SECRETS:
            for coding in ("utf-8", "utf-16-le", "latin-1"):
                assert secret.encode(coding) not in data, path.name


def test_errors_carry_no_content(vault: Vault) -> None:
    base = vault.save(A, tables(1, secret=SECRETS[0]), None)
    vault.save(A, tables(2, secret=SECRETS[0]), base)
    with pytest.raises(StoreError) as told:
        vault.save(A, tables(3, secret=SECRETS[0]), base)
    assert SECRETS[0] not in repr(told.value)
    assert A not in str(told.value)
    with pytest.raises(StoreError) as told:
        vault.save(A, {"t": {"1": {SECRETS[0]: float("inf")}}}, None)
    assert SECRETS[0] not in repr(told.value)


def test_each_kind_of_error_has_its_own_code() -> None:
    def kinds(kind: type[StoreError]) -> list[type[StoreError]]:
        return [kind, *(below for child in kind.__subclasses__() for below in kinds(child))]

    codes = [kind.code for kind in kinds(StoreError)]
    assert len(codes) > 20
    assert len(set(codes)) == len(codes)


def test_a_lost_connection_in_the_middle_of_a_listing_is_unreachable(tmp_path: Path) -> None:
    class Gone(ObedientClock):
        @override
        def names(self, folder: Path) -> list[str]:
            raise OSError("share gone")

    vault = open_vault(tmp_path, Gone())
    with pytest.raises(Unreachable) as told:
        vault.ids()
    assert told.value.reason == 0


def test_the_keyring_that_is_written_has_been_opened_both_ways(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    encode = keyring.Keyring.encode
    monkeypatch.setattr(keyring.Keyring, "encode", lambda ring: encode(ring)[:-1] + b"?")
    with pytest.raises(StoreError):
        create(tmp_path)
    monkeypatch.undo()
    assert not list((tmp_path / "new" / "vault").glob("keyring*"))
    assert files.FileSystem().names(tmp_path / "new" / "vault")
