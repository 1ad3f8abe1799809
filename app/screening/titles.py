"""What people were called, as a line says it: terms of `words/roles.toml` that are nobody else's name.

« Médecins du Monde », « cabinet d'avocats » hold the word of a trade and give the person none.
"""

from __future__ import annotations

from app.screening.fold import Folded
from app.screening.terms import Hit, word_list

# Work told as a noun: a title where no other stands, and elsewhere a deed
TASKS = ("gestion ", "pilotage ", "conduite ", "direction ", "coordination ")


def titles_in(folded: Folded, start: int, end: int) -> tuple[Hit, ...]:
    """The titles of `folded.text[start:end]`, none overlapping, those within the name of an employer left out."""
    titles = word_list("roles").longest(folded, start, end)
    if not titles:
        return ()
    names = [hit for hit in word_list("sectors").longest(folded, start, end) if hit.words > 1]
    return tuple([title for title in titles if not any(_within(title, name) for name in names)])


def _within(title: Hit, name: Hit) -> bool:
    shorter = title.folded_end - title.folded_start < name.folded_end - name.folded_start
    return shorter and name.folded_start <= title.folded_start and title.folded_end <= name.folded_end
