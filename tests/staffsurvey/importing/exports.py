"""An export of SoSci Survey as a staff survey would give it, with traces planted in it."""

from tests.ilmkreis_integration.tables.samples import sosci_data

COLUMNS = [
    *["CASE", "SERIAL", "REF", "QUESTNNR", "MODE", "STARTED"],
    *["TH01_01", "WO01_01", "KI01_01", "MAIL", "ZA01_01", "ID01_01", "WO02_RV1"],
    *["IV01_01", "IV01_02", "SE01_01"],
    *["TIME001", "TIME_SUM", "MAILSENT", "LASTDATA", "FINISHED", "Q_VIEWER", "IP"],
]
SCRIPT = """
attr(ds, "description") = "Mitarbeiterbefragung"
attr(ds$TH01_01,"1") = "nicht gewählt"
attr(ds$TH01_01,"2") = "ausgewählt"
comment(ds$TH01_01) = "Themen: Integrationskonzept"
comment(ds$WO01_01) = "Handlungsfelder: Wohnen"
comment(ds$KI01_01) = "Schwerpunkte: Kinder"
comment(ds$ZA01_01) = "Wie viele Jahre sind Sie hier?"
comment(ds$ID01_01) = "Kurzzeichen"
""".encode()
# Whatever of an interview must be found nowhere.
TRACES = [
    *["SERIAL-7731", "https://intranet.example/kurs7", "2017-10-20 12:40:42"],
    *["anna@example.org", "ZK-4711", "198.51.100.23", "zufall rv1 hier"],
    *["Haus 3 im Flur", "Mozilla/5.0 (X11; Linux)", "https://intern.example/a b c"],
]


def interview(case, **answers):
    return {
        "CASE": case,
        "SERIAL": TRACES[0],
        "REF": TRACES[1],
        "QUESTNNR": "base",
        "MODE": "interview",
        "STARTED": TRACES[2],
        "TH01_01": 2,
        "MAIL": TRACES[3],
        "ZA01_01": 12,
        "ID01_01": TRACES[4],
        "WO02_RV1": TRACES[6],
        "IV01_01": TRACES[7],
        "IV01_02": TRACES[8],
        "SE01_01": TRACES[9],
        "TIME001": 31,
        "TIME_SUM": 62,
        "LASTDATA": TRACES[2],
        "FINISHED": "T",
        "Q_VIEWER": "F",
        "IP": TRACES[5],
    } | answers


def sosci(*rows):
    return sosci_data(*rows, columns=COLUMNS).getvalue()


def some_interviews(count=30):
    return sosci(
        *[
            interview(
                n, WO01_01=f"Wohnung fehlt {n:02}", KI01_01=f"Kind braucht {n:02}"
            )
            for n in range(count)
        ]
    )
