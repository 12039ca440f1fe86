from datetime import date

import pytest

from ilmkreis_integration.content.schema import ContentError, Section


@pytest.mark.parametrize(
    ("values", "read", "message"),
    [
        pytest.param({}, lambda s: s.text("title"), "x.title: fehlt", id="missing"),
        pytest.param(
            {"title": 5},
            lambda s: s.text("title"),
            "x.title: muss ein Text sein",
            id="not a text",
        ),
        pytest.param(
            {"n": True},
            lambda s: s.number("n"),
            "x.n: muss eine ganze Zahl sein",
            id="true is not a number",
        ),
        pytest.param(
            {"day": "5.4.2017"},
            lambda s: s.day("day"),
            "x.day: muss ein Datum wie 2017-04-05 sein",
            id="date in quotes",
        ),
        pytest.param(
            {"kind": "wish"},
            lambda s: s.choice("kind", ["need", "problem"]),
            "x.kind: „wish“ gibt es nicht; möglich: need, problem",
            id="unknown choice",
        ),
        pytest.param(
            {"part": ["a"]},
            lambda s: s.sections("part"),
            "x.part[1]: muss ein Abschnitt sein",
            id="array of texts",
        ),
        pytest.param(
            {"titel": "a"},
            lambda s: s.refuse_unknown(),
            "x.titel: diesen Schlüssel gibt es nicht",
            id="misspelt key",
        ),
    ],
)
def test_section_names_key_and_reason(values, read, message):
    with pytest.raises(ContentError) as caught:
        read(Section(values, "x"))

    assert str(caught.value) == message


def test_section_reads_values_and_defaults():
    section = Section(
        {"title": " Titel ", "day": date(2017, 4, 1), "part": [{"n": 1}, {"n": 2}]},
        "x",
    )

    assert section.text("title") == "Titel"
    assert section.text("hint", "") == ""
    assert section.flag("other", False) is False
    assert section.day("day") == date(2017, 4, 1)
    assert section.day("end") is None
    assert [part.number("n") for part in section.sections("part")] == [1, 2]
    section.refuse_unknown()
