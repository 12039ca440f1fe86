import pytest

from surveys.answer_language import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Die Leute hier sind freundlich.", "de"),
        ("Ich arbeite viel und habe keine Zeit für Kurs.", "de"),
        ("Школа добра, вчителі допомагають.", "uk"),
        ("Хотелось бы, чтобы автобус ходил и по выходным.", "ru"),
        ("شهادتي في الهندسة غير معترف بها هنا.", "ar"),
        ("من می‌خواهم زبان آلمانی یاد بگیرم.", "fa"),
        ("Otobüsler akşamları gelmiyor.", "tr"),
        ("The bus does not come in the evening.", "en"),
        ("Autobusy nie jeżdżą wieczorem.", "pl"),
        ("Autobuzele nu circulă seara.", "ro"),
        ("Les bus ne circulent pas le soir.", "fr"),
        ("እቶም ሰባት ጽቡቓት እዮም።", "ti"),
        ("???", "de"),
        ("12345 – 7", "de"),
        ("😀", "de"),
        ("", "de"),
    ],
)
def test_language_of(text, language):
    assert language_of(text) == language
