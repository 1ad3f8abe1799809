"""Every stage of one piece's screening, printed for a person who doubts a verdict: text, sections, posts, diplomas.

Reads the same values as the judges; decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from app.posting.notice import Notice
from app.screening.claims import find_claims
from app.screening.cv_posts import posts_of
from app.screening.dates import Months, month_index
from app.screening.diplomas import named_diplomas
from app.screening.evidence import PieceText
from app.screening.periods import month_name
from app.screening.section_kinds import SectionKind
from app.screening.totals import Held, add_up
from app.screening.understood import Understood, understand


def trace_of(piece: PieceText, notice: Notice) -> str:
    """The stages as lines of text. An unread piece says why it was not read."""
    if piece.read is None:
        return f"-- {piece.file}: unreadable: {piece.why}"
    understood = understand(piece)
    deadline = notice.closes_at.year, notice.closes_at.month
    until = month_index(*deadline)
    return "\n".join(
        [
            f"-- {piece.file}",
            *_sections(understood),
            *_posts(understood, until),
            *_diplomas(understood, deadline),
            *_claims(understood, until),
        ]
    )


def _sections(piece: Understood) -> Iterator[str]:
    for section in piece.sections:
        heading = "" if section.heading is None else piece.lines[section.heading.line].text.strip()
        kinds = " + ".join(kind.value for kind in section.kinds)
        yield f"section {kinds}  « {heading} »" if heading else f"section {kinds}"
        for index in section.lines:
            line = piece.lines[index]
            marks = ("•" if line.bullet else " ") + ("…" if line.continues else " ")
            yield f"  {index:4} p{line.page} b{line.block} {marks} {piece.text[line.start : line.end]}"


def _posts(piece: Understood, until: int) -> Iterator[str]:
    held = posts_of(piece, range(len(piece.lines)), until)
    for each in held:
        post = each.post
        title = post.role_hit.term if post.role_hit else "-"
        employer = piece.folded.text[post.sector.start : post.sector.end] or "-"
        yield f"post {post.counts.value} by {post.why}: {post.role or '-'} ({title}), {post.sector.kind or '-'} ({employer}, {post.sector.why})"
        yield f"     lines {[line.index for line in post.entry.head]} head, {[line.index for line in post.entry.body]} body"
        yield f"     at most {_spans(each.hulls)}, surely {_spans(each.cores)}{_rest(each)}"
    if held:
        total = add_up(held)
        yield f"months {total.least} .. {'no bound' if total.most is None else total.most}"


def _spans(spans: tuple[Months, ...]) -> str:
    told = ", ".join(f"{month_name(span.first)}/{month_name(span.last)} = {span.length}" for span in spans)
    return told or "nothing"


def _rest(each: Held) -> str:
    length = "" if each.length is None else f", told length {each.length[0]} months"
    share = "" if each.post.fraction == 100 else f", {each.post.fraction} %"
    deed = ", a deed of coordination" if each.post.deed else ""
    return length + share + deed + (f", {', '.join(each.flags)}" if each.flags else "")


def _diplomas(piece: Understood, deadline: tuple[int, int]) -> Iterator[str]:
    for section in piece.in_sections(SectionKind.EDUCATION):
        for line in (piece.lines[index] for index in section.lines):
            for diploma in named_diplomas(piece.folded, line.folded_start, line.folded_end, deadline=deadline):
                words = piece.text[diploma.start : diploma.end]
                years = "-" if diploma.years is None else f"{diploma.years[0]}..{diploma.years[1]}"
                field = diploma.field.value if diploma.field else "-"
                yield f"diploma {diploma.ident} Bac+{years} {diploma.status.value} {field} {diploma.year or '-'}: {words}"


def _claims(piece: Understood, until: int) -> Iterator[str]:
    for section in piece.in_sections(SectionKind.HEAD, SectionKind.PROFILE, SectionKind.SKILLS, SectionKind.UNKNOWN):
        for claim in find_claims([piece.lines[index] for index in section.lines], piece.folded, until):
            kind = "associative" if claim.associative else "another sector" if claim.other_sector else "no sector named"
            yield f"claim {claim.months} months, {kind}: {piece.folded.text[claim.start : claim.end].strip()}"
