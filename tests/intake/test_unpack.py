"""Archives: what comes out, and what stays closed."""

from __future__ import annotations

import contextlib
import io
import struct
import zipfile
import zlib

import pytest

from app.intake.unpack import MAX_ENTRIES, NotUnpacked, WhyNotUnpacked, untnef, unzip


def _zipped(files: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def _why(content: bytes) -> WhyNotUnpacked:
    with pytest.raises(NotUnpacked) as refused:
        unzip(content)
    return refused.value.why


def test_files_come_out_under_their_last_name_whatever_path_they_claim() -> None:
    content = _zipped({"../../etc/cron.d/x": b"1", "C:\\Windows\\CV.pdf": b"2", "/lettre.pdf": b"3", "dossier/": b""})

    assert [(file.file_name, file.content) for file in unzip(content)] == [
        ("x", b"1"),
        ("CV.pdf", b"2"),
        ("lettre.pdf", b"3"),
    ]


def test_a_bomb_stops_at_the_wall_and_not_in_memory() -> None:
    bomb = _zipped({"zeros": bytes(60 * 1024 * 1024)})

    assert len(bomb) < 100_000
    assert _why(bomb) is WhyNotUnpacked.TOO_LARGE


def test_small_files_that_compress_well_harm_nobody() -> None:
    content = _zipped({"CV.txt": b" " * 1_000_000})

    assert [len(file.content) for file in unzip(content)] == [1_000_000]


def test_too_many_entries_stay_closed() -> None:
    assert _why(_zipped({f"{n}": b"" for n in range(MAX_ENTRIES + 1)})) is WhyNotUnpacked.TOO_LARGE


@pytest.mark.filterwarnings("ignore:Overlapped entries:UserWarning")  # newer interpreters notice it too
def test_overlapping_entries_count_for_what_comes_out() -> None:
    """One compressed block that two hundred directory entries point at: 10 MB each, out of a file of a few kB."""
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    plain = bytes(10 * 1024 * 1024)
    block = packed.compress(plain) + packed.flush()
    crc, name = zlib.crc32(plain), b"a"
    local = struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, 8, 0, 33, crc, len(block), len(plain), 1, 0) + name + block
    entry = (
        struct.pack("<4s6H3I5H2I", b"PK\x01\x02", 20, 20, 0, 8, 0, 33, crc, len(block), len(plain), 1, *([0] * 6))
        + name
    )
    directory = entry * 200
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 200, 200, len(directory), len(local), 0)

    assert _why(local + directory + end) in {WhyNotUnpacked.TOO_LARGE, WhyNotUnpacked.DAMAGED}


def test_a_password_keeps_an_archive_closed() -> None:
    content = bytearray(_zipped({"CV.pdf": b"secret"}, zipfile.ZIP_STORED))
    content[6] |= 1  # the flag in the local header
    content[content.index(b"PK\x01\x02") + 8] |= 1  # and in the directory

    assert _why(bytes(content)) is WhyNotUnpacked.ENCRYPTED


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"PK\x03\x04" + b"x" * 500, b"not a zip"])
def test_a_damaged_archive_says_so(content: bytes) -> None:
    assert _why(content) is WhyNotUnpacked.DAMAGED


def test_an_archive_inside_an_archive_stays_closed() -> None:
    inner = _zipped({"CV.pdf": b"x"})

    assert [(file.file_name, file.content) for file in unzip(_zipped({"inner.zip": inner}))] == [("inner.zip", inner)]


def test_a_name_written_in_utf8_without_the_flag_is_read() -> None:
    content = _zipped({"CV_Inès.pdf": b"x"})
    # Take the flag away, as some phones do.
    flagless = content.replace(struct.pack("<H", 0x800), struct.pack("<H", 0))

    assert [file.file_name for file in unzip(flagless)] == ["CV_Inès.pdf"]


@pytest.mark.parametrize(
    "content", [b"", b"x" * 100, struct.pack("<IH", 0x223E9F78, 1), struct.pack("<IHB", 0x223E9F78, 1, 2) * 9]
)
def test_a_winmail_of_rubbish_gives_nothing_or_says_so(content: bytes) -> None:
    with contextlib.suppress(NotUnpacked):
        assert untnef(content) == ()
