"""What a reason code and a question say to a person, in French or Arabic. Sentences are fixed; only facts are filled in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.i18n.translate import in_words, list_of, mark

REASONS: dict[str, str] = {
    "deg.met": mark("The diploma is of the level asked (%(level)s years of study), in a field that is accepted."),
    "deg.met_by_holder": mark("A diploma of the level asked is named as held; the CV has no list of studies."),
    "deg.field_far": mark("The diploma is of the level asked; its field is far from those the notice names."),
    "deg.field_unknown": mark("The diploma is of the level asked; its field is not said."),
    "deg.unread": mark("The CV could not be read well enough to say anything of the diploma."),
    "deg.none_found": mark("No diploma was found in what was read."),
    "deg.range": mark("The diploma may or may not reach the level asked, depending on the country and the time."),
    "deg.pending": mark("The studies are finished and the diploma is awaited: defence or document pending."),
    "deg.level_only": mark("A level or an equivalence is stated, without a diploma that was obtained."),
    "deg.claim_disagrees": mark(
        "The list of studies stays below the level asked, and another line names a diploma that reaches it."
    ),
    "deg.orphan": mark("A diploma of the level asked stands in the CV outside the list of studies that was read."),
    "deg.no_level": mark("A diploma is named whose level cannot be told."),
    "deg.below": mark("The highest diploma obtained is of %(level)s years of study; the notice asks %(need)s."),
    "deg.not_obtained": mark("The diploma of the level asked was begun and not obtained."),
    "deg.in_progress": mark("The diploma of the level asked is still under way at the closing of the notice."),
    "deg.admitted": mark("Only an admission to studies of the level asked is named."),
    "deg.others": mark("The diplomas named are those of other people."),
    "lang.stated": mark("The level that is stated is enough to write the language."),
    "lang.demonstrated": mark("%(words)s words of the candidate's own prose show that the language can be written."),
    "lang.demonstrated_by_deed": mark(
        "What the candidate tells of having written or studied in the language shows it."
    ),
    "lang.middling": mark("A middling level is stated, and no prose of %(need)s words settles it."),
    "lang.low_but_written": mark("A low level is stated, and the candidate wrote %(words)s words in the language."),
    "lang.low_but_deed": mark(
        "A low level is stated, and the candidate tells of having written or studied in the language."
    ),
    "lang.low": mark("A low level is stated, and nothing written says otherwise."),
    "lang.unread": mark("The CV could not be read well enough to say anything of the language."),
    "lang.nothing_said": mark("Nothing is said of the language, and too little is written in it."),
    "exp.enough": mark("%(min)s months surely count; the notice asks %(need)s."),
    "exp.max_enough_min_not": mark("%(min)s months surely count and %(max)s at most; the notice asks %(need)s."),
    "exp.undated": mark("A post that may count has no dates; %(min)s months surely count."),
    "exp.claimed": mark("The posts give %(max)s months at most, and the candidate claims more elsewhere."),
    "exp.dates_contradict": mark("Dates contradict each other in a post that may count."),
    "exp.orphan": mark("A title of project management in an association stands in the CV without its dates."),
    "exp.other_posts": mark(
        "%(max)s months at most; other posts near associations tell of no project: a person looks before anyone is refused."
    ),
    "exp.no_section": mark("No list of posts was found in what was read."),
    "exp.unread": mark("The CV could not be read well enough to count the months."),
    "exp.below": mark("The posts give %(max)s months at most; the notice asks %(need)s."),
    "rated.shown": mark("Shown by a post, a deed, a diploma, a training or a publication."),
    "rated.claimed": mark("Only named, as a skill, a wish or in the letter: to be checked."),
    "rated.unread": mark("The CV could not be read well enough to look for it."),
    "rated.absent": mark("Found nowhere in what was read."),
    "dos.complete": mark("CV, letter and %(references)s complete references."),
    "dos.missing": mark("Missing: %(missing)s."),
    "dos.letter_doubtful": mark("A letter was sent; whether it is a letter of motivation is for a person to see."),
    "dos.unread": mark("A file could not be read: a person must open it to know whether the dossier is complete."),
    "dos.references_outside": mark("The references are complete; none of them plainly belongs to an association."),
    "dos.references_projects": mark("%(projects)s past projects are given as references, and no person to ask."),
    "dos.references_unread": mark("References are announced, and nobody could be made out among them."),
    "dos.references_self": mark("One of the references is the candidate."),
    "dos.references_same": mark("The same person is given twice as a reference."),
    "dos.references_incomplete": mark(
        "References are given, of which %(references)s are complete; %(need)s are asked."
    ),
    "dos.references_few": mark("%(references)s complete references; %(need)s are asked."),
}
QUESTIONS: dict[str, str] = {
    "ask.field_near_enough": mark("Is the field of this diploma near enough to the post?"),
    "ask.which_diploma": mark("Which is the highest diploma this person obtained?"),
    "ask.which_level": mark("How many years of study does this diploma stand for?"),
    "ask.is_it_awarded": mark("Was this diploma awarded before the closing?"),
    "ask.can_write": mark("Can this person write the language? A short exercise or a call would tell."),
    "ask.who_wrote": mark("Did the candidate write the letter without help?"),
    "ask.did_this_post_coordinate": mark("Did this post manage or coordinate a project of an association?"),
    "ask.is_it_an_association": mark("Is this employer an association?"),
    "ask.does_unpaid_work_count": mark("Does this unpaid work count as managing projects?"),
    "ask.which_months": mark("In which months did these posts begin and end?"),
    "ask.when_was_it": mark("When did this post begin and end?"),
    "ask.when_was_it_held": mark("When was this post held, and for how long?"),
    "ask.read_the_posts": mark("Which posts does the CV tell when a person reads it?"),
    "ask.where_are_those_years": mark("In which posts were the years that are claimed?"),
    "ask.is_it_done": mark("Is there a deed behind this word?"),
    "ask.open_the_file": mark("What does the file say when a person opens it?"),
    "ask.is_it_a_letter": mark("Is this text a letter of motivation?"),
    "ask.are_references_associative": mark("Do these people know the candidate from the projects of an association?"),
    "ask.projects_as_references": mark("Are three past projects accepted as references?"),
    "ask.another_reference": mark("Can the candidate give another reference?"),
    "ask.complete_the_reference": mark("Can the candidate complete this reference?"),
}
POSTS: dict[str, str] = {
    "post.sure": mark("manages or coordinates projects in an association"),
    "post.sure_accepted": mark("manages or coordinates projects for an employer that the notice accepts"),
    "post.sure_by_deed": mark("a deed of coordination is told, in an association"),
    "post.near_a_project": mark("near a project, no coordination told"),
    "post.no_coordination": mark("in an association, no project managed"),
    "post.no_project_told": mark("near an association, no project told"),
    "post.unreadable": mark("dates without any words beside them"),
    "post.no_title": mark("no title was read"),
    "post.other_profession": mark("another profession, near a project"),
    "post.other_sector": mark("company or administration"),
    "post.other_trade": mark("another trade"),
    "post.public_or_unknown_employer": mark("public body, or an employer that was not recognised"),
    "post.unpaid": mark("unpaid work"),
    "post.internship": mark("internship"),
    "post.membership": mark("membership, no post"),
    "post.title_changed": mark("the title changed within the period"),
}
PIECES: dict[str, str] = {"cv": mark("the CV"), "letter": mark("the letter"), "references": mark("the references")}
VERDICTS: dict[str, str] = {"met": mark("met"), "not_met": mark("not met"), "unclear": mark("to be checked")}
OVERALL: dict[str, str] = {
    "eligible": mark("eligible"), "to_review": mark("to be checked"), "not_eligible": mark("not eligible")
}  # fmt: skip


def reason_in_words(code: str, arguments: Mapping[str, Any], language: str) -> str:
    """The sentence of a reason, with its facts. Raises KeyError for a code nobody gives."""
    facts = {key: _in_words(key, value, language) for key, value in arguments.items()}
    return in_words(REASONS[code], language, **facts)


def post_in_words(code: str, language: str) -> str:
    """Why the months of a post count or not; the code itself for one of an older engine."""
    return in_words(POSTS[code], language) if code in POSTS else code


def question_in_words(code: str, language: str) -> str:
    """The sentence of a question. Raises KeyError."""
    return in_words(QUESTIONS[code], language)


def _in_words(key: str, value: Any, language: str) -> str:
    if key == "missing":
        return list_of([in_words(PIECES[piece], language) for piece in value], language)
    return "?" if value is None else str(value)
