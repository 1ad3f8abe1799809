"""Every list of terms that judging a dossier by one notice will ask, looked up together: one walk a document."""

from __future__ import annotations

import gc
from functools import lru_cache

from app.posting.notice import CriterionKind, Notice
from app.screening.fields import field_words, fields_of_schools, school_words
from app.screening.ladder import country_words, diploma_words
from app.screening.levels import language_names, level_words
from app.screening.status import holder_words, status_words
from app.screening.terms import Lexicon, Shelf, word_list
from app.screening.wordings import terms_of, words_around

OF_POSTS = ("roles", "sectors", "openings", "deeds", "contracts")
MOST_NOTICES = 16
OBJECTS_BETWEEN_COLLECTIONS = 20_000  # some ten dossiers' worth; nothing that judging makes holds itself
MIDDLE_COLLECTIONS_BEFORE_A_FULL_ONE = (
    60  # which takes as long as four dossiers, and finds nothing that the others left
)


def vocabulary_of(notice: Notice) -> Shelf:
    """The standing lists and those of the notice's rated criteria."""
    rated = [criterion for criterion in notice.criteria if criterion.kind is CriterionKind.RATED]
    own = dict.fromkeys(lexicon for criterion in rated for lexicon in terms_of(criterion))
    return _together((*_standing(), *own))


def _standing() -> tuple[Lexicon, ...]:
    of_studies = (diploma_words(), country_words(), status_words(), holder_words())
    of_fields = (field_words(), fields_of_schools(), school_words())
    return (
        *map(word_list, OF_POSTS),
        *of_studies,
        *of_fields,
        language_names(),
        level_words(),
        words_around(),
    )


@lru_cache(maxsize=MOST_NOTICES)
def _together(lexicons: tuple[Lexicon, ...]) -> Shelf:
    shelf = Shelf(lexicons)
    _spare_the_collector()
    return shelf


def _spare_the_collector() -> None:
    """The lists stay as long as the process does: walked by each full collection they would cost as much as five dossiers."""
    gc.collect()
    gc.freeze()
    young, middle, full = gc.get_threshold()
    gc.set_threshold(max(young, OBJECTS_BETWEEN_COLLECTIONS), middle, max(full, MIDDLE_COLLECTIONS_BEFORE_A_FULL_ONE))
