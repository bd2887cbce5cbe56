import os

import pytest

from toolkit.files import as_json, sha256, sha256_of, write_whole


def test_a_write_that_fails_leaves_the_old_file_and_no_litter(tmp_path, monkeypatch):
    target = write_whole(tmp_path / "report.html", b"old")
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(OSError, match="No space"):
        write_whole(target, b"new")
    assert target.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["report.html"]


def test_a_written_file_can_be_read_by_whom_the_umask_allows(tmp_path):
    old = os.umask(0o022)
    try:
        assert write_whole(tmp_path / "a", b"").stat().st_mode & 0o777 == 0o644
    finally:
        os.umask(old)


def test_the_checksum_of_a_file_is_that_of_its_bytes(tmp_path):
    assert sha256_of(write_whole(tmp_path / "a", b"abc")) == sha256(b"abc")


def test_json_is_the_same_whatever_the_order_it_was_put_together_in():
    assert as_json({"b": 1, "a": "é"}) == as_json({"a": "é", "b": 1})
