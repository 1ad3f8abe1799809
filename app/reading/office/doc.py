"""Word's old .doc (Word 97 to 2003) from its own records: headers, notes, boxes, tables, list marks; nothing deleted.

Older ones, and those too damaged to be walked through, are left to the program catdoc.
"""

from __future__ import annotations

import os
import re
import shutil
import struct
import subprocess
from dataclasses import dataclass, field

from app.reading.office.doc_dress import Dress, Manner
from app.reading.office.doc_left import left_of_doc
from app.reading.office.doc_lists import numbering_of
from app.reading.office.doc_notes import DocNotes, notes_of
from app.reading.office.doc_parts import LIST_USES, LISTS, Chunk, OldWord
from app.reading.office.flow import HEADING_SIZE, Edges, Flow, Flowing, Frame, Paragraph, Run, Section, lay_out
from app.reading.office.list_marks import Numbering
from app.reading.office.note_numbers import ENDNOTES, FOOTNOTES
from app.reading.office.ole import streams_of
from app.reading.office.plain import of_text
from app.reading.office.story import Story
from app.reading.office.symbols import in_font, sign
from app.reading.office.word_fields import Fields
from app.reading.text import ReadText
from app.reading.unreadable import Unreadable, Why

_PATIENCE_SECONDS = 8
_ENCRYPTED, _SECOND_TABLE = 0x0100, 0x0200  # flags of the file information block
_WORD_MAGIC, _OLDER_MAGIC = 0xA5EC, 0xA5DC  # of Word 97, and of Word 6 and 95
_WORD_97 = 0xC1
_MOST_BEHIND_LISTS = 1 << 20
TINY = 2.0  # points
_BREAKS = re.compile("([\x01-\x08\x0b-\x15\x1e\x1f])")
_FIELD_TURNS = {"\x13": "begin", "\x14": "separate", "\x15": "end"}
_SPELLED = {"\t": "\t", "\x0b": "\n", "\x1e": "-", "\x0e": "\n"}
_NOTE = "\x02"  # a reference to a note, and the number before it
_SYMBOL_STANDS_IN = "("


def read_doc(content: bytes) -> ReadText:
    """The text of a Word file from before DOCX.

    Raises Unreadable: encrypted; damaged; too_long; timed_out; no_text when catdoc would be needed and is not
    installed (detail says so).
    """
    if _is_encrypted(content):
        raise Unreadable(Why.ENCRYPTED, "doc: a password is needed")
    word = _opened(content)
    if word is not None:
        try:
            read = lay_out(_flow(word))
            if any(page.lines for page in read.pages) or not shutil.which("catdoc"):
                return read
        except (struct.error, IndexError, ValueError):
            pass  # damaged past our walk: the other program may find more
    try:
        read = _by_catdoc(content)
    except Unreadable as unreadable:
        left = left_of_doc(content) if unreadable.why in (Why.DAMAGED, Why.NO_TEXT) else None
        if left is None:
            raise
        return left
    return read


def _opened(content: bytes) -> OldWord | None:
    """The file taken apart; None when it is of another time, or damaged. Raises Unreadable (too_long)."""
    try:
        # Names in such a container mean the same in capitals and small letters.
        streams = {name.lower(): stream for name, stream in streams_of(content).items()}
        main = streams["worddocument"]
        magic, version, _, _, _, flags = struct.unpack_from("<6H", main)
        if magic != _WORD_MAGIC or version < _WORD_97:
            return None
        return OldWord(main, streams["1table" if flags & _SECOND_TABLE else "0table"])
    except Unreadable as unreadable:
        if unreadable.why is Why.DAMAGED:
            return None
        raise
    except (KeyError, struct.error, IndexError, ValueError):
        return None


def _flow(word: OldWord) -> Flow:
    numbering = numbering_of(word.part(LISTS, more=_MOST_BEHIND_LISTS), word.part(LIST_USES), word.fonts)
    walk = _Walk(word, numbering, notes_of(word))
    edges = walk.edges()
    starts = word.starts()
    body: list[Flowing] = []
    at, last = starts["text"]
    for section, edge in zip(word.sections(), edges, strict=False):
        body += [Section(edge, new_page=section.new_page), *walk.story(at, min(section.end, last))]
        at = section.end
    body += walk.story(at, last) if at < last else ()
    boxes = tuple(Frame(walk.boxed(first, end)) for first, end in word.box_stories())
    walk.notes.begin_notes(FOOTNOTES)
    notes = walk.story(*starts["notes"])
    walk.notes.begin_notes(ENDNOTES)
    notes += walk.story(*starts["endnotes"])
    return Flow((*body, *boxes), notes=notes)


@dataclass
class _Walk:
    word: OldWord
    numbering: Numbering
    notes: DocNotes
    _story: Story = field(default_factory=Story)
    _fields: Fields = field(default_factory=Fields)
    _waiting: list[tuple[str, Chunk]] = field(default_factory=list)  # of a paragraph whose manner is not yet known
    _boxed: bool = False

    def edges(self) -> list[Edges]:
        """Those of each section, at least one."""
        said = [self.boxed(first, last) for first, last in self.word.header_stories()]
        sections = self.word.sections()
        found: list[Edges] = []
        held: list[tuple[Flowing, ...]] = [()] * 6
        for number in range(max(1, len(sections))):
            own = said[6 + 6 * number : 12 + 6 * number]
            # A section without its own goes on with those of the section before.
            held = [new or old for new, old in zip([*own, *[()] * 6][:6], held, strict=True)]
            first_apart = number < len(sections) and sections[number].first_apart
            found.append(
                Edges(
                    (held[1], held[3]),
                    (held[4], held[5]) if first_apart else None,
                    (held[0], held[2]) if self.word.has_even_edges else None,
                )
            )
        return found

    def boxed(self, first: int, last: int) -> tuple[Flowing, ...]:
        """A story that has a place of its own, where a ground of its own is likely; nothing when it says nothing."""
        self._boxed = True
        told = self.story(first, last)
        self._boxed = False
        return told if any(not isinstance(block, Paragraph) or not block.is_empty for block in told) else ()

    def story(self, first: int, last: int) -> tuple[Flowing, ...]:
        """What stands between two positions."""
        self._story, self._fields, self._waiting = Story(), Fields(), []
        for chunk in self.word.chunks(first, last):
            at = chunk.place
            for part in _BREAKS.split(chunk.text):
                if part in ("\r", "\x07", "\x0c"):
                    self._end(part, at, chunk)
                elif part:
                    self._waiting.append((part, chunk))
                at += len(part) * chunk.width
        if self._waiting:
            self._spell(0, Manner())
        return self._story.whole()

    def _end(self, mark: str, place: int, chunk: Chunk) -> None:
        """A mark ends a paragraph, a cell, a row or a page."""
        style, manner = self.word.paragraph(place)
        heading = manner.heading
        self._spell(style, manner)
        self._fields.end_paragraph()
        story = self._story
        if manner.ends_row or manner.ends_inner_row:
            story.runs.clear()
            story.end_row(manner.table_depth, list(manner.merges))
        elif mark == "\x07" or manner.ends_inner_cell:
            story.end_cell(manner.table_depth, heading=heading)
        elif mark == "\x0c":
            if any(run.text.strip() for run in story.runs):
                story.end_paragraph(manner.table_depth, new_page=manner.new_page, heading=heading)
            story.break_page()
        elif not self.word.dress(style, chunk.properties).deleted:  # else the next paragraph goes on with this one
            listed = bool(manner.list_number)
            story.end_paragraph(manner.table_depth, new_page=manner.new_page, listed=listed, heading=heading)

    def _spell(self, style: int, manner: Manner) -> None:
        """Give the waiting characters to the story, now that their paragraph is known."""
        before = len(self._story.runs)
        lit = manner.ground or manner.table_depth > 0 or self._boxed
        for text, chunk in self._waiting:
            dress = self.word.dress(style, chunk.properties)
            if text in _FIELD_TURNS:
                said = list(self._fields.turn(_FIELD_TURNS[text]))
            else:
                spelled = self._spelled(text, dress)
                self._fields.add_code(spelled)
                said = list(self._fields.shown(spelled)) if spelled and not dress.deleted else []
            size = max(dress.size, HEADING_SIZE) if manner.heading else dress.size
            why = _why_hidden(dress, lit=lit)
            self._story.runs += (Run(part, dress.bold or manner.heading, size, why, counts) for part, counts in said)
        self._waiting = []
        words = any(run.text.strip() and not run.hidden for run in self._story.runs[before:])
        if manner.list_number and words and not manner.ends_row:
            self._story.mark.append(self.numbering.mark(str(manner.list_number), manner.list_depth))

    def _spelled(self, text: str, dress: Dress) -> str:
        if text in _SPELLED:
            return _SPELLED[text]
        if text == _NOTE:
            return self.notes.next(deleted=dress.deleted) if dress.special else ""
        if _BREAKS.fullmatch(text):
            return ""  # pictures, references to comments, soft hyphens
        if dress.sign is not None and dress.special:
            return sign(dress.sign[1], self._font(dress.sign[0])) * text.count(_SYMBOL_STANDS_IN)
        shown = in_font(text, self._font(dress.font))
        return shown.upper() if dress.caps or dress.small_caps else shown

    def _font(self, number: int) -> str:
        return self.word.fonts[number] if 0 <= number < len(self.word.fonts) else ""


def _why_hidden(dress: Dress, *, lit: bool) -> str:
    if dress.vanish:
        return "invisible"
    if 0 < dress.size < TINY:
        return "tiny"
    return "white" if dress.white and not dress.ground and not lit else ""


def _by_catdoc(content: bytes) -> ReadText:
    program = shutil.which("catdoc")
    if program is None:
        raise Unreadable(Why.NO_TEXT, "needs the program catdoc")
    # catdoc goes to and fro in the file, and would write a copy of a pipe to disk, which the walls forbid.
    piece = os.memfd_create("piece")
    try:
        with os.fdopen(os.dup(piece), "wb") as out:
            out.write(content)
        # -w: one line a paragraph; the source encoding is in the file, the output is UTF-8.
        ran = subprocess.run(  # noqa: S603 - the program and the name are ours
            [program, "-w", "-d", "utf-8", f"/proc/self/fd/{piece}"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            pass_fds=[piece],
            timeout=_PATIENCE_SECONDS,
            check=False,
        )
    except (subprocess.TimeoutExpired, PermissionError) as error:  # behind walls, ending it is refused
        raise Unreadable(Why.TIMED_OUT, "doc: catdoc") from error
    finally:
        os.close(piece)
    if ran.returncode != 0:
        raise Unreadable(Why.DAMAGED, f"doc: catdoc gave up with {ran.returncode}")
    return of_text(ran.stdout.decode("utf-8", "replace").replace("\x07", "\t"))


def _is_encrypted(content: bytes) -> bool:
    """Whether the document's first block says so; it lies on a 512-byte border and begins with Word's number."""
    for offset in range(512, min(len(content), 1 << 20) - 12, 512):
        magic, _version, _, _language, _, flags = struct.unpack_from("<6H", content, offset)
        if magic in (_WORD_MAGIC, _OLDER_MAGIC):
            return bool(flags & _ENCRYPTED)
    return False
