"""Exports of other programs that fit the questionnaire of the fixtures."""

from tests.ilmkreis_integration.tables.samples import (
    limesurvey_row,
    limesurvey_structure,
    sosci_data,
)

SOSCI_COLUMNS = [
    *["CASE", "SERIAL", "REF", "QUESTNNR", "MODE", "STARTED"],
    *["AB01", "AB02_01", "AB03_01", "AB04_01", "AB05"],
    *["TIME001", "TIME_SUM", "LASTDATA", "FINISHED", "Q_VIEWER", "LASTPAGE"],
]
SOSCI_LABELS = """
attr(ds, "description") = "Leben im Ilm-Kreis"
ds$AB01 = factor(ds$AB01, levels=c("1","2","-1","-9"), labels=c("jung","alt","keine Angabe","[NA] nicht beantwortet"), ordered=FALSE)
attr(ds$AB04_01,"1") = "nicht gewählt"
attr(ds$AB04_01,"2") = "ausgewählt"
comment(ds$AB01) = "Wie alt sind Sie?"
comment(ds$AB02_01) = "Was ist gut hier?: [01]"
comment(ds$AB03_01) = "Was ist schwer?: [01]"
comment(ds$AB04_01) = "Wege: Bus"
comment(ds$AB05) = "Lieblingsfarbe"
""".encode()
_ANSWERED = {
    "SERIAL": "kennung-77",
    "REF": "kurs7",
    "QUESTNNR": "base",
    "MODE": "interview",
    "STARTED": "2017-05-08 12:40:42",
    "TIME001": 12,
    "TIME_SUM": 34,
    "LASTDATA": "2017-05-08 12:44:42",
    "FINISHED": "T",
    "Q_VIEWER": "F",
    "LASTPAGE": 3,
}


def interview(case, **answers):
    return _ANSWERED | {"CASE": case} | answers


def sosci(*rows):
    return sosci_data(*rows, columns=SOSCI_COLUMNS).getvalue()


def limesurvey(*rows, columns):
    lines = [columns, *([row.get(name, "") for name in columns] for row in rows)]
    text = "".join(
        ",".join('"{}"'.format(cell.replace('"', '""')) for cell in line) + "\r\n"
        for line in lines
    )
    return text.encode()


LIMESURVEY_COLUMNS = [
    *["id", "submitdate", "lastpage", "startlanguage", "seed", "startdate", "ipaddr"],
    *["refurl", "email", "G1", "G2", "A1", "interviewtime"],
]


def lss():
    def question(**columns):
        return limesurvey_row(parent_qid="0", sid="12", gid="3", **columns)

    return limesurvey_structure(
        questions=[
            question(qid="4", type="T", title="G1", question="Was ist gut hier?"),
            question(qid="5", type="T", title="G2", question="Was ist schwer?"),
            question(qid="6", type="L", title="A1", question="Wie alt sind Sie?"),
        ],
        answers=[
            limesurvey_row(qid="6", code="A1", answer="jung"),
            limesurvey_row(qid="6", code="A2", answer="alt"),
        ],
        surveys=[limesurvey_row(sid="12", language="de")],
    ).getvalue()
