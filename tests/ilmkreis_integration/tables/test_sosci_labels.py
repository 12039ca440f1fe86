from io import BytesIO

import pytest

from ilmkreis_integration.tables.problems import Problem, TableError
from ilmkreis_integration.tables.sosci_labels import read_labels

GERMAN = r"""# Dieses Script liest eine CSV-Datendatei in GNU R ein.
# Beim Einlesen werden für alle Variablen Beschriftungen (comment) angelegt.

ds_file = file.choose()
# setwd("./")
options(encoding = "UTF-8")
ds = read.delim(
  file=ds_file, encoding="UTF-8", fileEncoding="UTF-8",
  header = FALSE, sep = "\t", quote = "\"",
  dec = ".", row.names = NULL,
  col.names = c(
    "CASE","SERIAL","REF","AB01","AB02_01"
  ),
  colClasses = c(
    CASE="numeric", SERIAL="character"
  ),
  comment.char = "",
  na.strings = ""
)

attr(ds, "project") = "ilmkreis"
attr(ds, "description") = "Umfrage \"Leben im Ilm-Kreis\""

# Variable und Value Labels
ds$AB01 = factor(ds$AB01, levels=c("1","2","-1","-9"), labels=c("Ja","Nein, nie","weiß nicht","[NA] nicht beantwortet"), ordered=FALSE)
attr(ds$AB02_01,"1") = "gar nicht"
attr(ds$AB02_01,"5") = "sehr"
attr(ds$FINISHED,"F") = "abgebrochen"
attr(ds$FINISHED,"T") = "ausgefüllt"
comment(ds$AB01) = "Waren Sie schon <b>einmal</b> hier?"
comment(ds$AB02_01) = "Bus: Der Bus fährt (oft, \"genug\") \\ pünktlich"

`[.avector` <- function(x,i,...) {
  r <- NextMethod("[")
  r
}
"""
OLD_ENGLISH = """# This script reads a CSV file in GNU R.
data<-read.table(
  file=tmpImportFile, fileEncoding="UTF-8", row.names = "CASE",
  col.names = c("CASE","IN03")
)
attr(data, "description")<-"Pilot"
data$IN03<-factor(data$IN03, levels=c("1","2"), labels=c("Female","Male"), ordered=FALSE)
attr(data$FINISHED,"F")<-"Canceled"
attr(data$FINISHED,"F")<-"Finished"
comment(data$IN03)<-"gender"
"""


def labels_of(script, encoding="utf-8"):
    return read_labels(BytesIO(script.encode(encoding)))


def test_labels_of_a_german_script():
    labels = labels_of(GERMAN)

    assert labels.title == 'Umfrage "Leben im Ilm-Kreis"'
    assert labels.variables == {
        "AB01": "Waren Sie schon einmal hier?",
        "AB02_01": 'Bus: Der Bus fährt (oft, "genug") \\ pünktlich',
    }
    assert labels.values == {
        "AB01": {
            "1": "Ja",
            "2": "Nein, nie",
            "-1": "weiß nicht",
            "-9": "[NA] nicht beantwortet",
        },
        "AB02_01": {"1": "gar nicht", "5": "sehr"},
        "FINISHED": {"F": "abgebrochen", "T": "ausgefüllt"},
    }
    assert labels.problems == []


def test_labels_of_an_old_english_script():
    labels = labels_of(OLD_ENGLISH)

    assert labels.title == "Pilot"
    assert labels.variables == {"IN03": "gender"}
    assert labels.values == {
        "IN03": {"1": "Female", "2": "Male"},
        "FINISHED": {"F": "Canceled"},
    }


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_scripts_in_other_encodings(encoding):
    assert labels_of(GERMAN, encoding) == labels_of(GERMAN)


def test_windows_line_ends_and_other_frames():
    script = GERMAN.replace("ds$", "meine.daten$").replace("\n", "\r\n")

    assert labels_of(script) == labels_of(GERMAN)


def test_labels_over_two_lines():
    script = 'ds$AB01 = factor(ds$AB01, levels=c("1",\n "2"), labels=c("a\nb",\n"c"))'

    assert labels_of(script).values == {"AB01": {"1": "a b", "2": "c"}}


def test_each_statement_that_cannot_be_read_is_named():
    script = (
        'comment(ds$AB01) = "Frage"\n'
        "comment(ds$AB02) = paste(1)\n"
        'ds$AB03 = factor(ds$AB03, levels=c("1","2"), labels=c("a"))\n'
        'attr(ds$AB04,"1") = "offen\n'
    )

    labels = labels_of(script)

    assert labels.variables == {"AB01": "Frage"}
    message = "Diese Anweisung im Import-Skript ist nicht lesbar: "
    assert labels.problems == [
        Problem("", 2, "", f"{message}comment(ds$AB02) = paste(1)"),
        Problem(
            "",
            3,
            "",
            f'{message}ds$AB03 = factor(ds$AB03, levels=c("1","2"), labels=c("a"))',
        ),
        Problem("", 4, "", f'{message}attr(ds$AB04,"1") = "offen'),
    ]


@pytest.mark.parametrize("script", ["", "x = 1\n", '"CASE"\t"REF"\r\n1\t2\r\n'])
def test_other_files_are_no_scripts(script):
    with pytest.raises(TableError, match="kein Import-Skript von SoSci Survey"):
        labels_of(script)


def test_too_large_scripts_are_refused():
    with pytest.raises(TableError, match="zu groß; höchstens 4 MB"):
        labels_of("#" * ((4 << 20) + 1))


@pytest.mark.parametrize(
    "script",
    [
        'comment(ds$A) = "' + '\\"' * 1_000_000,
        "ds$A = factor(ds$A, levels=c(" + '"1" , ' * 300_000,
        "ds$A = factor(" + " " * 2_000_000,
        'comment(ds$A) = "x\n' * 100_000,
        "comment(ds$A)\n" * 280_000,
    ],
)
def test_reading_takes_no_longer_than_the_script(script):
    """Expressions that try again and again would take hours for these."""
    try:
        labels_of(script)
    except TableError as error:
        assert "kein Import-Skript" in str(error)
