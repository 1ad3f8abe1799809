"""The notice's file: right, it becomes a notice; wrong, each fault is told with its line."""

from datetime import UTC, datetime

import pytest

from app.posting.notice import PieceKind
from app.posting.read_notice import NoticeFaulty, parse_notice
from tests.conftest import ROOT

SHIPPED = (ROOT / "app" / "posting" / "notices" / "omp_charge_de_projet.toml").read_bytes()


def faults_after(old: bytes, new: bytes) -> list[str]:
    assert old in SHIPPED
    with pytest.raises(NoticeFaulty) as refused:
        parse_notice(SHIPPED.replace(old, new, 1))
    return [str(fault) for fault in refused.value.faults]


def line_of(written: bytes) -> int:
    return SHIPPED[: SHIPPED.index(written)].count(b"\n") + 1


def test_the_notice_of_the_omp_asks_what_was_published(notice):
    assert notice.closes_at == datetime(2026, 5, 4, 15, 0, tzinfo=UTC)
    assert notice.mail.subject == "Candidature_chargé(e) de projet_OMP"
    assert notice.pieces == (PieceKind.CV, PieceKind.LETTER, PieceKind.REFERENCES)
    assert [criterion.id for criterion in notice.criteria] == [
        "degree",
        "experience",
        "french",
        "arabic",
        "human_rights",
        "prison",
        "vulnerability",
        "coordination",
        "communication",
        "reporting",
        "advocacy",
        "dossier",
    ]
    assert [criterion.id for criterion in notice.criteria if criterion.required] == [
        "degree",
        "experience",
        "french",
        "arabic",
        "dossier",
    ]
    assert sum(criterion.max_points for criterion in notice.criteria) == 100


def test_a_text_where_a_number_belongs_is_told_with_its_line():
    assert faults_after(b"months = 36", b'months = "36"') == [
        f"line {line_of(b'months = 36')}: criteria[2].months: must be a whole number"
    ]


def test_every_fault_is_told_at_once_in_the_order_of_the_lines():
    broken = SHIPPED.replace(b'zone = "Africa/Casablanca"', b'zone = "Africa/Atlantis"').replace(
        b'kind = "completeness"', b'kind = "complete"'
    )
    with pytest.raises(NoticeFaulty) as refused:
        parse_notice(broken)

    assert [fault.where for fault in refused.value.faults] == ["notice.zone", "criteria[12].kind"]


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        (b'id = "arabic"', b'id = "french"', "criteria[4].id"),
        (b"required = true", b'required = "yes"', "criteria[1].required"),
        (b"level = 5", b"levle = 5", "criteria[1].levle"),
        (b'pieces = ["cv"', b'pieces = ["resume"', "notice.pieces"),
        (b'closes_at = "2026-05-04T16:00:00"', b'closes_at = "4 mai"', "notice.closes_at"),
        (b'fields = ["core", "related"]', b'fields = ["close"]', "criteria[1].fields"),
        (b"omdp.direction.2@gmail.com", b"omdp direction", "mail.address"),
    ],
)
def test_each_kind_of_fault_is_placed(old, new, where):
    assert where in [line.split(": ")[1] for line in faults_after(old, new)]


def test_a_sentence_in_one_language_only_is_a_fault():
    assert any(
        "label" in fault
        for fault in faults_after(
            b'label = { fr = "Dossier complet", ar = ', b'label = { fr = "Dossier complet", xx = '
        )
    )


def test_broken_toml_is_told_with_its_line():
    (fault,) = faults_after(b"[mail]", b"[mail")
    assert fault.startswith(f"line {line_of(b'[mail]')}:")
