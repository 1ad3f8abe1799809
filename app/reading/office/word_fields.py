"""Word's fields: a code that nobody sees and its result that everybody does; the number of a page is counted anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

_COUNTING = {"PAGE": "page", "NUMPAGES": "pages"}


@dataclass(slots=True)
class _Field:
    code: str
    in_result: bool
    told: bool = False

    @property
    def counts(self) -> str:
        return _COUNTING.get((self.code.split() or [""])[0].upper(), "")


@dataclass
class Fields:
    """The fields that are open at a place in the text, the innermost last."""

    _open: list[_Field] = field(default_factory=list)

    def begin(self, code: str = "", *, shown: bool = False) -> None:
        """A field begins; its result at once when `shown`."""
        self._open.append(_Field(code, shown))

    def end(self) -> Iterator[tuple[str, str]]:
        """The innermost field ends; what it counts, when no result said it."""
        if self._open:
            ended = self._open.pop()
            if ended.counts and not ended.told and self._in_results():
                yield "", ended.counts

    def turn(self, kind: str) -> Iterator[tuple[str, str]]:
        """A mark between code and result: `begin`, `separate` or `end`."""
        if kind == "begin":
            self.begin()
        elif kind == "separate" and self._open:
            self._open[-1].in_result = True
        elif kind == "end":
            yield from self.end()

    def add_code(self, text: str) -> None:
        """Part of the innermost field's code."""
        if self._open and not self._open[-1].in_result:
            self._open[-1].code += text

    def shown(self, text: str) -> Iterator[tuple[str, str]]:
        """`text` with what it counts; nothing for text among the code."""
        if not self._in_results():
            return
        innermost = self._open[-1] if self._open else None
        if innermost is None or not innermost.counts:
            yield text, ""
        elif not innermost.told:
            innermost.told = True
            yield text, innermost.counts

    def end_paragraph(self) -> None:
        """A code that is not over by the end of its paragraph is damage: it must not swallow what follows."""
        self._open = [known for known in self._open if known.in_result]

    def _in_results(self) -> bool:
        return all(known.in_result for known in self._open)
