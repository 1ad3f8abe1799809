"""What a file of a dossier is (CV, letter, references, other), by its name and by its words. Pure.

A name is a hint, the words are better; neither is a verdict: screening looks at the text again. A name that says
nothing (« scan0001.pdf », « document.pdf ») gives None, not a guess.
"""

from __future__ import annotations

import re
import unicodedata

from app.posting.notice import PieceKind

_LETTER_NAMES = re.compile(
    r"\b(?:lettres?|letter|lm|ldm|motivations?|cover|demande|candidature|coverletter)\b"
    r"|رساله|الرساله|تحفيز|طلب خطي|خطاب|طلب الترشيح|طلب ترشيح|طلب عمل"
)
_CV_NAMES = re.compile(
    r"\b(?:cv|c v|cvs|curriculum|vitae|resume|europass|profil|parcours)\b"
    r"|سيره|السيره|سيرتي|نبذه"
)
_REFERENCES_NAMES = re.compile(
    r"\b(?:references?|refs|ref|referents?|referees?|recommandations?|recommendations?|contacts)\b"
    r"|مراجع|المراجع|معرفين|المعرفون|توصيه|تزكيه"
)
_OTHER_NAMES = re.compile(
    r"\b(?:diplomes?|attestations?|certificats?|certificates?|releves?|notes|master|licence|bac|cin|cnie|photo|rib"
    r"|passeport|passport|identite|degree|transcripts?|stage|travail)\b"
    r"|دبلوم|شهاده|شواهد|شهادات|بطاقه|اجازه|كشف"
)
_LETTER_WORDS = re.compile(
    r"lettre de motivation|objet ?: ?(?:candidature|demande|lettre)|madame,? ?(?:et |, ?)?monsieur|monsieur le president"
    r"|madame la (?:directrice|presidente)|messieurs|je vous prie d'agreer|veuillez agreer|salutations distinguees"
    r"|l'expression de m|dear (?:sir|madam|hiring|members|selection)|yours (?:sincerely|faithfully)|i am writing to"
    r"|cover letter|رساله تحفيزيه|رساله تحفيز|الموضوع ?:|تحيه طيبه|السلام عليكم|طلب خطي|اتقدم|يشرفني"
    r"|وتفضلوا|تفضلوا بقبول|فائق الاحترام|فائق التقدير|فائق عبارات|خالص التقدير"
)
_CV_WORDS = re.compile(
    r"\bcurriculum vitae\b|experiences? professionnelles?|parcours professionnel|\bformations?\b|\blangues\b"
    r"|\bcompetences\b|\bdiplomes?\b|centres d'interet|etat civil|work experience|professional experience|\beducation\b"
    r"|\blanguages\b|\bskills\b|\bprofil\b|\bloisirs\b|السيره الذاتيه|التجربه المهنيه|التجارب المهنيه|الخبره المهنيه"
    r"|المسار المهني|\bالتكوين\b|المسار الدراسي|الشهادات|الشواهد|المؤهلات|\bاللغات\b|\bالمهارات\b|الكفاءات|معلومات شخصيه"
)
_REFERENCES_WORDS = re.compile(
    r"\breferences?\b|\breferents?\b|personnes? de reference|personnes a contacter|\breferees?\b"
    r"|المراجع|المعرفون|مراجع|اشخاص يمكن الاتصال"
)
_ASKED_FOR = (
    (PieceKind.CV, _CV_NAMES),
    (PieceKind.REFERENCES, _REFERENCES_NAMES),
    (PieceKind.LETTER, _LETTER_NAMES),
)
_CONTACT = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{1,190}|(?:\+?212|\b0)[\s.-]?[5-7](?:[\s.-]?\d){8}")
_YEAR = re.compile(r"\b(?:19[6-9]\d|20[0-3]\d)\b")
MAX_CHARACTERS = 60_000
MAX_NAME_CHARACTERS = 300


def fold(text: str) -> str:
    """Lower case, accents and Arabic marks off, hamza seats and final forms made one, separators as blanks."""
    flat = unicodedata.normalize("NFKD", text.replace("’", "'").replace("œ", "oe")).casefold()
    bare = "".join(c for c in flat if not unicodedata.combining(c) and c != "\u0640")
    return bare.translate(_ONE_FORM)


_ONE_FORM = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي"})


def kind_by_name(file_name: str | None) -> PieceKind | None:
    """The kind the file's name announces, or None. « CV et lettre » is a CV: the letter inside is found by its words."""
    if not file_name:
        return None
    words = _words_of(file_name)
    for kind, names in (*_ASKED_FOR, (PieceKind.OTHER, _OTHER_NAMES)):
        if names.search(words):
            return _unless_letter_of_reference(kind, words)
    return None


def _words_of(file_name: str) -> str:
    stem = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", file_name[-MAX_NAME_CHARACTERS:].replace("\\", "/").rpartition("/")[2])
    # « ChraibiResume2026 », « CV_Taha-2026 »: capitals, digits and signs part the words.
    parted = re.sub(r"(?<=[a-zà-ÿ])(?=[A-Z])|(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])", " ", stem)
    return " ".join(re.sub(r"[^\w']+|_", " ", fold(parted)).split())


def kinds_announced(kind: PieceKind, file_name: str) -> frozenset[PieceKind]:
    """All that a file known as `kind` may be, when its name announces more (« CV, lettre et références.pdf »).

    For what is said to be missing, never for what is judged: that takes the words inside.
    """
    words = _words_of(file_name)
    told = {each for each, names in _ASKED_FOR if names.search(words)}
    return frozenset({kind} | (told if len(told) > 1 else set()))


def kind_by_text(text: str) -> PieceKind | None:
    """The kind the words of a document announce, or None when they announce nothing.

    A CV has headings and years; a letter has a salutation and a closing formula; a sheet of references has contacts
    and little else. A document that holds all of them is a CV.
    """
    folded = " ".join(fold(text[:MAX_CHARACTERS]).split())
    letter = len({found for found in _LETTER_WORDS.findall(folded) if found})
    cv = len({found for found in _CV_WORDS.findall(folded) if found}) + min(3, len(_YEAR.findall(folded)) // 4)
    contacts, words = len(_CONTACT.findall(folded)), len(folded.split())
    if _REFERENCES_WORDS.search(folded) and contacts >= 2 and cv < 3 and letter < 2 and words < 400:
        return PieceKind.REFERENCES
    if cv >= 3 and cv >= letter:
        return PieceKind.CV
    if letter >= 2 or (letter == 1 and words >= 60 and cv < 2):
        return PieceKind.LETTER
    return PieceKind.CV if cv >= 3 else None


def _unless_letter_of_reference(kind: PieceKind, words: str) -> PieceKind:
    # « Lettre de recommandation » is a paper about the candidate, not the three references the notice asks for,
    # and still closer to them than to a letter of motivation.
    if kind is PieceKind.CV and re.search(r"\b(?:lettre|letter|lm)\b", words) and not re.search(r"\bcv\b", words):
        return PieceKind.LETTER
    return kind
