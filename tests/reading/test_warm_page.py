"""The page that children are warmed with shows what it is there for."""

from __future__ import annotations

from app.reading.read import read_piece
from app.reading.warm_page import warm_page


def test_the_page_reads_as_a_cv_in_two_scripts() -> None:
    read = read_piece(warm_page(2), file_name="warm.pdf")

    lines = [" ".join(word.text for word in line.words) for line in read.pages[0].lines]
    assert lines[:7] == [
        "Langues",
        "arabe, français",
        "anglais (B2)",
        "Permis B",
        "Casablanca",
        "prenom.nom@example.org",
        "Coordinatrice de projet - association de quartier",
    ]
    assert lines[-5:] == [
        "دراسات عليا في العلوم الاجتماعية",
        "Logiciels Niveau",
        "Tableur avancé",
        "Comptabilité bon",
        "Page 1",
    ]
    assert (read.warnings, read.hidden, set(read.languages)) == ((), (), {"fr", "ar"})
