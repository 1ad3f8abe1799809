from __future__ import annotations

import pytest

from app.mailing.address import NotOneAddress, one_address


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("salma@example.org", "salma@example.org"),
        (" salma@example.org ", "salma@example.org"),
        ("Salma.Bennani+omp@EXAMPLE.org", "Salma.Bennani+omp@example.org"),
        ("o'brien@example.org", "o'brien@example.org"),
        ("salma@münchen.example.org", "salma@xn--mnchen-3ya.example.org"),
    ],
)
def test_one_plain_address_is_taken_and_its_domain_put_into_ascii(written: str, address: str) -> None:
    assert one_address(written) == address


@pytest.mark.parametrize(
    "written",
    [
        "",
        "salma",
        "salma@example.org, youssef@example.org",
        "salma@example.org;youssef@example.org",
        "Salma <salma@example.org>",
        "everyone: salma@example.org;",
        '"salma\nBcc: x"@example.org',
        '"a b"@example.org',
        "salma@[127.0.0.1]",
        "salma@example.org\nBcc: youssef@example.org",
        "salma@example.org\r\n",
        "salma@example.org)youssef@example.com",
        "سلمى@example.org",
        "a" * 300 + "@example.org",
        "salma@example",
        "salma@exa mple.org",
        "salma@example.org\x00",
    ],
)
def test_whatever_is_not_exactly_one_address_is_refused(written: str) -> None:
    with pytest.raises(NotOneAddress):
        one_address(written)
