"""The disk: what is retried, what is forgiven, what is cleaned up; and where a vault may lie."""

import errno
import os
from pathlib import Path

import pytest
from typing_extensions import override

from baclodesk.storage import files, founding, layout
from baclodesk.storage.errors import BadId, PathTooLong, SyncFolderRefused, UnsoundFolder, not_saved
from baclodesk.storage.files import FileSystem
from baclodesk.storage.layout import Layout
from tests.storage.support import FailingFiles, ObedientClock, Plan


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("code", [5, 32, 33])
def test_passing_refusals_of_windows_are_waited_out(tmp_path: Path, code: int) -> None:
    fs = FailingFiles(Plan(at=1, ever_after=True, only=("open_new",), winerror=code, times=7, error=errno.EACCES))
    files.write_new(fs, tmp_path / "a", b"x")
    assert (tmp_path / "a").read_bytes() == b"x"
    assert 1.5 <= fs.waited <= 2.5


@pytest.mark.parametrize("operation", ["open_new", "read", "replace", "unlink"])
def test_every_operation_a_scanner_can_block_is_retried(tmp_path: Path, operation: str) -> None:
    (tmp_path / "old").write_bytes(b"old")
    fs = FailingFiles(Plan(at=1, ever_after=True, only=(operation,), winerror=32, times=3, error=errno.EACCES))
    assert files.read(fs, tmp_path / "old") == b"old"
    files.write_over(fs, tmp_path / "new", b"new")
    assert files.discard(fs, tmp_path / "old")
    assert names(tmp_path) == ["new"]
    assert fs.plan.hits == 3


def test_the_eighth_refusal_is_final(tmp_path: Path) -> None:
    fs = FailingFiles(Plan(at=1, ever_after=True, only=("open_new",), winerror=5, error=errno.EACCES))
    with pytest.raises(OSError, match=os.strerror(errno.EACCES)):
        files.write_new(fs, tmp_path / "a", b"x")
    assert fs.plan.hits == 8


@pytest.mark.parametrize("code", [None, 2, 112])
def test_other_refusals_are_not_retried(tmp_path: Path, code: int | None) -> None:
    fs = FailingFiles(Plan(at=1, only=("open_new",), winerror=code))
    with pytest.raises(OSError, match=os.strerror(errno.EIO)):
        files.write_new(fs, tmp_path / "a", b"x")
    assert fs.waited == 0


def test_a_new_file_never_takes_the_place_of_another(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"mine")
    with pytest.raises(FileExistsError):
        files.write_new(FileSystem(), tmp_path / "a", b"theirs")
    assert (tmp_path / "a").read_bytes() == b"mine"


def test_short_writes_are_continued_and_a_write_of_nothing_is_an_error(tmp_path: Path) -> None:
    class Short(FileSystem):
        taken = 3

        @override
        def write(self, handle: int, data: memoryview) -> int:
            return super().write(handle, data[: self.taken])

    files.write_new(Short(), tmp_path / "a", b"0123456789")
    assert (tmp_path / "a").read_bytes() == b"0123456789"
    stuck = Short()
    stuck.taken = 0
    with pytest.raises(OSError, match="nothing written"):
        files.write_new(stuck, tmp_path / "b", b"0123456789")


def test_a_handle_is_synced_once_and_closed(tmp_path: Path) -> None:
    fs = FailingFiles()
    files.write_new(fs, tmp_path / "a", b"x")
    assert fs.plan.seen == ["open_new", "write", "sync", "close"]
    fs.plan.seen.clear()
    files.write_new(fs, tmp_path / "b", b"x", durable=False)
    assert fs.plan.seen == ["open_new", "write", "close"]


@pytest.mark.parametrize("step", range(1, 7))
def test_writing_over_keeps_the_old_content_whatever_fails_before_the_end(tmp_path: Path, step: int) -> None:
    (tmp_path / "a").write_bytes(b"old")
    fs = FailingFiles(Plan(at=step))
    with pytest.raises(OSError, match=os.strerror(errno.EIO)):
        files.write_over(fs, tmp_path / "a", b"new")
    assert (tmp_path / "a").read_bytes() in ((b"old", b"new") if step == 6 else (b"old",))
    assert names(tmp_path) == ["a"]


@pytest.mark.parametrize("code", [errno.EINVAL, errno.ENOTSUP])
def test_a_file_system_that_cannot_sync_directories_is_forgiven(tmp_path: Path, code: int) -> None:
    files.sync_dir(FailingFiles(Plan(at=1, error=code)), tmp_path)


@pytest.mark.parametrize("code", [errno.EIO, errno.ENOSPC, errno.EACCES])
def test_no_other_error_of_a_directory_sync_is_forgiven(tmp_path: Path, code: int) -> None:
    with pytest.raises(OSError, match=os.strerror(code)):
        files.sync_dir(FailingFiles(Plan(at=1, error=code)), tmp_path)


def test_windows_without_directory_handles_syncs_no_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "O_DIRECTORY")
    FileSystem().sync_dir(tmp_path / "does not exist")


def test_discarding_tells_whether_the_file_is_gone(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    assert not files.discard(FailingFiles(Plan(at=1)), tmp_path / "a")
    assert files.discard(FileSystem(), tmp_path / "a")
    assert files.discard(FileSystem(), tmp_path / "a")


def test_a_file_larger_than_any_sealed_one_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_bytes(b"12345")
    monkeypatch.setattr(files, "MAX_FILE", 4)
    with pytest.raises(OSError, match=os.strerror(errno.EFBIG)):
        files.read(FileSystem(), tmp_path / "a")


def test_the_real_clock_goes_forward() -> None:
    fs = FileSystem()
    before = fs.monotonic()
    fs.sleep(0)
    assert fs.monotonic() >= before


def test_temporary_names_are_recognised_and_nothing_else_is(tmp_path: Path) -> None:
    assert files.is_temporary(files.temporary_name(tmp_path / "a").name)
    assert not any(files.is_temporary(name) for name in ("a.tmp", ".tmp", ".hidden", f"{'0' * 32}.00000001.bdk"))


def test_folders_are_made_with_what_is_missing_above_them(tmp_path: Path) -> None:
    fs = FailingFiles()
    files.ensure_dir(fs, tmp_path / "a" / "b")
    files.ensure_dir(fs, tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").is_dir()
    assert fs.plan.seen == ["make_dir", "sync_dir"] * 2


def test_a_folder_somebody_else_makes_meanwhile_is_no_error(tmp_path: Path) -> None:
    class Overtaken(ObedientClock):
        @override
        def make_dir(self, path: Path) -> None:
            super().make_dir(path)
            super().make_dir(path)

    files.ensure_dir(Overtaken(), tmp_path / "a")
    assert (tmp_path / "a").is_dir()


@pytest.mark.parametrize(
    ("code", "name"),
    [
        (errno.ENOSPC, "not_enough_space"),
        (errno.EDQUOT, "not_enough_space"),
        (errno.EROFS, "folder_read_only"),
        (errno.EACCES, "folder_read_only"),
        (errno.EIO, "not_saved"),
    ],
)
def test_the_reason_for_not_saving_is_told_apart(code: int, name: str) -> None:
    problem = not_saved(OSError(code, "x"))
    assert (problem.code, problem.reason) == (name, code)
    assert errno.errorcode[code] in str(problem)


def test_an_error_without_number_still_has_a_reason() -> None:
    assert not_saved(OSError("strange")).reason == 0


# where a vault may lie


def test_a_folder_of_180_characters_is_the_longest_accepted() -> None:
    longest = Path("/" + "v" * 179)
    layout.check_folder(longest, {})
    with pytest.raises(PathTooLong):
        layout.check_folder(Path("/" + "v" * 180), {})


@pytest.mark.parametrize(
    "name",
    [
        "OneDrive",
        "OneDrive - Cabinet Martin",
        "Dropbox",
        "Google Drive",
        "iCloudDrive",
        "Nextcloud",
        "kDrive",
        "pCloud",
    ],
)
def test_folders_of_cloud_clients_are_refused(name: str) -> None:
    with pytest.raises(SyncFolderRefused):
        layout.check_folder(Path("/data") / name / "cabinet", {})


@pytest.mark.parametrize("name", ["BacloDesk", "boxes", "megaphone", "Documents", "drive"])
def test_ordinary_folders_are_accepted(name: str) -> None:
    layout.check_folder(Path("/data") / name, {})


def test_the_folder_the_system_names_as_onedrive_is_refused_whatever_it_is_called(tmp_path: Path) -> None:
    with pytest.raises(SyncFolderRefused):
        layout.check_folder(tmp_path / "x", {"OneDriveCommercial": str(tmp_path)})


def test_a_link_into_a_cloud_folder_is_seen_through(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "innocent").symlink_to(tmp_path / "Dropbox")
    with pytest.raises(SyncFolderRefused):
        layout.check_folder(tmp_path / "innocent", {})


@pytest.mark.parametrize("bad", ["", "a" * 31, "A" * 32, "../" + "a" * 29, "a" * 32 + "\n", "g" * 32])
def test_identifiers_that_are_not_ours_are_refused(bad: str) -> None:
    with pytest.raises(BadId):
        layout.checked_id(bad)


def test_names_fit_in_a_windows_path_even_in_the_longest_folder() -> None:
    place = Layout(Path("/" + "v" * 179))
    longest = place.home("a" * 32) / layout.aside_name(layout.revision_name("a" * 32, 99_999_999), set())
    assert len(str(longest)) < 259


def test_making_the_folders_twice_changes_nothing(tmp_path: Path) -> None:
    place = Layout(tmp_path)
    place.make(FileSystem())
    (tmp_path / "d" / "7f").rmdir()
    place.make(FileSystem())
    assert len(names(tmp_path / "d")) == len(names(tmp_path / "b")) == 256


def test_a_folder_that_overwrites_on_exclusive_create_is_refused(tmp_path: Path) -> None:
    class Careless(FileSystem):
        @override
        def open_new(self, path: Path) -> int:
            return os.open(path, os.O_CREAT | os.O_WRONLY)

    with pytest.raises(UnsoundFolder):
        founding.require_exclusive(Careless(), tmp_path)
    assert names(tmp_path) == []
    founding.require_exclusive(FileSystem(), tmp_path)
    assert names(tmp_path) == []


def test_this_computers_mark_is_kept_and_a_broken_one_does_no_harm(tmp_path: Path) -> None:
    fs = FileSystem()
    mark = founding.station(fs, tmp_path)
    assert founding.station(fs, tmp_path) == mark
    for bad in (b"", b"\xff\xfe", b"a b c d "):
        (tmp_path / "station").write_bytes(bad)
        assert len(founding.station(fs, tmp_path)) == 8
    assert len(founding.station(FailingFiles(Plan(at=1)), tmp_path)) == 8


def test_this_computers_folder_is_the_systems_own() -> None:
    assert founding.default_local().name == "BacloDesk"
