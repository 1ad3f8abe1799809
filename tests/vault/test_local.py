"""The vault: what has a name in it survives."""

import hashlib

import pytest

from app.vault.local import DiskFull, Vault


def files_of(vault: Vault) -> list[str]:
    return sorted(path.name for path in vault.folder.rglob("*") if path.is_file())


def test_a_file_is_kept_under_its_hash_and_read_back(vault):
    kept = vault.keep_bytes(b"a CV")

    assert kept.sha256 == hashlib.sha256(b"a CV").hexdigest()
    assert kept.size_bytes == 4
    assert vault.read(kept.sha256) == b"a CV"


def test_the_same_bytes_twice_are_one_file(vault):
    assert vault.keep_bytes(b"a CV") == vault.keep_bytes(b"a CV")
    assert len(files_of(vault)) == 1


def test_an_upload_given_up_leaves_nothing(vault):
    incoming = vault.begin()
    incoming.write(b"half of it")
    incoming.discard()

    assert files_of(vault) == []


def test_what_a_crash_left_behind_is_swept_and_kept_files_stay(vault):
    kept = vault.keep_bytes(b"a CV")
    incoming = vault.begin()
    incoming.write(b"half of it")

    assert vault.sweep() == 1
    assert files_of(vault) == [kept.sha256]
    incoming.discard()


def test_a_name_that_is_no_hash_never_becomes_a_path(vault):
    for name in ("../secret", "A" * 64, ""):
        with pytest.raises(ValueError, match="SHA-256"):
            vault.path(name)


def test_a_file_larger_than_the_free_space_is_refused_before_it_is_written(vault):
    with pytest.raises(DiskFull):
        vault.require_room(1 << 60)
