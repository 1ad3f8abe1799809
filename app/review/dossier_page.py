"""Everything one dossier's page shows, fetched and put together. Looks only.

The machine's verdicts come from the screening's result; a person's stand beside them. While the reading is blind the
words that tell who it is are veiled here, before any template sees them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload, undefer

from app.intake.dossier import Channel, Referee
from app.intake.tables import Dossier, Piece
from app.posting.deadline import Timeliness
from app.posting.notice import BlindReading, CriterionKind, Notice, PieceKind
from app.reading.office.printed import Printed
from app.reading.page_images import printed_office_file
from app.reading.stored import from_bytes
from app.reading.tables import Reading
from app.reading.text import Box, ReadText, Source
from app.reading.unreadable import Why
from app.review.identity import Identity, identity_boxes, veil, veil_document
from app.review.listing import Mark, mark_of
from app.review.marked_text import Segment, marked_text
from app.review.rows import human_verdicts, is_cv_unread, missing_now, sees_identity
from app.review.shown import (
    CriterionShown,
    DossierPage,
    HumanVerdict,
    MoveShown,
    NoteShown,
    PieceShown,
    QuoteShown,
    SheetPage,
)
from app.review.standing import Standing
from app.review.tables import Correction, Decision, Note, Release
from app.screening.evidence import Role
from app.screening.judgement import Overall
from app.screening.tables import ScreeningRow
from app.staff.members import member_names
from app.work.claim import WorkState


def find_dossier(session: Session, notice: Notice, reference: str) -> Dossier | None:
    """The dossier of that reference under this notice, with its pieces and referees."""
    return session.scalar(
        select(Dossier)
        .where(Dossier.reference == reference, Dossier.notice_id == notice.id)
        .options(selectinload(Dossier.pieces), selectinload(Dossier.referees))
    )


def dossier_page(
    session: Session, notice: Notice, dossier: Dossier, *, member_id: int, prints: Path | None = None
) -> DossierPage:
    """`dossier` as the member numbered `member_id` may see it.

    `prints` is the folder of pages as printed: an office file found there is shown as pages, else as words.
    """
    names = member_names(session)
    blind = not sees_identity(session, notice, dossier.id, member_id)
    identity = identity_of(dossier)
    points_hidden = notice.blind_reading is BlindReading.IDENTITY_AND_POINTS and blind
    screening = session.scalar(
        select(ScreeningRow).where(ScreeningRow.dossier_id == dossier.id).options(undefer(ScreeningRow.result))
    )
    done = screening is not None and screening.state == WorkState.DONE and not points_hidden
    result: Mapping[str, Any] = json.loads(screening.result or "{}") if done and screening else {}
    readings = readings_of(session, dossier)
    printed = _printed(dossier, readings, prints)
    criteria = _criteria(
        session,
        notice,
        dossier,
        result=result,
        readings=readings,
        names=names,
        veiled=identity if blind else None,
    )
    criteria = tuple(_on_paper(shown, printed) for shown in criteria)
    moves = _moves(session, dossier, names)
    released = session.get(Release, dossier.id) is not None
    return DossierPage(
        id=dossier.id,
        reference=dossier.reference,
        received_at=dossier.received_at,
        channel=Channel(dossier.channel),
        timeliness=Timeliness(dossier.timeliness),
        blind=blind,
        name=None if blind else dossier.name,
        email=None if blind else dossier.email,
        phone=None if blind else dossier.phone,
        referees=()
        if blind
        else tuple(Referee(r.name, r.organisation, r.role, r.email, r.phone) for r in dossier.referees),
        references_text="" if blind else dossier.references_text,
        referee_count=len(dossier.referees),
        has_references_text=bool(dossier.references_text.strip()),
        missing=missing_now(dossier, result, notice),
        screening_state=WorkState(screening.state) if screening else None,
        points_hidden=points_hidden,
        overall=Overall(screening.overall) if done and screening and screening.overall else None,
        points=tuple(result["points"]) if result else None,
        criteria=criteria,
        warnings=tuple(
            {"code": each["code"], "detail": veil(each["detail"], identity) if blind else each["detail"]}
            for each in result.get("warnings", ())
        ),
        pieces=tuple(
            _piece(
                piece,
                readings.get(piece.id),
                criteria,
                printed=printed.get(piece.position),
                veiled=identity if blind else None,
            )
            for piece in present_pieces(dossier)
        ),
        standing=moves[-1].standing if moves else Standing.TO_REVIEW,
        moves=moves,
        notes=_notes(session, dossier, names),
        released=released,
        withdrawn_at=dossier.withdrawn_at,
        can_undo=bool(moves) and not moves[-1].is_undo and not released,
    )


def identity_of(dossier: Dossier) -> Identity:
    """What the dossier's own fields say of the person."""
    return Identity(dossier.name, dossier.email, dossier.phone)


def present_pieces(dossier: Dossier) -> list[Piece]:
    """The files that stand now; those a newer version replaced are left out."""
    return [piece for piece in dossier.pieces if piece.replaced_at is None]


def readings_of(session: Session, dossier: Dossier) -> dict[int, Reading]:
    """The readings of the dossier's pieces, text included, by piece id."""
    found = session.scalars(
        select(Reading)
        .join(Piece, Piece.id == Reading.piece_id)
        .where(Piece.dossier_id == dossier.id)
        .options(undefer(Reading.text))
    )
    return {reading.piece_id: reading for reading in found}


def read_text(reading: Reading | None) -> ReadText | None:
    """The stored words of a piece, or None when it is waiting or unread."""
    return from_bytes(reading.text) if reading is not None and reading.text else None


def masks(
    session: Session, dossier: Dossier, piece: Piece, *, prints: Path | None = None
) -> dict[int, tuple[Box, ...]] | None:
    """What to black out on the piece's pages, by page number; None when no words have places and so nothing can be."""
    reading = session.scalar(select(Reading).where(Reading.piece_id == piece.id).options(undefer(Reading.text)))
    text = read_text(reading)
    if text is None:
        return None
    identity = identity_of(dossier)
    if all(page.laid_out for page in text.pages):
        return identity_boxes(text, identity)
    printed = printed_office_file(prints, piece.sha256) if prints else None
    if printed is None:
        return None
    # Twice, by the file's words and by those our reader finds on paper: what either gives away is hidden.
    found = [identity_boxes(each, identity) for each in (printed.read, printed.paper)]
    return {number: tuple(box for each in found for box in each.get(number, ())) for number in {*found[0], *found[1]}}


def _printed(
    dossier: Dossier, readings: Mapping[int, Reading], prints: Path | None
) -> dict[int, tuple[ReadText, Printed]]:
    """The office files that were put on paper, by position: their own text and the pages."""
    found = {}
    for piece in present_pieces(dossier):
        text = read_text(readings.get(piece.id)) if prints else None
        if prints and text is not None and not any(page.laid_out for page in text.pages):
            printed = printed_office_file(prints, piece.sha256)
            if printed is not None and len(printed.places) == sum(1 for page in text.pages for _ in page.words):
                found[piece.position] = (text, printed)
    return found


def _on_paper(shown: CriterionShown, printed: Mapping[int, tuple[ReadText, Printed]]) -> CriterionShown:
    """The criterion with its quotes placed on the printed pages; a quote whose words were not found there has no place."""
    quotes = []
    for quote in shown.quotes:
        if quote.position is not None and quote.position in printed:
            text, pages = printed[quote.position]
            places = pages.on_paper(text, quote.page, quote.boxes)
            number = places[0][0] if places else quote.page
            boxes = tuple(box for page, box in places if page == number)
            quotes.append(replace(quote, page=number, boxes=boxes, anchor=quote.anchor if boxes else ""))
        else:
            quotes.append(quote)
    return replace(shown, quotes=tuple(quotes))


def _criteria(
    session: Session,
    notice: Notice,
    dossier: Dossier,
    *,
    result: Mapping[str, Any],
    readings: dict[int, Reading],
    names: Mapping[int, str],
    veiled: Identity | None,
) -> tuple[CriterionShown, ...]:
    results = {each["id"]: each for each in result.get("criteria", ())}
    human = human_verdicts(session, [dossier.id]).get(dossier.id, {})
    last = _last_corrections(session, dossier)
    cv_unread = is_cv_unread(dossier, readings)
    shown = []
    for number, criterion in enumerate(notice.criteria, start=1):
        found = results.get(criterion.id, {})
        given = human.get(criterion.id)
        machine = None
        if found:
            is_completeness = criterion.kind is CriterionKind.COMPLETENESS
            machine = mark_of(found["verdict"], cv_unread=cv_unread, is_completeness=is_completeness)
        shown.append(
            CriterionShown(
                number=number,
                criterion=criterion,
                machine=machine,
                human=_human(given, names, result.get("engine")) if given else None,
                last_correction=last.get(criterion.id, 0),
                points=tuple(found["points"]) if found else None,
                result=_veiled(found, veiled) if veiled else found,
                quotes=_quotes(found.get("evidence", ()), dossier, criterion.id, veiled),
            )
        )
    return tuple(shown)


def _human(given: Correction, names: Mapping[int, str], engine: str | None) -> HumanVerdict:
    return HumanVerdict(
        id=given.id,
        mark=Mark(given.verdict or Mark.UNCLEAR),
        by=names.get(given.member_id, ""),
        at=given.at,
        reason_code=given.reason_code,
        reason=given.reason,
        engine_changed=engine is not None and given.engine is not None and given.engine != engine,
    )


def _last_corrections(session: Session, dossier: Dossier) -> dict[str, int]:
    rows = session.execute(
        select(Correction.criterion, Correction.id).where(Correction.dossier_id == dossier.id).order_by(Correction.id)
    )
    return dict(rows.all())


def _quotes(
    evidence: Sequence[Mapping[str, Any]], dossier: Dossier, criterion: str, veiled: Identity | None
) -> tuple[QuoteShown, ...]:
    places = {(piece.file_name, piece.kind): piece.position for piece in present_pieces(dossier)}
    quotes = []
    for index, each in enumerate(evidence, start=1):
        boxes = tuple(Box(*box) for box in each["boxes"])
        position = places.get((each["file"], each["piece"]))
        placed = bool(boxes) and position is not None
        quotes.append(
            QuoteShown(
                text=veil(each["quote"], veiled) if veiled else each["quote"],
                role=Role(each["role"]),
                source=Source(each["source"]),
                kind=PieceKind(each["piece"]),
                position=position,
                page=each["page"],
                boxes=boxes,
                anchor=f"vu-{criterion}-{index}" if placed else "",
            )
        )
    return tuple(quotes)


def _veiled(value: Any, identity: Identity) -> Any:
    """The same result with every text in it veiled: a period or an argument may quote a name."""
    if isinstance(value, str):
        return veil(value, identity)
    if isinstance(value, Mapping):
        return {key: _veiled(each, identity) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_veiled(each, identity) for each in value]
    return value


def _piece(
    piece: Piece,
    reading: Reading | None,
    criteria: Sequence[CriterionShown],
    *,
    printed: tuple[ReadText, Printed] | None,
    veiled: Identity | None,
) -> PieceShown:
    text = printed[1].read if printed else read_text(reading)
    marked = [
        (str(shown.number), quote)
        for shown in criteria
        for quote in shown.quotes
        if quote.position == piece.position and quote.anchor
    ]
    if text is not None:
        sizes = [(page.number, page.width, page.height) for page in text.pages]
    else:
        pages_count = (reading.pages_count if reading else None) or 1
        sizes = [(number, 0.0, 0.0) for number in range(1, pages_count + 1)]
    return PieceShown(
        position=piece.position,
        kind=PieceKind(piece.kind),
        file_name=None if veiled else piece.file_name,
        sha256=piece.sha256,
        media_type=piece.media_type,
        state=WorkState(reading.state) if reading else WorkState.PENDING,
        why=Why(reading.why) if reading and reading.why else None,
        is_printed=printed is not None,
        pages=tuple(
            SheetPage(number, width, height, tuple(each for each in marked if each[1].page == number))
            for number, width, height in sizes
        ),
        text=_words(text, marked, veiled) if text is not None and not all(p.laid_out for p in text.pages) else (),
    )


def _words(text: ReadText, marked: Sequence[tuple[str, QuoteShown]], veiled: Identity | None) -> tuple[Segment, ...]:
    said = veil_document(text, veiled) if veiled else text.text
    return marked_text(said, [(number, quote.anchor, quote.text) for number, quote in marked])


def _moves(session: Session, dossier: Dossier, names: Mapping[int, str]) -> tuple[MoveShown, ...]:
    rows = session.scalars(select(Decision).where(Decision.dossier_id == dossier.id).order_by(Decision.ordinal))
    return tuple(
        MoveShown(
            row.ordinal,
            Standing(row.standing),
            names.get(row.member_id, ""),
            row.at,
            row.reason_code,
            row.reason,
            row.undoes_id is not None,
        )
        for row in rows
    )


def _notes(session: Session, dossier: Dossier, names: Mapping[int, str]) -> tuple[NoteShown, ...]:
    rows = session.scalars(select(Note).where(Note.dossier_id == dossier.id).order_by(Note.id))
    return tuple(NoteShown(row.text, names.get(row.member_id, ""), row.at) for row in rows)
