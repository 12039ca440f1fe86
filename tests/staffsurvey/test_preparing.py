"""From the first version to the start, as the management does it."""

import re
from io import BytesIO

import pikepdf
import pytest
from django.urls import reverse
from django.utils import timezone

from staffsurvey.keys import unlock
from staffsurvey.models import (
    BallotBox,
    Code,
    Envelope,
    Event,
    SlipPrint,
    StaffSurvey,
    Topic,
    Version,
    VersionDocument,
)
from staffsurvey.services.preparing import lock_version, present_version
from staffsurvey.slips import new_codes
from staffsurvey.versions import Change, changes, snapshot
from tests.factories import (
    PASSPHRASE,
    BallotBoxFactory,
    CodeFactory,
    EnvelopeFactory,
    OpinionFactory,
    PartyFactory,
    VersionDocumentFactory,
    VersionFactory,
)
from tests.pdf import check_pdf, page_texts

pytestmark = pytest.mark.django_db

OVERVIEW = "/verfahren/mitarbeiterbefragung/"
TODAY = timezone.localdate


def url(name, *args):
    return reverse(f"staffsurvey-setup:{name}", args=args)


def page(client, name, *args):
    return client.get(url(name, *args)).content.decode()


# --- Versions


def test_version_holds_what_is_asked_and_says_what_changed(manager_client, draft):
    manager_client.post(url("version-present"))
    Topic.objects.filter(slug="armut").update(title="Armut im Alter")
    StaffSurvey.objects.update(with_codes=True)

    response = manager_client.post(url("version-present"))

    first, second = Version.objects.all()
    earlier = first.content["topics"][1]["title"]
    assert (first.number, second.number) == (1, 2)
    assert second.content == snapshot(StaffSurvey.objects.get())
    assert changes(first.content, second.content) == [
        Change("Mit Codes", "nein", "ja"),
        Change("„Armut im Alter“: Titel", earlier, "Armut im Alter"),
    ]
    assert "Armut im Alter" in manager_client.get(response.url).content.decode()


def test_same_version_is_not_put_twice(manager_client, draft):
    manager_client.post(url("version-present"))
    manager_client.post(url("version-present"))

    assert Version.objects.count() == 1


def test_changes_name_what_came_went_and_moved(draft):
    before = snapshot(draft)
    draft.topics.get(slug="armut").delete()
    concept = draft.topics.get(slug="konzept")
    concept.focus_areas.filter(slug="wohnen").update(position=9, title="Miete")

    found = changes(before, snapshot(StaffSurvey.objects.get()))

    name = f"„{concept.title}“: Schwerpunkt"
    assert [change.what for change in found] == [
        "Thema entfernt",
        f"{name}: Reihenfolge",
        f"{name} umbenannt",
    ]


def test_version_becomes_binding_and_has_a_pdf_to_sign(
    manager_client, version, tmp_path
):
    response = manager_client.post(url("version-lock", version.pk))

    version.refresh_from_db()
    assert response.url == url("version", version.pk)
    assert version.is_locked
    document = VersionDocument.objects.get()
    file = tmp_path / "fassung.pdf"
    file.write_bytes(bytes(document.pdf))
    text = check_pdf(file)
    assert "Personalrat" in text
    assert "Ort, Datum, Unterschrift" in text
    assert "Gespeichert wird nur der Text." in text
    assert "hat keinen Nachteil" in text
    assert "So geht es weiter" in text
    assert "Anlage: Was gespeichert wird und was nicht" in text
    assert "core_contribution" in text
    assert "Was als Risiko bleibt" in text
    download = manager_client.get(url("version-printed", version.pk))
    assert download.content == bytes(document.pdf)
    assert download["Content-Disposition"].startswith("attachment")
    assert download["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("verdicts", [[], ["objected"], ["agreed", "objected"]])
def test_without_all_agreements_nothing_becomes_binding(
    manager_client, manager, draft, verdicts
):
    version = present_version(draft, by=manager)
    party = PartyFactory(survey=draft)
    for verdict in verdicts:
        OpinionFactory(version=version, party=party, verdict=verdict, remark="Grund")

    manager_client.post(url("version-lock", version.pk))

    assert not Version.objects.locked().exists()
    assert not VersionDocument.objects.exists()
    assert "Es fehlt die Zustimmung von" in page(manager_client, "version", version.pk)


def test_remark_does_not_take_an_agreement_back(manager_client, version):
    party = version.survey.parties.get()
    OpinionFactory(version=version, party=party, verdict="remark", remark="Gut so.")

    manager_client.post(url("version-lock", version.pk))

    assert Version.objects.locked().get() == version


def test_changed_survey_is_not_made_binding(manager_client, version):
    StaffSurvey.objects.update(welcome="Anders")

    manager_client.post(url("version-lock", version.pk))

    assert not Version.objects.locked().exists()


@pytest.mark.parametrize(
    ("route", "find"),
    [
        ("edit", None),
        ("topic-add", None),
        ("topic", lambda s: s.topics.first()),
        ("topic-move", lambda s: s.topics.first()),
        ("topic-delete", lambda s: s.topics.first()),
        ("focus-area-add", lambda s: s.topics.first()),
        ("focus-area-delete", lambda s: s.topics.first().focus_areas.first()),
        ("party-add", None),
        ("party-delete", lambda s: s.parties.first()),
        ("version-present", None),
    ],
)
def test_what_is_binding_is_not_changed(manager_client, locked, route, find):
    args = [find(locked.survey).pk] if find else []
    before = snapshot(StaffSurvey.objects.get())

    response = manager_client.post(
        url(route, *args), {"title": "Neu", "focus_question": "?", "direction": "down"}
    )

    assert "Neue Fassung beginnen" in response.content.decode()
    assert snapshot(StaffSurvey.objects.get()) == before
    assert locked.survey.parties.count() == 1


def test_new_version_unlocks_until_the_start(manager_client, locked):
    manager_client.post(url("version-begin"))

    locked.refresh_from_db()
    assert locked.unlocked_on == TODAY()
    assert "Titel" in page(manager_client, "topic-add")
    # What was signed is on record as it was: the same text is a new version.
    manager_client.post(url("version-present"))
    assert Version.objects.count() == 2


def test_after_the_start_nothing_is_unlocked(manager_client, ready):
    BallotBox.objects.update(started_on=TODAY())

    manager_client.post(url("version-begin"))

    assert Version.objects.locked().exists()
    assert "Die Befragung hat begonnen." in page(manager_client, "edit")


def test_opinions_are_recorded_and_corrected_until_it_is_binding(
    manager_client, manager, draft
):
    version, party = present_version(draft, by=manager), PartyFactory(survey=draft)
    entries = {"verdict": "agreed", "said_on": TODAY().isoformat(), "said_by": "A. M."}

    manager_client.post(url("opinion-add", version.pk, party.pk), entries)
    opinion = version.opinions.get()
    manager_client.post(url("opinion", opinion.pk), entries | {"said_by": "B. N."})
    wrong = manager_client.post(
        url("opinion", opinion.pk), entries | {"verdict": "objected"}
    )

    assert version.opinions.get().said_by == "B. N."
    assert "Bitte schreiben Sie, worum es geht." in wrong.content.decode()
    lock_version(version, by=manager)
    manager_client.post(url("opinion", opinion.pk), entries | {"said_by": "C."})
    manager_client.post(url("opinion-delete", opinion.pk))
    assert version.opinions.get().said_by == "B. N."


def test_opinion_is_deleted_and_that_is_on_record(manager_client, version):
    opinion = version.opinions.get()

    manager_client.post(url("opinion-delete", opinion.pk))

    assert not version.opinions.exists()
    assert "Stellungnahme gelöscht (Fassung 1, Personalrat" in page(
        manager_client, "overview"
    )


# --- Signed PDF


def pdf(change=None):
    document = pikepdf.new()
    document.add_blank_page()
    if change:
        change(document)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def script(document):
    document.Root.OpenAction = pikepdf.Dictionary(
        S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)")
    )


def launch(document):
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.Launch)


def attachment(document):
    document.attachments["x.exe"] = b"MZ"


def upload(client, version, content):
    file = BytesIO(content)
    file.name = "scan.pdf"
    return client.post(url("version-signed-upload", version.pk), {"file": file})


def test_signed_pdf_is_kept_and_downloaded_as_it_is(manager_client, locked):
    sent = pdf()

    response = upload(manager_client, locked, sent)

    assert response.url == url("version", locked.pk)
    download = manager_client.get(url("version-signed", locked.pk))
    assert download.content == sent
    assert download["Content-Disposition"].startswith("attachment")


def test_replacing_a_signed_pdf_is_on_record(manager_client, locked):
    upload(manager_client, locked, pdf())
    assert not Event.objects.filter(kind="replaced").exists()

    upload(manager_client, locked, pdf(lambda document: document.add_blank_page()))

    event = Event.objects.get(kind="replaced")
    assert (event.detail, event.done_by) == ("Fassung 1", "verwaltung")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"<html>", "Das ist kein PDF."),
        (b"%PDF-1.7 kaputt", "Das PDF ist beschädigt."),
        (pdf(script), "stecken Programme oder angehängte Dateien"),
        (pdf(launch), "stecken Programme oder angehängte Dateien"),
        (pdf(attachment), "stecken Programme oder angehängte Dateien"),
        (b"%PDF-" + bytes(16 << 20), "Die Datei ist zu groß; höchstens 15 MB."),
    ],
    ids=["no pdf", "broken", "script", "launch", "attachment", "large"],
)
def test_other_files_are_refused(manager_client, locked, content, message):
    response = upload(manager_client, locked, content)

    assert message in response.content.decode()
    assert not VersionDocument.objects.exists()


def test_our_own_print_is_not_taken_for_signed(manager_client, locked):
    own = VersionDocumentFactory(version=locked, pdf=pdf())

    response = upload(manager_client, locked, bytes(own.pdf))

    assert "noch ohne Unterschriften" in response.content.decode()


def test_nothing_is_printed_or_signed_before_it_is_binding(manager_client, version):
    for route in ("version-printed", "version-signed", "version-signed-upload"):
        assert manager_client.get(url(route, version.pk)).status_code == 404


# --- Key


def words_of(response):
    """The parts of the passphrase, each as often as it is printed."""
    sheets = re.findall(
        r'<ol class="sheet__words">(.*?)</ol>', response.content.decode()
    )
    return [" ".join(re.findall("<li>(.*?)</li>", sheet)) for sheet in sheets]


@pytest.mark.parametrize(("halves", "parts"), [("1", 1), ("2", 2)])
def test_passphrase_is_shown_once_and_opens_the_trial(
    manager_client, draft, halves, parts
):
    response = manager_client.post(url("key"), {"halves": halves, "instead_of": ""})

    words = words_of(response)
    assert len(words) == 2 * parts
    assert len(set(words)) == parts
    assert "no-store" in response["Cache-Control"]
    box = BallotBox.objects.get()
    assert box.tried_on is None
    passphrase = [words[0], words[-1]][:parts]
    assert unlock(box.locked_key, passphrase)
    typed = dict(zip(["first", "second"], passphrase, strict=False))
    manager_client.post(url("key-trial"), typed)
    box.refresh_from_db()
    assert box.tried_on == TODAY()
    for shown in (page(manager_client, "key"), page(manager_client, "overview")):
        assert words[0] not in shown
    assert words[0] not in str(list(Event.objects.values()))
    assert words[0] not in str(dict(manager_client.session))


def test_page_sent_twice_does_not_replace_the_key(manager_client, draft):
    manager_client.post(url("key"), {"halves": "1", "instead_of": ""})
    before = bytes(BallotBox.objects.get().public_key)

    response = manager_client.post(
        url("key"), {"halves": "1", "instead_of": "", "is_sure": "on"}
    )

    assert response.url == url("key")
    assert bytes(BallotBox.objects.get().public_key) == before


def test_wrong_passphrase_tells_nothing_of_the_words(manager_client, ready):
    BallotBox.objects.update(tried_on=None)

    answers = [
        manager_client.post(url("key-trial"), {"first": typed}).context["form"].errors
        for typed in (PASSPHRASE + " mehr", "ganz falsch")
    ]

    assert answers[0] == answers[1]
    assert BallotBox.objects.get().tried_on is None


def test_new_key_asks_first_and_keeps_the_codes(manager_client, ready):
    CodeFactory(box=ready.box)
    current = bytes(ready.box.public_key).hex()[:16]
    entries = {"halves": "1", "instead_of": current}

    refused = manager_client.post(url("key"), entries)
    assert "Bitte bestätigen Sie" in refused.content.decode()
    manager_client.post(url("key"), entries | {"is_sure": "on"})

    box = BallotBox.objects.get()
    assert bytes(box.public_key) != bytes(ready.box.public_key)
    assert box.tried_on is None
    assert box.codes.count() == 1


def test_no_new_key_after_the_start(manager_client, survey):
    before = bytes(survey.box.public_key)

    manager_client.post(
        url("key"),
        {"halves": "1", "instead_of": before.hex()[:16], "is_sure": "on"},
    )

    assert bytes(BallotBox.objects.get().public_key) == before


# --- Slips


def test_slips_hold_valid_codes_of_which_only_digests_are_kept(
    manager_client, client, coded
):
    response = manager_client.post(url("slips"), {"number": "20"})

    assert response["Content-Type"] == "application/pdf"
    assert response["Cache-Control"] == "no-store"
    text = "\n".join(page_texts(response.content))
    codes = set(re.findall(r"\b\w{4}-\w{4}-\w{4}\b", text))
    assert len(codes) == 20
    assert "testserver/mitarbeiterbefragung" in text
    kept = list(Code.objects.values_list("digest", flat=True))
    assert len(kept) == 20
    assert not any(code.replace("-", "") in str(kept) for code in codes)
    prints = SlipPrint.objects.values_list("slips", "printed_on", "is_extra")
    assert list(prints) == [(20, TODAY(), False)]


def test_codes_are_stored_in_the_order_of_their_digests(manager_client, coded):
    manager_client.post(url("slips"), {"number": "12"})

    stored = [code.digest for code in Code.objects.all().order_by()]
    assert stored == sorted(stored)


@pytest.mark.parametrize("number", ["", "9", "1001", "viele"])
def test_other_numbers_of_slips_are_refused(manager_client, coded, number):
    response = manager_client.post(url("slips"), {"number": number})

    assert response.context["form"].errors
    assert not Code.objects.exists()


def test_no_slips_before_a_version_is_binding(manager_client, draft):
    StaffSurvey.objects.update(with_codes=True)
    BallotBoxFactory(survey=draft, started_on=None)

    manager_client.post(url("slips"), {"number": "10"})

    assert not Code.objects.exists()


def test_codes_are_discarded_before_the_start_only(manager_client, coded):
    CodeFactory.create_batch(3, box=coded.box)

    manager_client.post(url("slips-discard"))
    assert not Code.objects.exists()
    assert Event.objects.last().detail == "3"
    CodeFactory(box=coded.box)
    BallotBox.objects.update(started_on=TODAY())
    manager_client.post(url("slips-discard"))

    assert Code.objects.count() == 1


def test_new_codes_are_all_different():
    assert len(set(new_codes(1000))) == 1000


def without_tokens(response):
    return re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", response.content)


@pytest.mark.parametrize(
    ("few", "more", "text"),
    [(0, 9, "weniger als 10 Umschläge"), (30, 39, "mindestens 30 Umschläge")],
)
def test_no_page_tells_how_many_answered(manager_client, survey, few, more, text):
    names = ["overview", "versions", "key", "slips", "prolong", "end"]
    pages = [url(name) for name in names] + [
        reverse("process:dashboard"),
        reverse("setup:overview"),
        reverse("evaluation:downloads"),
    ]
    sealed = EnvelopeFactory.build(box=survey.box).content

    def fill(number):
        for _ in range(number - Envelope.objects.count()):
            EnvelopeFactory(box=survey.box, content=sealed)
        return [without_tokens(manager_client.get(address)) for address in pages]

    before = fill(few)

    assert text in before[0].decode()
    assert fill(more) == before


def test_version_without_agreement_of_another_process_is_untouched(
    manager_client, draft
):
    foreign = VersionFactory()

    assert manager_client.post(url("version-lock", foreign.pk)).status_code == 404
    assert not Version.objects.locked().exists()
