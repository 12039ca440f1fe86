"""Hints on personal data: labelled examples, and what holds for any text."""

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from staffsurvey.personal_data import Kind, find_hints

# (text, what a reader should be pointed to)
PERSONAL = [
    ("Meine Nummer ist 0171 2345678, bitte anrufen.", "0171 2345678"),
    ("Tel. 03628/738-123", "03628/738-123"),
    ("Erreichbar unter +49 (0)3628 738123", "+49 (0)3628 738123"),
    ("WhatsApp +380 67 123 45 67", "+380 67 123 45 67"),
    ("Ich habe Durchwahl 4711", "Durchwahl 4711"),
    ("schreibt mir: olena.k@gmail.com", "olena.k@gmail.com"),
    ("a.muster(at)web.de", "a.muster(at)web.de"),
    ("max punkt müller at gmx punkt de", "müller at gmx punkt de"),
    ("Konto DE89 3704 0044 0532 0130 00", "DE89 3704 0044 0532 0130 00"),
    ("DE89370400440532013000", "DE89370400440532013000"),
    ("Steuer-ID 86 095 742 719", "86 095 742 719"),
    ("ich bin geboren am 3.5.1987", "geboren am 3.5.1987"),
    ("geb. 12. März 1990", "geb. 12. März 1990"),
    ("Jahrgang 1961", "Jahrgang 1961"),
    ("Ich wohne Hauptstraße 12a", "Hauptstraße 12a"),
    ("in der Karl-Marx-Str. 5", "Karl-Marx-Str. 5"),
    ("in 99310 Arnstadt", "99310 Arnstadt"),
    ("Am Alten Weg 3", "Alten Weg 3"),
    ("Der Dienstwagen IK-LR 12 steht leer", "IK-LR 12"),
    ("Aktenzeichen 33.2-1234/25", "33.2-1234/25"),
    ("Az. 51-0815/17 liegt seit Wochen", "51-0815/17"),
    ("Personalnummer 004711", "Personalnummer 004711"),
    ("siehe https://example.org/omar.k", "https://example.org/omar.k"),
    ("Frau Schwalbe vom Jobcenter war unfreundlich", "Schwalbe"),
    ("Herr Dr. Özdemir hat geholfen", "Özdemir"),
    ("Mein Name ist Tesfay Gebremedhin", "Tesfay Gebremedhin"),
    ("ich heiße Mariam", "Mariam"),
    ("Die Kollegin Weber mobbt", "Weber"),
    ("Mohammed Al-Hassan hat mir geholfen", "Mohammed"),
    ("Viele Grüße\nSabine", "Sabine"),
    ("Mein Sohn Yusuf geht in die Schule", "Yusuf"),
    ("Familie Tran nebenan", "Tran"),
    ("Die Schmidt ist immer so", "Schmidt"),
    ("Frag mal den Uwe vom Bauhof", "Uwe"),
    ("Zimmer 214 ist nie besetzt", "Zimmer 214"),
    ("Im Raum 0.214 zieht es", "Raum 0.214"),
    ("Bei uns im Sachgebiet 33.2", "Sachgebiet 33.2"),
    ("Amt 51 antwortet nie", "Amt 51"),
    ("Die Amtsleiterin Jugendamt entscheidet allein", "Amtsleiterin Jugendamt"),
    ("Der Sachgebietsleiter hört nicht zu", "Sachgebietsleiter"),
    ("Unsere Gleichstellungsbeauftragte weiß es", "Gleichstellungsbeauftragte"),
    ("Der Leiter des Ordnungsamts hört nicht zu", "Leiter des Ordnungsamts"),
    ("Der Hausmeister raucht", "Hausmeister"),
    ("Die Landrätin sollte das lesen", "Landrätin"),
    ("Ich bin der einzige Mann in unserem Team", "der einzige Mann"),
    ("die einzige Muslimin im Haus", "die einzige Muslimin"),
    ("Ich kam als einzige nie zu Wort.", "als einzige"),
    ("meine Kollegin im Jugendamt weint oft", "meine Kollegin im Jugendamt"),
    ("Ich bin seit 27 Jahren in der Zulassungsstelle", "seit 27 Jahren"),
    ("das hat frau müller gesagt", "müller"),
    ("frau dr. schwalbe war nett", "dr. schwalbe"),
    ("Herr SCHWALBE wusste es", "SCHWALBE"),
    ("FRAU ANNA SCHWALBE HAT GEHOLFEN", "ANNA SCHWALBE"),
    ("die frau schmidt ist immer so", "schmidt"),
    ("in zimmer 214 zieht es", "zimmer 214"),
    # Hard ones, which patterns may miss.
    ("schmidt war nett", "schmidt"),
    ("null eins sieben eins zwei drei vier", "null eins"),
    ("Ein Gespräch mit Tran Thi Bich", "Tran Thi Bich"),
    ("Die mit den roten Haaren am Empfang", "roten Haaren"),
]
HARMLESS = [
    "Ich warte seit 3 Jahren auf den Termin.",
    "Der Kurs kostet 1.250 Euro.",
    "Die Ausländerbehörde antwortet nicht.",
    "Sprachkurs von 8.00 bis 12.30 Uhr",
    "Mehr Deutschkurse in Ilmenau",
    "Wir brauchen 2 bis 3 Dolmetscher",
    "§ 24 AufenthG und SGB II",
    "B1 Prüfung bestanden",
    "Am 12.05.2025 war die Veranstaltung",
    "10 000 Euro im Jahr",
    "Das Landratsamt ist weit weg",
    "Frau und Mann sind gleich",
    "Herr der Lage sein",
    "Bus 5 fährt nur 2x am Tag",
    "Integrationskurs 600 Stunden",
    "20-30 Minuten Wartezeit",
    "1-2-3 fertig",
    "Kita ab 7 Uhr",
    "Mein Chef war nett",
    "72 Prozent",
    "Die Paul-Lechler-Schule ist gut",
    "Max. 3 Personen",
    "Das ist die einzige Möglichkeit.",
    "Der einzige Bus fährt um 6.",
    "Das einzige Problem ist die Zeit.",
    "Kolleginnen und Kollegen brauchen Schulungen.",
    "Im Büro 2 Tage, zu Hause 3 Tage.",
    "Mitarbeiter Bildung und Soziales einbeziehen",
    "50000 Menschen leben hier.",
    "Die Beratung im Amt dauert lange.",
    "Bei uns fehlt ein Team für Beratung.",
    "Vor 15 Jahren war das besser.",
    "Flyer in 10 Sprachen, Auflage 5000 Stück",
    "Leitung und Mitarbeiter sollten reden.",
    "Mehr Angebote am Samstag und Sonntag",
    "Das Konzept von 2017 liegt im Schrank.",
    "Öffnungszeiten Montag 9-12, Dienstag 13-18",
    "Ein einziger Ansprechpartner wäre gut.",
    "als frau traut man sich abends nicht",
    "eine alleinerziehende frau findet keine wohnung",
    "meine frau putzt dort",
    "FRAU UND MANN SIND GLEICH",
    "Frau kann auch Chefin sein",
    "im büro 2 tage",
]
FEWEST_FOUND = 0.9
MOST_FALSE_ALARMS = 0.06


def passages(text):
    return [text[hint.start : hint.end] for hint in find_hints(text)]


def is_found(text, wanted):
    return any(wanted in part or part in wanted for part in passages(text))


def test_most_of_what_is_personal_is_found():
    missed = [text for text, wanted in PERSONAL if not is_found(text, wanted)]

    assert 1 - len(missed) / len(PERSONAL) >= FEWEST_FOUND, missed


def test_there_are_few_false_alarms():
    alarms = {text: passages(text) for text in HARMLESS if find_hints(text)}

    assert len(alarms) / len(HARMLESS) <= MOST_FALSE_ALARMS, alarms


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Frau Muster, Zimmer 214", [Kind.NAME, Kind.ROOM]),
        ("frau müller aus zimmer 214", [Kind.NAME, Kind.ROOM]),
        ("FRAU SCHMIDT", [Kind.NAME]),
        ("Amtsleiterin Jugendamt", [Kind.POSITION]),
        ("a@example.org, 0171 2345678", [Kind.MAIL, Kind.PHONE]),
        ("DE89 3704 0044 0532 0130 00", [Kind.IBAN]),
        ("DE88 3704 0044 0532 0130 00", []),  # wrong check digits
        ("86 095 742 719", [Kind.TAX_ID]),
        ("Die einzige Frau im Bauamt", [Kind.FEW]),
        ("[Name] und [Telefonnummer]", []),
    ],
)
def test_hints_say_what_they_point_at(text, kinds):
    assert [hint.kind for hint in find_hints(text)] == kinds


TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(
        st.sampled_from([word for text, _wanted in PERSONAL for word in text.split()]),
        max_size=40,
    ).map(" ".join),
)


@given(TEXTS)
@example("")
@example("Anna-Lena Frau Dr. Anna Schmidt-Müller Zimmer 214 Zimmer 2")
def test_hints_lie_in_the_text_side_by_side(text):
    reached = 0
    for hint in find_hints(text):
        assert reached <= hint.start < hint.end <= len(text)
        assert text[hint.start : hint.end].strip() == text[hint.start : hint.end]
        reached = hint.end


@pytest.mark.parametrize(
    "text",
    [
        "A" * 5000,
        "Anna-" * 1000,
        "a." * 2500,
        "Frau " * 1000,
        "frau anna " * 500,
        "0 " * 2500,
        "einzige " * 600,
        "seit fast zwei Jahren im " * 200,
        "DE00 " * 1000,
        "Am Alten " * 550,
    ],
)
def test_no_text_takes_long(text):
    start = time.perf_counter()
    find_hints(text)

    assert time.perf_counter() - start < 1
