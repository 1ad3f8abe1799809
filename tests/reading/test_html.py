"""Web pages as Word, LibreOffice, browsers and people write them."""

from __future__ import annotations

import pytest

from app.reading.office.html import read_html, read_mhtml
from app.reading.text import Hidden


def _text(body: str, style: str = "") -> str:
    return read_html(f"<html><head><style>{style}</style></head><body>{body}</body></html>".encode()).text


def test_list_marks_of_word_are_signs_of_its_symbol_fonts() -> None:
    def item(mark: str, font: str, text: str) -> str:
        return (
            f"<p class=MsoListParagraph><![if !supportLists]><span style='font-family:{font}'><span "
            f"style='mso-list:Ignore'>{mark}<span style='font:7.0pt \"Times New Roman\"'>&nbsp; </span></span></span>"
            f"<![endif]>{text}<o:p></o:p></p>"
        )

    assert _text(item("·", "Symbol", "Un") + item("§", "Wingdings", "Deux") + item("o", '"Courier New"', "Trois")) == (
        "• Un\n• Deux\n• Trois"
    )


def test_numbered_lists_count_as_the_page_shows_them() -> None:
    body = (
        "<ol start=3 type=a><li>trois</li><li value=9><p>neuf</p></li><li>dix</li></ol>"
        "<ol style='list-style-type:none'><li>rien</li></ol><ol><li>un</li></ol>"
    )

    assert _text(body).split("\n") == ["c. trois", "i. neuf", "j. dix", "", "rien", "", "1. un"]


def test_what_was_deleted_or_remarked_is_no_text() -> None:
    body = (
        "<p>Bon<del>mot</del><ins>jour</ins><span class=MsoCommentReference>[S1]</span></p>"
        "<div style='mso-element:comment-list'><p>un avis</p></div><!--[if gte vml 1]><p>jamais</p><![endif]-->"
    )

    assert _text(body) == "Bonjour"


@pytest.mark.parametrize(
    ("markup", "style", "why"),
    [
        ("<p hidden>mots</p>", "", "invisible"),
        ("<p class=x>mots</p>", "p.x { display: none }", "invisible"),
        ("<p><font color=white>mots</font></p>", "", "white"),
        ("<p><span class='x'>mots</span></p>", ".x{color:#FFF} p{margin:0}", "white"),
        ("<p style='font-size:1px'>mots</p>", "", "tiny"),
    ],
)
def test_words_that_nobody_was_to_see_are_told_apart(markup: str, style: str, why: str) -> None:
    read = read_html(f"<html><style>{style}</style><body><p>Vu</p>{markup}</body></html>".encode())

    assert (read.text, read.hidden) == ("Vu", (Hidden(1, "mots", why),))


def test_white_words_on_a_page_that_has_other_grounds_are_honest() -> None:
    assert _text("<p style='color:white'>Salma</p>", ".band > div { background: #123 }") == "Salma"
    assert _text("<table bgcolor=#112233><tr><td><font color=white>Salma</font></td></tr></table>") == "Salma"


def test_styles_make_capitals_headings_and_pages() -> None:
    style = "@media print { h1 { display: none } } /* x */ .c1 { font-weight: 700; text-transform: uppercase }"

    read = read_html(
        f"<style>{style}</style><h1>Salma</h1><p class=c1>Études</p>"
        "<br style='page-break-before:always'><p>Suite</p>".encode()
    )

    assert read.text == "Salma\nÉTUDES\fSuite"
    assert [word.bold for word in read.pages[0].words] == [True, True]


def test_a_sidebar_over_many_rows_is_read_apart() -> None:
    rows = "<tr><td rowspan=2><p>Contact</p><p>Rabat</p></td><td>Un</td></tr><tr><td>Deux</td></tr>"

    assert _text(f"<table>{rows}</table>") == "Contact\nRabat\n\nUn\nDeux"


def _archive(*parts: tuple[str, str]) -> bytes:
    head = 'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n'
    sent = "".join(
        f"--x\r\nContent-Type: text/html; charset={charset}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{page}\r\n"
        for charset, page in parts
    )
    return (head + sent + "--x--\r\n").encode("cp1256")


def test_a_web_archive_is_in_the_encoding_it_names() -> None:
    page = "<html><head><meta http-equiv=Content-Type content='text/html; charset=windows-1256'></head><p>منسقة é</p></html>"

    assert read_mhtml(_archive(("windows-1256", page))).text == "منسقة é"


def test_words_headers_in_a_page_of_their_own_stand_on_each_page() -> None:
    page = (
        '<html><style>@page S1 {mso-header:url("h.htm") h1; mso-footer:url("h.htm") f1;}</style><p>Un</p>'
        "<br style='page-break-before:always'><p>Deux</p></html>"
    )
    edges = "<html><div style='mso-element:header' id=h1><p>Salma</p></div><div style='mso-element:footer' id=f1><p>OMP</p></div></html>"

    assert read_mhtml(_archive(("windows-1252", page), ("windows-1252", edges))).text == (
        "Salma\n\nUn\n\nOMP\fSalma\n\nDeux\n\nOMP"
    )


@pytest.mark.parametrize(
    ("says", "written"),
    [
        ("windows-1252", "utf-8"),
        ("utf-8", "cp1252"),
        ("foo-bar", "utf-8"),
        ("windows-1252", "utf-16"),
        ("utf-16", "cp1252"),
        ("iso-8859-1", "cp1252"),
        ("macintosh", "mac-roman"),
        ("hex", "utf-8"),
        ("undefined", "cp1252"),
        ("unicode_escape", "cp1252"),
    ],
)
def test_a_page_is_read_in_the_encoding_it_is_in_whatever_it_says(says: str, written: str) -> None:
    words = "Chargée de projet à Salé, sensibilisée aux détenus, été 2019"
    page = f'<html><head><meta charset="{says}"></head><body><p>{words}</p></body></html>'

    assert read_html(page.encode(written)).text == words
    assert read_html(f'<?xml version="1.0" encoding="{says}"?>{page}'.encode(written)).text == words


@pytest.mark.parametrize("says", ["iso-8859-1", "windows-1252", "windows-1256", "utf-8", ""])
def test_an_arabic_page_that_says_it_is_latin_is_arabic(says: str) -> None:
    words = "منسقة مشاريع الجمعية المغربية لحقوق الإنسان بالدار البيضاء"
    page = f"<html><head><meta http-equiv=Content-Type content='text/html; charset={says}'></head><body>{words}</body></html>"

    assert read_html(page.encode("cp1256")).text == words


def test_an_encoding_of_another_country_is_believed() -> None:
    page = "<html><head><meta charset=windows-1250></head><body>Michał Żółć, współpraca</body></html>"

    assert read_html(page.encode("cp1250")).text == "Michał Żółć, współpraca"
