"""Rich Text Format: its text as the paper shows it; no deleted text, no codes, nothing fetched.

What destinations and alphabets there are is striprtf's knowledge; the walk is ours, because headers, notes, boxes,
tables and what nobody was to see have their places.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from striprtf.striprtf import destinations

from app.reading.office.flow import HEADING_SIZE, Flow, Flowing, Frame, Run, lay_out
from app.reading.office.rtf_dress import Looks, Place, State
from app.reading.office.rtf_notes import FORMS, STARTS, RtfNotes
from app.reading.office.rtf_sections import Part, in_sections
from app.reading.office.story import Story
from app.reading.text import ReadText
from app.reading.unreadable import Unreadable, Why

_LARGEST = 8 * 1024 * 1024
_DEEPEST = 500
# Pictures and embedded objects are hexadecimal by the megabyte: taken out before the walk meets them.
_PICTURE_DATA = re.compile(r"[0-9a-fA-F\s]{2000,}")
_CODE_PAGE = re.compile(rb"\\ansicpg(\d{3,5})")
_TOKEN = re.compile(
    r"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|((?:\\'[0-9a-fA-F]{2})+)|\\([^a-zA-Z])|([{}])|[\r\n\0]+|([^\\{}\r\n\0]+)|."
)
_EDGES = {f"{edge}{kind}": (edge, kind) for edge in ("header", "footer") for kind in ("", "l", "r", "f")}
_READ = {*_EDGES, "footnote", "shp", "shpinst", "shptxt", "dptxbxtext", "do", "pntext", "fldinst", "g", "upr", "ud"}
_READ |= {"fonttbl", "colortbl", "stylesheet", "nesttableprops", "object", "result"}
_SKIPPED = (destinations - _READ) | {"shprslt", "nonesttables", "listtable", "listoverridetable", "atrfstart"}
_STRUCTURE = {
    *("par", "sect", "page", "cell", "nestcell", "row", "nestrow", "trowd", "clvmgf", "clvmrg", "cellx", "chpgn"),
    *("sectd", "sbknone", "sbkcol", "titlepg", "facingp", "chftn", "ftnalt"),
}
_CHARACTERS = {
    "emdash": "—",
    "endash": "–",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "emspace": "\u2003",
    "enspace": "\u2002",
    "qmspace": "\u2005",
    "tab": "\t",
    "line": "\n",
    "softline": " ",
    "zwj": "\u200d",
    "zwnj": "\u200c",
}
_SIGNS = {"~": "\xa0", "_": "-", "\\": "\\", "{": "{", "}": "}"}


def read_rtf(content: bytes) -> ReadText:
    """The text of an RTF file. Raises Unreadable: damaged, too_large, too_long."""
    text = _PICTURE_DATA.sub(" ", content.decode("latin-1"))
    if len(text) > _LARGEST:
        raise Unreadable(Why.TOO_LARGE, "rtf: too much besides pictures")
    page = _CODE_PAGE.search(content)
    walk = _Walk(Looks(_known(f"cp{page[1].decode()}" if page else "cp1252"), _raw_encoding(content)))
    walk.through(text)
    return lay_out(walk.flow())


@dataclass
class _Walk:
    looks: Looks
    state: State = field(default_factory=State)
    story: Story = field(default_factory=Story)
    notes: list[Flowing] = field(default_factory=list)
    numbers: RtfNotes = field(default_factory=RtfNotes)
    _notes: int = 0  # that are being told: 0 or 1
    parts: list[Part] = field(default_factory=lambda: [Part()])
    facing: bool = False
    _around: list[tuple[State, Callable[[], None] | None]] = field(default_factory=list)
    _stories: int = 0  # that are told inside another
    _merges: list[str] = field(default_factory=list)  # of the cells of the row being defined
    _merge: str = ""
    _pending: list[str] = field(default_factory=list)  # UTF-16 halves
    _to_skip: int = 0
    _starred: bool = False
    _fresh: bool = False  # nothing of this group was read yet
    _at_end: Callable[[], None] | None = None  # what the group being read still has to do when it ends

    def through(self, text: str) -> None:
        """Read all of it. Text behind the last brace is no part of the document."""
        at = 0
        while (found := _TOKEN.match(text, at)) is not None:
            at = found.end()
            word, number, code, sign, brace, plain = found.groups()
            if brace == "{":
                self._open()
            elif brace:
                self._close()
                if not self._around:
                    break
            elif word == "bin":
                at += max(0, int(number or 0))
            elif word:
                self._word(word, int(number) if number else None)
            elif code:
                self._codes(bytes.fromhex(code.replace("\\'", "")))
            elif sign:
                self._sign(sign)
            elif plain:
                self._plain(plain)

    def flow(self) -> Flow:
        """What was read."""
        while self._around:
            self._close()  # a file cut short
        self.parts[-1].blocks = self.story.whole()
        return Flow(in_sections(self.parts, facing=self.facing), notes=tuple(self.notes))

    def _open(self) -> None:
        self._flush()
        if len(self._around) >= _DEEPEST:
            raise Unreadable(Why.DAMAGED, "rtf: nested too deep")
        self._around.append((self.state, self._at_end))
        self.state, self._at_end = replace(self.state), None
        self._to_skip, self._starred, self._fresh = 0, False, True

    def _close(self) -> None:
        self._flush()
        self._to_skip, self._starred = 0, False
        if self._at_end is not None:
            self._at_end()
        if self._around:
            self.state, self._at_end = self._around.pop()

    def _word(self, word: str, number: int | None) -> None:
        starred, self._starred, self._fresh = self._starred, False, False
        self._to_skip = 0
        state = self.state
        if word == "u" and number is not None:
            self._pending.append(chr(number % 0x10000))
            self._to_skip = state.skip_after_unicode
            return
        self._flush()
        if word in ("upr", "ud"):
            self._alternative(word)
        elif state.goal == "skip":
            return
        elif word in _SKIPPED or (starred and word not in _READ):
            state.goal = "skip"
        elif word in _READ or word in ("field", "fldrslt", "listtext"):
            self._destination(word)
        elif word in _CHARACTERS:
            self._say(_CHARACTERS[word])
        elif state.goal in ("fonttbl", "colortbl", "stylesheet"):
            self._define(word, number)
        elif word in _STRUCTURE:
            self._structure(word)
        elif word in FORMS:
            kind, form = FORMS[word]
            self.numbers.numbers.forms[kind] = form
        elif word in STARTS:
            self.numbers.numbers.starts[STARTS[word]] = number or 1
        else:
            state.turn(word, number, self.looks)

    def _alternative(self, word: str) -> None:
        """The same said twice: for readers without Unicode, which is passed over, and with."""
        if word == "upr":
            self.state.outer, self.state.goal = self.state.goal, "skip"
        else:
            self.state.goal = self.state.outer

    def _destination(self, word: str) -> None:
        state = self.state
        if word in _EDGES:
            name, part = _EDGES[word], self.parts[-1]
            self._apart(lambda blocks: part.edges.__setitem__(name, blocks))
        elif word == "footnote":
            self._apart(self._end_note)
            self._notes = 1
        elif word in ("shptxt", "dptxbxtext"):
            story = self.story
            self._apart(lambda blocks: story.frames.append(Frame(blocks)))
        elif word in ("shp", "do"):
            state.outer, state.goal = state.goal, "shape"
        elif word in ("fonttbl", "colortbl", "stylesheet"):
            state.goal = word
        elif word == "field":
            state.place = Place()
            self._at_end = lambda place=state.place: self._end_field(place)
        elif word == "fldinst":
            state.goal = "code"
        elif word in ("listtext", "pntext"):
            state.goal = "mark"

    def _apart(self, done: Callable[[tuple[Flowing, ...]], object]) -> None:
        """What the group says is a story of its own."""
        around, self.story = self.story, Story()
        self.state = replace(State(), font=self.state.font, skip_after_unicode=self.state.skip_after_unicode)
        self._stories += 1

        def end() -> None:
            done(self.story.whole())
            self.story = around
            self._stories -= 1

        self._at_end = end

    def _end_note(self, blocks: tuple[Flowing, ...]) -> None:
        self.notes += blocks
        self.numbers.end()
        self._notes = 0

    def _end_field(self, place: Place) -> None:
        if place.counts and not place.told and self.state.goal == "text":
            self.story.runs.append(Run("", self.state.bold, self.state.size, counts=place.counts))

    def _define(self, word: str, number: int | None) -> None:
        state, looks, value = self.state, self.looks, number or 0
        if state.goal == "fonttbl" and word == "f":
            state.font = value
        elif state.goal == "fonttbl" and word == "fcharset":
            looks.alphabets[state.font] = value
        elif state.goal == "colortbl" and word in ("red", "green", "blue"):
            looks.colours[-1].append(value)
        elif state.goal == "stylesheet" and word == "s":
            state.style = value

    def _structure(self, word: str) -> None:
        state, story = self.state, self.story
        if state.goal != "text":
            return
        heading = state.style in self.looks.headings
        match word:
            case "par":
                story.end_paragraph(state.table_depth, new_page=state.page_before, listed=state.listed, heading=heading)
            case "sect":
                self._end_section()
            case "page":
                story.break_page()
            case "cell" | "nestcell":
                story.end_cell(1 if word == "cell" else max(2, state.depth), heading=heading)
            case "row" | "nestrow":
                story.end_row(1 if word == "row" else max(2, state.depth), self._merges)
            case "trowd":
                self._merges, self._merge = [], ""
            case "clvmgf" | "clvmrg":
                self._merge = "first" if word == "clvmgf" else "more"
            case "cellx":
                self._merges.append(self._merge)
                self._merge = ""
            case "chpgn":
                story.runs.append(Run("", state.bold, state.size, counts="page"))
            case "chftn" if self._notes:
                self._say(f"{self.numbers.said} ")
            case "chftn":
                self.numbers.refer(story, Run("", state.bold, state.size))
            case "ftnalt":
                self.numbers.at_the_end_of_the_text()
            case "sectd":
                self.parts[-1].new_page = True
            case "sbknone" | "sbkcol":
                self.parts[-1].new_page = False
            case "titlepg":
                self.parts[-1].first_apart = True
            case "facingp":
                self.facing = True

    def _end_section(self) -> None:
        if self._stories == 0:
            self.parts[-1].blocks = self.story.whole()
            self.parts.append(Part())

    def _codes(self, code: bytes) -> None:
        skipped = min(self._to_skip, len(code))
        self._to_skip -= skipped
        if code[skipped:]:
            self._flush()
            self._say(self.looks.decoded(code[skipped:], self.state))

    def _plain(self, text: str) -> None:
        skipped = min(self._to_skip, len(text))
        self._to_skip -= skipped
        text = text[skipped:]
        if text:
            self._flush()
            if not text.isascii():
                code = text.encode("latin-1")
                text = (
                    code.decode(self.looks.raw, "replace") if self.looks.raw else self.looks.decoded(code, self.state)
                )
            self._say(text)

    def _sign(self, sign: str) -> None:
        if self._to_skip:
            self._to_skip -= 1
        elif sign == "*":
            self._starred = self._fresh  # elsewhere it says nothing
        elif sign in _SIGNS:
            self._flush()
            self._say(_SIGNS[sign])
        elif sign in "\r\n":
            self._word("par", None)

    def _flush(self) -> None:
        if self._pending:
            halves, self._pending = "".join(self._pending), []
            self._say(halves.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"))

    def _say(self, text: str) -> None:
        state, self._fresh = self.state, False
        if state.goal == "text" and not state.deleted:
            counts = state.place.counts if state.place else ""
            if counts and state.place:
                if state.place.told:
                    return
                state.place.told = True
            heading = state.style in self.looks.headings
            size = max(state.size, HEADING_SIZE) if heading else state.size
            hidden = self.looks.why_hidden(state, boxed=self._stories > 0)
            shown = self.looks.shown(text, state)
            self.story.runs.append(Run(shown, state.bold or heading, size, hidden, counts))
        elif state.goal == "code" and state.place:
            state.place.code += text
        elif state.goal == "mark" and not state.deleted:
            self.story.mark.append(self.looks.shown(text, state))
        elif state.goal == "fonttbl":
            self.looks.fonts[state.font] = self.looks.fonts.get(state.font, "") + text.strip(" ;")
        elif state.goal == "colortbl" and ";" in text:
            self.looks.colours += [[] for _ in range(text.count(";"))]
        elif state.goal == "stylesheet" and text.strip().lower().startswith(("heading", "titre", "title", "subtitle")):
            self.looks.headings.add(state.style)


def _raw_encoding(content: bytes) -> str:
    """Bytes that no escape names are against the rules; where they all make sense as UTF-8, they are."""
    if content.isascii():
        return ""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return ""
    return "utf-8"


def _known(encoding: str) -> str:
    try:
        "".encode(encoding)
    except LookupError:
        return "cp1252"
    return encoding
