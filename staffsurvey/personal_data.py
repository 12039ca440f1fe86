"""Hints on what in a free text could tell who wrote it, or about whom.

A hint is for a person who reads the text anyway; a text without hints is not proven to
be clean. Nothing leaves the machine: patterns, check digits and a list of first names.
Every repetition in a pattern has an end, so that no text takes long.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from pathlib import Path

from stdnum import iban
from stdnum.de import idnr


class Kind(StrEnum):
    """What a hint points at; the value is what takes its place when it is masked."""

    NAME = "Name"
    PHONE = "Telefonnummer"
    MAIL = "E-Mail-Adresse"
    LINK = "Internetadresse"
    IBAN = "Kontonummer"
    TAX_ID = "Steuernummer"
    BIRTH_DATE = "Geburtsdatum"
    ADDRESS = "Adresse"
    PLATE = "Kennzeichen"
    FILE_NUMBER = "Aktenzeichen"
    ROOM = "Zimmer"
    OFFICE = "Dienststelle"
    POSITION = "Funktion"
    FEW = "Person"

    @property
    def placeholder(self) -> str:
        return f"[{self.value}]"


@dataclass(frozen=True, order=True)
class Hint:
    """A passage: `text[start:end]`."""

    start: int
    end: int
    kind: Kind


def find_hints(text: str) -> list[Hint]:
    """In the order of the text; no two of them overlap."""
    found = {
        Hint(start, end, kind)
        for kind, find in _FINDERS
        for start, end in find(text)
        if start < end
    }
    return list(_side_by_side(text, sorted(found, key=lambda h: (h.start, -h.end))))


def _side_by_side(text: str, hints: list[Hint]) -> Iterator[Hint]:
    """Of what overlaps, the first stands; what sticks out behind it is kept."""
    last: Hint | None = None
    for hint in hints:
        if last and hint.start < last.end and hint.kind == last.kind:
            last = replace(last, end=max(last.end, hint.end))
            continue
        trimmed = _trim(text, hint, last.end if last else 0)
        if trimmed:
            if last:
                yield last
            last = trimmed
    if last:
        yield last


def _trim(text: str, hint: Hint, reached: int) -> Hint | None:
    """The hint behind `reached`, without white space; None if nothing is left."""
    start = max(hint.start, reached)
    passage = text[start : hint.end]
    if not re.search(r"\w", passage):
        return None
    start += len(passage) - len(passage.lstrip())
    return Hint(start, start + len(passage.strip()), hint.kind)


# --- Numbers and addresses

Finder = Callable[[str], Iterator[tuple[int, int]]]


def _pattern(
    expression: str, *, group: int = 0, is_valid: Callable[[str], bool] | None = None
) -> Finder:
    compiled = re.compile(expression)

    def find(text: str) -> Iterator[tuple[int, int]]:
        for match in compiled.finditer(text):
            if is_valid is None or is_valid(match.group(group)):
                yield match.span(group)

    return find


# Enough digits for a telephone number, with what people put between them.
_MANY_DIGITS = re.compile(r"\d(?:[\s()/.\-–]{0,4}\d){5}")


def _phone_numbers(text: str) -> Iterator[tuple[int, int]]:
    if not _MANY_DIGITS.search(text):
        return
    from phonenumbers import PhoneNumberMatcher  # noqa: PLC0415 -- slow to import

    for match in PhoneNumberMatcher(text, "DE"):
        yield match.start, match.end


def _is_iban(text: str) -> bool:
    return iban.is_valid(text)


def _is_tax_id(text: str) -> bool:
    return idnr.is_valid(text)


_MAIL = (
    r"(?i)(?<![\w.+-])[\w.+-]{1,64}\s?(?:@|\(at\)|\[at\]|\s(?:at|ät)\s)\s?"
    r"[\w-]{1,40}(?:\s?(?:\.|\(dot\)|\[dot\]|\s(?:punkt|dot)\s)\s?[\w-]{1,40}){0,3}?"
    r"\s?(?:\.|\(dot\)|\[dot\]|\s(?:punkt|dot)\s)\s?[a-z]{2,10}\b"
)
_STREET = (
    r"\b[A-ZÄÖÜ][\wäöüß]{0,40}(?:-[A-ZÄÖÜ][\wäöüß]{0,40}){0,3}-?"
    r"(?<=[\wäöüß-])(?i:straße|strasse|str\.|weg|gasse|platz|allee|ring|damm|ufer)"
    r"\s?\d{1,3}\s?[a-f]?\b"
)
_STREET_OF_WORDS = (
    r"\b(?:(?:Am|An|Im|In|Zum|Zur|Auf|Bei|Unter)\s(?:[Dd]e[rnm]\s)?)?"
    r"[A-ZÄÖÜ][\wäöüß-]{1,40}\s"
    r"(?:Straße|Strasse|Str\.|Weg|Gasse|Platz|Allee|Ring|Damm|Ufer)"
    r"\s\d{1,3}\s?[a-f]?\b"
)
_PLACE = (
    r"(?<![\d.,])\d{5}\s(?!Euro|EUR|Menschen|Personen|Einwohner|Mitarbeit|Fälle|Stunden)"
    r"[A-ZÄÖÜ][a-zäöüß]{2,40}"
)
_MONTH = r"(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)"
_BORN = (
    r"(?i:\bgeb(?:\.|oren|urtsdatum|urtstag)?)\D{0,12}"
    rf"\d{{1,2}}\.\s?(?:\d{{1,2}}\.|{_MONTH})\s?(?:19|20)?\d{{2}}"
    r"|\b(?:0?[1-9]|[12]\d|3[01])\.\s?(?:0?[1-9]|1[0-2])\.\s?(?:19[3-9]\d|200\d)\b"
    rf"|\b\d{{1,2}}\.\s{_MONTH}\s(?:19[3-9]\d|200\d)\b"
    r"|(?i:\b(?:jahrgang|baujahr|geboren)\s(?:im\sjahr\s|in\s)?)(?:19|20)\d{2}\b"
)
_EXTENSION = (
    r"(?i:\b(?:durchwahl|dw|apparat|app\.|nebenstelle|tel\.|telefon|handy|mobil))"
    r"(?:nummer)?[\s:.]{0,3}-?(?:\d[\s/-]?){2,8}\d\b"
)
_FILE_NUMBER = (
    r"(?i:\b(?:az\.?|aktenzeichen|akten-?n(?:r\.?|ummer)|geschäftszeichen|azr-?n(?:r\.?|ummer)"
    r"|bg-?n(?:r\.?|ummer)|personal-?n(?:r\.?|ummer)|kunden-?n(?:r\.?|ummer)"
    r"|ausweis-?n(?:r\.?|ummer)|pass-?n(?:r\.?|ummer)))[\s:]{0,3}"
    r"(?=[A-Z0-9/.\-]{0,12}\d)[A-Z0-9][A-Z0-9/.\-]{2,30}(?:\s\d[0-9/.\-]{2,20})?"
)
_INSURANCE = r"(?<!\d)\d{2}\s?\d{6}\s?[A-Z]\s?\d{3}(?!\d)"

# --- Rooms, offices, positions

_ROOM = (
    r"(?i)\b(?:Zimmer|Zi\.|Raum|Büro)\s?(?:Nr\.?\s?|Nummer\s)?[A-Z]?\d{1,4}"
    r"(?:[./-]\d{1,4})?[a-z]?\b(?!\s(?:Tag|Stunde|Person|Uhr|Mal|Jahr|Leute|Prozent))"
)
_NUMBERED_OFFICE = (
    r"\b(?:Sachgebiet|SG|Referat|Amt|Abteilung|Abt\.|Fachdienst|FD|Dezernat|Fachbereich)"
    r"\s(?:Nr\.?\s?)?(?:\d{1,3}(?:\.\d{1,3}){0,2}|[IVX]{1,4})\b"
)
# A word such as Jugendamt, Ausländerbehörde, Poststelle, Jobcenter.
_PLACE_OF_WORK = (
    r"(?:[A-ZÄÖÜ][\wäöüß]{0,40}-?)?(?:[Aa]mt|[Bb]ehörde|[Ss]telle|[Cc]enter|[Dd]ienst|[Aa]bteilung"
    r"|[Ss]achgebiet|[Rr]eferat|[Dd]ezernat|[Bb]üro|[Tt]eam|[Vv]erwaltung|[Ss]ekretariat"
    r"|[Kk]asse|[Aa]rchiv|[Aa]ufsicht|[Ff]ürsorge|[Ff]achbereich|[Vv]orzimmer|[Kk]ita|[Ss]chule)s?"
    r"(?:\s(?:\d{1,3}(?:\.\d{1,2})?|[A-ZÄÖÜ][a-zäöüß]{3,30}))?"
)
_IN_OFFICE = (
    r"(?:\s(?:im|in\s(?:der|dem|unserem|unserer)|am|an\sder|beim|bei\sder|des|der|vom"
    r"|von\sder|aus\sdem|aus\sder|für))?\s" + _PLACE_OF_WORK + r"\b"
)
_LEADER = (
    r"(?:(?:Amts|Abteilungs|Sachgebiets|Referats|Fachdienst|Fachbereichs|Bereichs"
    r"|Dezernats|Team|Gruppen|Stabsstellen|Schul|Kita|Heim|Standort|Büro|Projekt)"
    r"leit(?:er|erin|ung)|Vorzimmerdame|Hausmeister(?:in)?|Landr(?:at|ätin)"
    r"|(?:Erste[rn]?\s)?Beigeordnete[rn]?|Dezernent(?:in)?|Kämmer(?:er|in)"
    r"|(?:Personalrats|Betriebsrats)?vorsitzende[rn]?"
    r"|(?:Gleichstellungs|Datenschutz|Integrations|Migrations|Behinderten|Ausländer"
    r"|Schwerbehinderten|Antikorruptions|IT-Sicherheits|Klimaschutz)"
    r"(?:beauftragte[rn]?|vertret(?:er|erin|ung)|manager(?:in)?))"
)
_POSITION = rf"\b{_LEADER}\b(?:{_IN_OFFICE})?"
_HEAD_OF = (
    r"\b(?:Leiter(?:in)?|Leitung|Chef(?:in)?|Vorgesetzte[rn]?|Stellvertret(?:er|erin|ung)"
    rf"|Sekretärin|Azubi|Auszubildende[rn]?|Praktikant(?:in)?){_IN_OFFICE}"
)

# --- People of whom there are few

_THINGS = (
    r"(?!\w{0,30}(?i:ung|heit|keit|tion|nis|tät|weg|ort|tag|punkt|grund|problem|thema|lösung"
    r"|möglichkeit|chance|stelle|frage|hilfe|sache|mal|angebot|kurs|termin|amt|antwort"
    r"|idee|weise|art|bus|ansprechpartner|stunde|woche|schritt|ziel|vorteil|nachteil|unterschied|dienst|seite)"
    r"(?:en|e|n|s)?\b)"
)
_ONLY_ONE = (
    r"\b(?:[Aa]ls|[Dd]er|[Dd]ie|[Dd]en|[Dd]em|[Bb]in|[Ee]in)\s[Ee]inzige[rnm]?\s"
    r"(?:(?:männliche|weibliche|ausländische|muslimische|türkische|schwarze|junge|ältere)[rn]?\s)?"
    rf"{_THINGS}(?:[A-ZÄÖÜ][\wäöüß]{{2,40}})"
    rf"(?:{_IN_OFFICE}|\s(?:hier|im\sHaus|bei\suns|mit\s[\w-]{{2,30}}))?"
)
_ONLY = (
    r"\b[Aa]ls\s[Ee]inzige[rs]?\b(?!\s[a-zäöü]{0,12}\s?[A-ZÄÖÜ])"
    r"|\b(?:[Dd]er|[Dd]ie)\sEinzige\b"
    r"|\b(?:[Ii]ch\sbin|bin\sich)\s(?:hier\s)?die\seinzige\b|\bder\seinzige\b(?=[,.;]|\sder)"
    r"|\b(?:[Ii]ch\sbin|bin\sich)\s(?:hier\s)?der\seinzige\b"
)
_MY_COLLEAGUE = (
    r"\b(?:[Mm]ein|[Uu]nser)(?:e|er|en|em)?\s(?:direkte[rn]?\s|frühere[rn]?\s|neue[rn]?\s)?"
    r"(?:Kolleg(?:e|en|in)|Chef(?:in)?|Vorgesetzte[rn]?|Mitarbeiter(?:in)?|Vorgänger(?:in)?"
    rf"|Nachfolger(?:in)?|Azubi|Praktikant(?:in)?){_IN_OFFICE}"
)
_SINCE = (
    r"\bseit\s(?:über\s|fast\s|mehr\sals\s)?(?:\d{1,2}|[a-zäöü]{3,20})\sJahren"
    rf"(?:\s(?:als\s[A-ZÄÖÜ][\wäöüß]{{2,40}}))?{_IN_OFFICE}"
)

# --- Names

_WORD = r"[A-ZÄÖÜÀ-ÝŞÇĞİĆČŠŽŁ][a-zß-ÿşçğıćčšžłńăţș'’]{1,30}"
_NAME = rf"{_WORD}(?:-{_WORD}){{0,2}}"
_TITLES = r"(?:(?:Dr|Prof|Dipl)\.?(?:-[A-Z][a-z]{1,5}\.)?\s){0,3}"
_ADDRESSED = (
    r"\b(?:Frau|Herrn?|Fr\.|Hr\.|Familie|Fam\.)\s"
    rf"({_TITLES}{_NAME}(?:\s(?:von|van|zu|de|Al|El)\s{_NAME}|\s{_NAME})?)"
)
_DOCTOR = rf"\b((?:Dr|Prof)\.\s{_TITLES}{_NAME})"
_BESIDE_NAME = (
    r"\b(?:Kolleg(?:e|en|in)|Chef(?:in)?|Leiter(?:in)?|Sachbearbeiter(?:in)?|Berater(?:in)?"
    r"|Lehrer(?:in)?|Nachbar(?:n|in)?|Hausmeister|Vorgesetzte[rn]?|Mitarbeiter(?:in)?)"
    rf"\s({_NAME}(?:\s{_NAME})?)"
)
_INTRODUCED = (
    r"(?i:\b(?:mein\sname\sist|ich\shei(?:ß|ss)e|genannt|namens|gez\.|name:"
    r"|(?:viele|liebe|beste|schöne|freundliche[nr]?)\sgrü(?:ß|ss)en?,?|grü(?:ß|ss)e,|mfg,?|lg,?|i\.\s?a\.))"
    rf"\s{{1,3}}({_NAME}(?:\s{_NAME})?)"
)
_NO_NAME_ENDINGS = re.compile(
    r"(?:amt|ämter|amts|behörde|stelle|dienst|heit|keit|schaft|tion|tät|ung|ungen|center"
    r"|kreis|schule|büro|abteilung|referat|hilfe|recht|wesen|team|platz|verwaltung|beratung"
    r"|gebiet|bereich|rat|stunde|zeit|kurs|haus)s?$"
)


@cache
def _words(name: str) -> frozenset[str]:
    """First names, common family names that mean nothing else, or what is no name."""
    file = Path(__file__).with_name("words") / f"{name}.txt"
    return frozenset(file.read_text("utf-8").split())


def _looks_like_name(words: str) -> bool:
    first = words.split()[0]
    return first not in _words("no_names") and not _NO_NAME_ENDINGS.search(first)


def _names_by_cue(expression: str) -> Finder:
    """The name behind a cue; a second word only where it could be one, too."""
    compiled = re.compile(expression)

    def find(text: str) -> Iterator[tuple[int, int]]:
        for match in compiled.finditer(text):
            name = match.group(1)
            if _looks_like_name(name):
                last = name.split()[-1]
                is_other = len(name.split()) > 1 and not _looks_like_name(last)
                yield match.start(1), match.end(1) - (len(last) if is_other else 0)

    return find


# People write in small letters, or in capitals alone: frau müller, FRAU MÜLLER.
_ANY_WORD = r"[^\W\d_][^\W\d_]{1,30}(?:-[^\W\d_]{1,30}){0,2}"
_ADDRESSED_ANYHOW = re.compile(
    rf"(?i)\b(?:frau|herrn?)\s((?:(?:dr|prof)\.?\s){{0,2}}({_ANY_WORD}))(?:(?=\s({_ANY_WORD})))?"
)
# Behind these, Frau is any woman: eine Frau, als Frau, alleinerziehende Frau.
_ANY_WOMAN = re.compile(
    r"(?i)\b(?:d(?:ie|er|en|em|es)|[mds]?ein[esmrn]{0,2}|kein[esmrn]{0,2}|ihr[esmrn]{0,2}"
    r"|unser[esmrn]{0,2}|eure[mrn]?|(?:jed|dies|welch|manch|ander|jung|alt)e[mnrs]?|als|zur|pro|mehr"
    r"|\w{2,20}(?:end|isch|ig|lich)e[mnrs]?)\s$"
)


def _addressed_anyhow(text: str) -> Iterator[tuple[int, int]]:
    """The name behind Frau or Herr, however it is written."""
    for match in _ADDRESSED_ANYHOW.finditer(text):
        before = text[max(0, match.start() - 30) : match.start()]
        name, following = match.group(2).lower(), (match.group(3) or "").lower()
        is_known = name in _small("first_names") or name in _small("family_names")
        if not _can_be_name(name) or (_ANY_WOMAN.search(before) and not is_known):
            continue
        goes_on = name in _small("first_names") and _can_be_name(following)
        yield match.start(1), match.end(3) if goes_on else match.end(1)


def _can_be_name(word: str) -> bool:
    return bool(word) and not (
        word in _small("no_names") | _small("small_words")
        or _NO_NAME_ENDINGS.search(word)
    )


@cache
def _small(name: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _words(name))


_ANY_NAME = re.compile(rf"(?<![\w-]){_NAME}(?![\w-])")
_NEXT_NAME = re.compile(rf"\s(?:(?:von|van|de|Al|El|al|el)[\s-])?({_NAME})(?![\w-])")


def _known_names(text: str) -> Iterator[tuple[int, int]]:
    """Well-known first names, with the word behind them, and family names."""
    for match in _ANY_NAME.finditer(text):
        parts = match.group().split("-")
        if all(part in _words("first_names") for part in parts):
            # "Max." is an abbreviation, "Max Planck" is somebody.
            following = _NEXT_NAME.match(text, match.end())
            is_name = following is not None and _looks_like_name(following.group(1))
            yield (
                match.start(),
                following.end() if following and is_name else match.end(),
            )
        elif any(_is_family_name(part) for part in parts):
            yield match.span()


def _is_family_name(word: str) -> bool:
    """Also in the genitive: Schmidts Zimmer."""
    known = _words("family_names")
    return word in known or (word[-1:] == "s" and word[:-1] in known)


_FINDERS: list[tuple[Kind, Finder]] = [
    (Kind.MAIL, _pattern(_MAIL)),
    (
        Kind.LINK,
        _pattern(r"https?://\S{1,500}|\bwww\.\S{1,500}|(?<!\w)@[A-Za-z_][\w.]{2,40}"),
    ),
    (
        Kind.IBAN,
        _pattern(
            r"\b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){2,7}(?:\s?[A-Z0-9]{1,3})?\b",
            is_valid=_is_iban,
        ),
    ),
    (
        Kind.TAX_ID,
        _pattern(r"(?<!\d)\d{2}\s?\d{3}\s?\d{3}\s?\d{3}(?!\d)", is_valid=_is_tax_id),
    ),
    (Kind.PHONE, _phone_numbers),
    (Kind.PHONE, _pattern(_EXTENSION)),
    (Kind.BIRTH_DATE, _pattern(_BORN)),
    (Kind.ADDRESS, _pattern(_STREET)),
    (Kind.ADDRESS, _pattern(_STREET_OF_WORDS)),
    (Kind.ADDRESS, _pattern(_PLACE)),
    (Kind.PLATE, _pattern(r"\b[A-ZÄÖÜ]{1,3}-[A-Z]{1,2}\s?\d{1,4}[HE]?\b")),
    (Kind.FILE_NUMBER, _pattern(_FILE_NUMBER)),
    (Kind.FILE_NUMBER, _pattern(_INSURANCE)),
    (Kind.ROOM, _pattern(_ROOM)),
    (Kind.OFFICE, _pattern(_NUMBERED_OFFICE)),
    (Kind.FEW, _pattern(_ONLY_ONE)),
    (Kind.FEW, _pattern(_ONLY)),
    (Kind.FEW, _pattern(_MY_COLLEAGUE)),
    (Kind.FEW, _pattern(_SINCE)),
    (Kind.POSITION, _pattern(_POSITION)),
    (Kind.POSITION, _pattern(_HEAD_OF)),
    (Kind.NAME, _names_by_cue(_ADDRESSED)),
    (Kind.NAME, _addressed_anyhow),
    (Kind.NAME, _names_by_cue(_DOCTOR)),
    (Kind.NAME, _names_by_cue(_BESIDE_NAME)),
    (Kind.NAME, _names_by_cue(_INTRODUCED)),
    (Kind.NAME, _known_names),
]
