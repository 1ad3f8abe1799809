"""What the body of a mail says: its plain words, a letter written in it, references, links, a withdrawal. Pure.

Nothing is fetched and nothing is run: HTML is turned into text, and a link is only written down.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import phonenumbers
from inscriptis import get_text
from inscriptis.css_profiles import CSS_PROFILES
from inscriptis.model.config import ParserConfig
from lxml import etree

from app.intake.kinds import fold, kind_by_text
from app.posting.notice import PieceKind

MAX_BODY_CHARACTERS = 60_000
LETTER_WORDS = 60  # « the body itself is the letter »: fewer words are a covering note
MAX_LINES_LOOKED_AT = 500  # for references; nobody lists them further down
MAX_ENTRY_CHARACTERS = 400
MAX_CHARACTERS_FOR_A_PHONE = 4_000
CV_WORDS = 100
WORDS_THAT_SAY_SOMETHING = 8
LETTER_WORDS_BESIDE_A_LETTER = 150  # with a letter attached, a long polite note is not a second one
_HTML = ParserConfig(css=CSS_PROFILES["strict"], display_images=False, display_links=False)
_REMOVED = re.compile(r"<(script|style|template|noscript|head|title)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_URL = re.compile(r"https?://[^\s<>\"'\])}]+", re.IGNORECASE)
_STORES = re.compile(
    r"^https?://(?:[\w-]+\.)*(?:drive\.google\.com|docs\.google\.com|photos\.app\.goo\.gl|dropbox\.com|db\.tt|"
    r"wetransfer\.com|we\.tl|1drv\.ms|onedrive\.live\.com|sharepoint\.com|icloud\.com|mega\.nz|mega\.io|"
    r"mediafire\.com|box\.com|pcloud\.(?:com|link)|grosfichiers\.com|swisstransfer\.com|fromsmash\.com|"
    r"transfernow\.net|transfert\.free\.fr|canva\.com|adobe\.com|scribd\.com|uptobox\.com|4shared\.com|"
    r"filemail\.com|send-anywhere\.com|gofile\.io)(?:[/:?#]|$)",
    re.IGNORECASE,
)
_QUOTED = re.compile(
    r"^(?:>|-{2,} ?(?:original message|message d'origine|message original|forwarded message|message transf)"
    r"|_{10,}$|le .{5,90} a ecrit ?:|on .{5,90} wrote ?:|.{0,60} كتب(?:ت)?.{0,30}:$)"
)
_FORWARD_MARK = re.compile(
    r"forwarded message|message transfere|message transmis|message d'origine|original message|begin forwarded"
    r"|debut du message|رساله معاد توجيهها|الرساله المعاد توجيهها"
)
_FORWARDED_FROM = re.compile(
    r"^\*?(?:De|From|من)\*?\s*:\*?\s*(?P<name>[^<\[]*?)\s*[<\[](?:mailto:)?(?P<address>[^\s<>\[\]]+@[^\s<>\[\]]+)[>\]]",
    re.IGNORECASE,
)
_SIGNED_BY_A_DEVICE = re.compile(
    r"^(?:envoye (?:de|depuis|a partir)|sent (?:from|with)|get outlook|telecharge[rz]? outlook|obtenir outlook"
    r"|ارسلت من|ارسل من|مرسل من|تم الارسال من)"
)
_APPLIES = re.compile(
    r"candidat|postul|motivation|poste de|poste d'|\boffre\b|\bpost of\b|apply|application|position|charge\(?e?\)? de projet"
    r"|ترشح|ترشيح|اترشح|المنصب|لمنصب|بطلب|وظيفه|الانضمام"
)
_OF_A_DOSSIER = re.compile(
    r"\bcv\b|curriculum|resume|\blettre\b|dossier|ci-?joint|piece(?:s)? jointe|references?|diplome|attach"
    r"|recrut|emploi|stage|experience|سيره|السيره|رساله|ملف|رفقته|مرفق|طيه|مراجع|شهاد|طلب|خبره"
)
_CIVIL = re.compile(
    r"madame|monsieur|messieurs|bonjour|dear|agreer|cordial|salutations|sincerely|respectueu|consideration"
    r"|تحيه|السيد|سيدي|سيدتي|حضره|احترام|تقدير|سلام|وتفضلوا"
)
_HOLDS_FIRST_PERSON = re.compile(
    r"\b(?:je|j'ai|mon|ma|mes|i|my|i've)\b|\bانا\b|\bاني\b|\bلدي\b|\bلي\b|اشتغل|عملت|اعمل|تجربتي|خبرتي|اتقدم|اريد"
)
_WITHDRAWS = re.compile(
    r"(?:retire|retirer|retrait de|annuler?|renonce a|me desiste de|desistement).{0,40}\b(?:ma candidature|mon dossier"
    r"|ma demande|a ma candidature)"
    r"|\bwithdraw(?:ing|al)?\b.{0,40}\b(?:my|application|candidacy)|\bje me desiste\b"
    r"|(?:سحب|اسحب|الغاء|التراجع عن|التنازل عن).{0,30}(?:ترشيح|ترشح|طلب|ملف)"
)
_REFERENCES_HEADING = re.compile(
    r"^[\W\d]*(?:(?:mes|trois|3|my|three|les|liste de(?:s)?|professional)\W+)*(?:\(?3\)?\W+)?"
    r"(?:references?|referents?|referees?|personnes? de reference|المراجع|مراجع|المعرفون|مراجعي)\b"
)
_ON_DEMAND = re.compile(
    r"sur demande|on request|upon request|disponibles|عند الطلب|ci-?joint|en piece|en annexe|attached"
)
_LIST_ITEM = re.compile(r"^\s*(?:\(?\d{1,2}\s*[.)/°-]|[-–—•*·▪►]|[١٢٣٤][.)\-])\s*\S")
# Bounded on purpose: an open-ended run before the « @ » is tried again from each of its letters.
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{1,190}")


@dataclass(frozen=True, slots=True)
class Body:
    """The body, understood. `words` is the text without quoted mail and device signatures."""

    text: str
    letter: str  # the letter written in the body, or empty
    cv: str  # the body itself where a whole CV is pasted into it, or empty
    references: str  # the lines that name references, or empty
    links: tuple[str, ...]  # where documents are said to be; never fetched
    withdraws: bool
    phone: str
    is_about_applying: bool = True  # False where many words speak of something else altogether
    forwarded_from: tuple[str, str] | None = None  # (address, name) of the first sender, where the text forwards a mail


def understand_body(
    plain: str, html: str, *, sender: str, subject: str = "", attached: frozenset[PieceKind] = frozenset()
) -> Body:
    """What the two alternatives of a body say; the plain one is read unless it is a stub of the other.

    `sender` is the address of the writer, so that a signature is not taken for a reference; `attached` are the kinds
    of the files beside it.
    """
    from_html = text_of_html(html) if html else ""
    text = from_html if len(plain.split()) < 0.6 * len(from_html.split()) else plain
    own = own_words(text[:MAX_BODY_CHARACTERS])
    references = references_in(own, sender=sender)
    rest = _without(own, references)
    least = LETTER_WORDS_BESIDE_A_LETTER if PieceKind.LETTER in attached else LETTER_WORDS
    is_cv = PieceKind.CV not in attached and len(own.split()) >= CV_WORDS and kind_by_text(own) is PieceKind.CV
    return Body(
        text=text[:MAX_BODY_CHARACTERS],
        letter=rest.strip() if is_letter(rest, least_words=least) else "",
        cv=own if is_cv else "",
        references=references,
        links=links_in(f"{own}\n{html[:MAX_BODY_CHARACTERS]}"),
        withdraws=_WITHDRAWS.search(" ".join(fold(own).split())) is not None,
        phone=phone_in(rest),
        is_about_applying=_is_about_applying(own, subject),
        forwarded_from=first_sender(text[:MAX_BODY_CHARACTERS]),
    )


def text_of_html(html: str) -> str:
    """The words of an HTML body, one block a line; scripts, styles and addresses of images are gone."""
    shown = _REMOVED.sub(" ", html[: 4 * MAX_BODY_CHARACTERS]).replace("\x00", "")
    shown = re.sub(r"^\s*<\?xml[^>]*\?>", "", shown)
    if not shown.strip():
        return ""
    try:
        return str(get_text(shown, _HTML)).strip()
    except (etree.LxmlError, ValueError, RecursionError, AttributeError):
        return re.sub(r"<[^>]*>", " ", shown).strip()


def own_words(text: str) -> str:
    """The lines the sender wrote: what follows a « X a écrit : » or stands behind « > » is somebody else's."""
    kept: list[str] = []
    for line in text.replace("\r\n", "\n").split("\n"):
        folded = fold(line).strip()
        if _QUOTED.match(folded) and not folded.startswith(">"):
            break
        if folded.startswith(">") or _SIGNED_BY_A_DEVICE.match(folded):
            continue
        kept.append(line.rstrip())
    return "\n".join(kept).strip()


def is_letter(text: str, *, least_words: int) -> bool:
    """Whether these words are a letter of motivation: long enough, in the first person, civil, and about applying."""
    if len(re.findall(r"\w+", text)) < least_words:
        return False
    folded = " ".join(fold(text).split())
    if folded.count("?") + folded.count("؟") >= 2:
        return False  # somebody who asks, not somebody who applies
    signs = (_APPLIES.search(folded), _CIVIL.search(folded), _HOLDS_FIRST_PERSON.search(folded))
    return sum(sign is not None for sign in signs) >= 2 and signs[0] is not None


def references_in(text: str, *, sender: str) -> str:
    """The lines that name references: a list under a heading, or two listed people with a mail or a phone each."""
    lines = [line if len(line) <= MAX_ENTRY_CHARACTERS else "" for line in text.split("\n")[:MAX_LINES_LOOKED_AT]]
    heading = next((n for n, line in enumerate(lines) if _opens_references(line)), None)
    listed = [n for n, line in enumerate(lines) if _is_entry(line, sender)]
    if heading is not None:
        found = _under_heading(lines, heading) or [n for n in listed if n > heading]
        return "\n".join(lines[n].strip() for n in [heading, *found]) if found else ""
    with_contact = [n for n in listed if _has_contact(lines[n], sender)]
    if len(with_contact) < 2:
        return ""
    return "\n".join(lines[n].strip() for n in listed if with_contact[0] - 2 <= n <= with_contact[-1] + 2)


def links_in(text: str) -> tuple[str, ...]:
    """Addresses of known file stores in the text or HTML, once each, in order."""
    found = (url.rstrip(".,;:") for url in _URL.findall(text.replace("&amp;", "&")))
    return tuple(dict.fromkeys(url for url in found if _STORES.match(url)))[:20]


def phone_in(text: str) -> str:
    """The first phone number, as written, or empty; numbers without a country are read as Moroccan."""
    for found in phonenumbers.PhoneNumberMatcher(text[:MAX_CHARACTERS_FOR_A_PHONE], "MA", max_tries=50):
        return str(found.raw_string)
    return ""


def first_sender(text: str) -> tuple[str, str] | None:
    """(address, name) on the « De : » line of a mail forwarded in the text, or None."""
    after_mark = False
    for line in text.split("\n"):
        folded = fold(line).strip()
        after_mark = after_mark or _FORWARD_MARK.search(folded) is not None
        found = _FORWARDED_FROM.match(line.strip()) if after_mark else None
        if found:
            return found["address"].lower(), found["name"].strip(" \"'*")
    return None


def _is_about_applying(text: str, subject: str) -> bool:
    few = len(text.split()) < WORDS_THAT_SAY_SOMETHING
    folded = " ".join(fold(f"{subject}\n{text}").split())
    return few or _APPLIES.search(folded) is not None or _OF_A_DOSSIER.search(folded) is not None


def _opens_references(line: str) -> bool:
    folded = fold(line).strip()
    if _ON_DEMAND.search(folded):
        return False
    if _REFERENCES_HEADING.match(folded) and (len(folded.split()) <= 8 or folded.endswith(":")):
        return True
    # « … mes trois références : » closes a longer sentence.
    return folded.endswith(":") and re.search(r"references|referents|referees|المراجع|مراجع", folded) is not None


def _under_heading(lines: list[str], heading: int) -> list[int]:
    """The entries after a heading; blank lines may part them, the first plain line that is no entry ends the list."""
    found: list[int] = []
    for n in range(heading + 1, len(lines)):
        if not lines[n].strip():
            continue
        if not (_LIST_ITEM.match(lines[n]) or _reads_as_entry(lines[n])):
            break
        found.append(n)
    return found


def _reads_as_entry(line: str) -> bool:
    parts = re.split(r"[,،;|/–—\t]| - ", line)
    has_contact = _MAIL.search(line) or phone_in(line)
    return len(parts) >= 3 or (len(parts) >= 2 and bool(has_contact))


def _is_entry(line: str, sender: str) -> bool:
    return _LIST_ITEM.match(line) is not None and (_has_contact(line, sender) or _reads_as_entry(line))


def _has_contact(line: str, sender: str) -> bool:
    addresses = {found.lower().rstrip(".") for found in _MAIL.findall(line)} - {sender}
    return bool(addresses) or bool(phone_in(line))


def _without(text: str, references: str) -> str:
    gone = {line for line in references.split("\n") if line}
    return "\n".join(line for line in text.split("\n") if line.strip() not in gone)
