"""Deeds that show a language written: reports drafted in it, articles published in it, a diploma taught in it (policy §6).

Who never states a level may tell it by what they wrote. Knows the words for writing, for languages written *in*, and for
translating *into*; what was only read, printed or handed out in a language shows nothing. Every pattern is linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.screening.lines import TextLine
from app.screening.papers import Papers
from app.screening.section_kinds import SectionKind
from app.screening.understood import Understood

REACH = 110  # folded characters from the word of writing to the language
AFTER = 60  # … and from the language to a word of writing behind it
_LATIN = r"(?:francaise?s?|french|arabe|arabic|anglaise?s?|english|espagnole?s?|spanish)\b"
_EASTERN = r"(?:ال)?(?:عربيه|فرنسيه|انجليزيه|انكليزيه|اسبانيه)(?!\w)"
_AND = r"\s?(?:,|/|-|&|et|and|ou|or|puis)\s?"
LANGUAGES = {
    "fr": re.compile(r"\b(?:francais|french)|فرنسيه"),
    "ar": re.compile(r"\b(?:arabe|arabic)|عربيه"),
    "en": re.compile(r"\b(?:anglais|english)|انجليزيه|انكليزيه"),
    "es": re.compile(r"\b(?:espagnol|spanish)|اسبانيه"),
}
# « en arabe et en français », "in Arabic and French", « (arabe/français) » behind « bilingue », باللغتين العربية والفرنسية
WRITTEN_IN = re.compile(
    rf"\b(?:en|in|bilingues?|trilingues?|bilingual)\s?\(?(?:les deux |langues? )?{_LATIN}(?:{_AND}(?:en |in |langue )?{_LATIN}){{0,2}}|"
    rf"(?<!\w)[وف]?(?:ب|في )(?:ال)?(?:لغه |لغتين |لغات )?{_EASTERN}(?:\s?[،,/]?\s?و?\s?(?:ب?(?:ال)?لغه )?ب?{_EASTERN}){{0,2}}"
)
INTO = re.compile(
    rf"\b(?:vers|into) (?:le |la langue |l')?{_LATIN}|\b(?:au) {_LATIN}|(?:الي|نحو) (?:اللغه )?{_EASTERN}"
)
WRITING = re.compile(
    r"\b(?:redact\w+|redig\w+|ecri(?:re|ture|vain\w*|vais|t|te|ts|tes)|articles?|tribunes?|editoriaux|chroniques?|reportages?|"
    r"publi(?:e|ee|es|ees|er|cations?)|rapports?|communiques?|notes?|comptes?.rendus?|proces.verba\w+|correspondances?|courriers?|"
    r"memoires?|theses?|guides?|manuels?|brochures?|bulletins?|newsletters?|livres?|ouvrages?|recueils?|romans?|poemes?|plaidoiries|"
    r"memorand\w+|memos?|traduct\w+|traduire|wr(?:ote|iting|itten|ite)|draft\w*|reports?|press releases?|minutes|papers?|books?|"
    r"translat\w+|author\w*)\b|"
    r"(?<!\w)[وفبل]?(?:ال)?(?:تحرير|كتابه|كتبت|صياغه|تقارير|تقرير|مقال|مقالات|بلاغات?|بيانات|محاضر|مراسلات|منشورات?|مذكرات?|كتاب|"
    r"كتب|ديوان|روايه|ترجمه|ترجمت|حررت|نشرت|اطروحه|رساله|بحث)(?!\w)"
)
# Only read, handed out, or made by others; or a test, a course, a wish
NOT_WRITTEN_BY_HER = re.compile(
    r"\b(?:lectures?|lire|distribu\w+|diffus\w+|collect\w+|archiv\w+|imprim\w+|impression|classement|classer|traduite?s? par|redigee?s? par|"
    r"cours|formations?|apprentissage|test|tcf|tef|delf|dalf|niveau|attestation|certificat\w*|souhait\w*|aimerai\w*|aucune?|sans|jamais|"
    r"reading|distribut\w+|courses?|wish|without|no)\b|(?<!\w)(?:توزيع|قراءه|دروس|دوره|مستوي|ارغب|بدون|دون)(?!\w)"
)
SWORN = re.compile(
    r"\b(?:traduct\w+|interprete)(?:[-\s](?:\w+ )?interprete)? (?:assermentee?|agreee?)|\bsworn (?:translator|interpreter)|"
    r"(?:ترجمان\w*|مترجمه?) (?:محلفه?|معتمده?)"
)
TRANSLATED = re.compile(r"\b(?:trad\w+|translat\w+)|ترجم|مترجم")
DIPLOMA = re.compile(
    r"\b(?:master\w*|licence|maitrise|doctorat|dea|dess|desa|droit|bachelor|degree|ll\.?[bm]|ma|ba)\b|ماستر|ماجستير|اجازه|دكتوراه|القانون"
)
# « Français : langue d'enseignement » in the list of languages: schooled in it
SCHOOLED = re.compile(
    r"\blangues? (?:d'enseignement|d'instruction|d'etudes?|des etudes|de mes etudes|de formation)\b|"
    r"\betudes(?: \w+){0,3} en (?:langue )?(?:arabe|francais)|\b(?:language of (?:instruction|study|my studies)|schooled in)\b|"
    r"لغه (?:ال)?(?:دراسه|تدريس|تعليم|تمدرس|تكوين)|لغه (?:دراستي|تكويني)|\bمدرسه بها\b|استاذه? بها|ادرس بها"
)
SENTENCE = re.compile(r"[.;!?\u2022\u061b\u061f](?=\s|$)|\n\s*(?:[\u2022*>]|-\s)|\n\s*\n|\f")
TOLD = (
    SectionKind.EXPERIENCE, SectionKind.ASSOCIATIVE, SectionKind.VOLUNTEER, SectionKind.PROJECTS, SectionKind.PUBLICATIONS,
    SectionKind.UNKNOWN, SectionKind.OTHER,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class WrittenDeed:
    """Where a deed shows the language: a span of the original text of `piece`."""

    piece: Understood
    start: int
    end: int


def written_deed(papers: Papers, code: str) -> WrittenDeed | None:
    """The first deed of the CVs that shows the language `code` (`fr`, `ar`, `en`, `es`) written; None where none does."""
    language = LANGUAGES.get(code)
    if language is None:
        return None
    return next(_deeds(papers, language), None)


def _deeds(papers: Papers, language: re.Pattern[str]) -> Iterator[WrittenDeed]:
    for piece in papers.cvs:
        text = piece.folded.text
        for kinds, shows in WHERE:
            for lines in (whole for run in papers.runs(piece, *kinds) for whole in _wrapped(run)):
                for start, end in _sentences(text, lines[0].folded_start, lines[-1].folded_end):
                    if language.search(text, start, end) and shows(text[start:end], language):
                        yield WrittenDeed(piece, *piece.folded.span(start, end))


def _wrapped(run: Sequence[TextLine]) -> Iterator[list[TextLine]]:
    """Each line with those that only go on with it."""
    whole: list[TextLine] = []
    for line in run:
        if whole and not line.continues:
            yield whole
            whole = []
        whole.append(line)
    if whole:
        yield whole


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Folded spans without the blanks and signs around them."""
    at = start
    for stop, after in [*((found.start(), found.end()) for found in SENTENCE.finditer(text, start, end)), (end, end)]:
        said = text[at:stop]
        kept = said.strip(" \t\n-*>\u2022")
        if kept:
            first = at + said.index(kept)
            yield first, first + len(kept)
        at = after


def _shows_writing(sentence: str, language: re.Pattern[str]) -> bool:
    if SWORN.search(sentence):
        return True
    if TRANSLATED.search(sentence) and any(language.search(found.group()) for found in INTO.finditer(sentence)):
        return True
    for found in WRITTEN_IN.finditer(sentence):
        if not language.search(found.group()):
            continue
        around = sentence[max(0, found.start() - REACH) : found.end() + AFTER]
        if WRITING.search(around) and not NOT_WRITTEN_BY_HER.search(around):
            return True
    return False


def _says_schooled(sentence: str, _: re.Pattern[str]) -> bool:
    return SCHOOLED.search(sentence) is not None and not NOT_WRITTEN_BY_HER.search(sentence)


def _is_a_diploma_in(sentence: str, language: re.Pattern[str]) -> bool:
    """« Licence en droit public (en arabe) »: three years of examinations written in it."""
    if not DIPLOMA.search(sentence) or NOT_WRITTEN_BY_HER.search(sentence):
        return False
    return any(language.search(found.group()) for found in WRITTEN_IN.finditer(sentence))


WHERE = (
    (TOLD, _shows_writing),
    ((SectionKind.EDUCATION,), _is_a_diploma_in),
    ((SectionKind.LANGUAGES,), _says_schooled),
)
