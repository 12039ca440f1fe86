"""The smallest valid row of every model.

Related rows belong to one process. Where a row has two parents, one leads and the other
follows it: name the leading one (`ResponseFactory(channel=…)`, `SittingFactory(table=…)`,
`AnswerFactory(response=…)`, `NoteFactory(sitting=…)`, `CommentFactory(focus_area=…)`)
or reach through it (`ResponseFactory(channel__questionnaire=…)`).
"""

from datetime import date, timedelta
from hashlib import sha256
from uuid import uuid4

import factory
from django.contrib.auth.models import Group, User
from django.utils import timezone
from factory import LazyAttribute, LazyFunction, Maybe, SelfAttribute, SubFactory
from factory.django import DjangoModelFactory, Password

from ilmkreis_integration.models import (
    ActionField,
    Contribution,
    ContributionTranslation,
    Kind,
    Process,
    ReachReview,
    Source,
    Stage,
)
from ilmkreis_integration.sealing import new_key, public_point
from reports.models import (
    Dismissal,
    Goal,
    Measure,
    Paraphrase,
    Principle,
    Statement,
    StatusChange,
    Theme,
)
from staffsurvey.codes import digest_of, new_code
from staffsurvey.envelopes import close_envelope
from staffsurvey.keys import lock
from staffsurvey.models import (
    BallotBox,
    Code,
    Comment,
    CommentImport,
    Envelope,
    Event,
    EventKind,
    FocusArea,
    HeldComment,
    ImportColumn,
    Opening,
    Opinion,
    Party,
    PassingOn,
    SlipPrint,
    StaffSurvey,
    Topic,
    Version,
    VersionDocument,
)
from staffsurvey.versions import snapshot
from surveys.models import (
    Answer,
    Attribute,
    Channel,
    Device,
    Edition,
    Extension,
    Import,
    ImportFile,
    Option,
    OptionCount,
    Question,
    Questionnaire,
    Recording,
    Reference,
    ReferenceCount,
    Response,
    SealingKey,
    SecondEntry,
    Translation,
)
from surveys.sealing import new_private_key
from worldcafe.models import (
    Cafe,
    Closing,
    GuidingQuestion,
    Mark,
    Note,
    NoteImport,
    NoteImportFile,
    NoteRevision,
    Photo,
    PhotoRegion,
    Round,
    Sitting,
    Subgroup,
    SubgroupCount,
    Table,
    TargetGroup,
)

PASSWORD = "ein langes Testpasswort"
SOME_DAY = date(2026, 3, 2)
# What opens the ballot boxes of the tests.
PASSPHRASE = "sechs worte die auf papier stehen"
BOX_KEY = new_key()


def numbered(template=None):
    """Number the rows of a factory: 1, 2, 3 …, put into `template` if given."""
    return factory.Sequence(
        lambda n: n + 1 if template is None else template.format(n + 1)
    )


def many(name):
    """Take a list for a many-to-many field: `MeasureFactory(statements=[…])`."""

    @factory.post_generation
    def fill(row, create, extracted, **kwargs):
        if extracted:
            getattr(row, name).set(extracted)

    return fill


class Factory(DjangoModelFactory):
    class Meta:
        abstract = True
        skip_postgeneration_save = True


# --- Core


class UserFactory(Factory):
    """An account without role; `UserFactory(role=Role.READING)` gives it one."""

    class Meta:
        model = User

    username = numbered("person-{}")
    password = Password(PASSWORD)

    @factory.post_generation
    def role(user, create, extracted, **kwargs):  # noqa: N805
        if extracted:
            user.groups.add(Group.objects.get_or_create(name=extracted)[0])


class ProcessFactory(Factory):
    class Meta:
        model = Process

    slug = numbered("verfahren-{}")
    title = numbered("Verfahren {}")
    county = "Ilm-Kreis"
    authority = "Landratsamt Ilm-Kreis"


class StageFactory(Factory):
    class Meta:
        model = Stage

    process = SubFactory(ProcessFactory)
    slug = numbered("schritt-{}")
    position = numbered()
    title = numbered("Schritt {}")


class ReachReviewFactory(Factory):
    class Meta:
        model = ReachReview

    process = SelfAttribute("after_stage.process")
    after_stage = SubFactory(StageFactory)
    reviewed_on = SOME_DAY
    everyone_reached = True
    reasons = "Alle Gruppen haben geantwortet."
    recorded_by = SubFactory(UserFactory)


class ActionFieldFactory(Factory):
    class Meta:
        model = ActionField

    process = SubFactory(ProcessFactory)
    slug = numbered("handlungsfeld-{}")
    position = numbered()
    title = numbered("Handlungsfeld {}")


class ContributionFactory(Factory):
    class Meta:
        model = Contribution

    process = Maybe(
        "action_field",
        SelfAttribute("action_field.process"),
        SubFactory(ProcessFactory),
    )
    source = Source.QUESTIONNAIRE
    code = numbered("F-{:04}-1")
    text = "Wir brauchen mehr Deutschkurse."
    action_field = None
    received_on = LazyAttribute(
        lambda row: None if row.source == Source.STAFF_SURVEY else SOME_DAY
    )

    @factory.post_generation
    def translation(contribution, create, extracted, **kwargs):  # noqa: N805
        """`translation="…"` translates it; `translation__kind=…` says more."""
        if extracted:
            ContributionTranslationFactory(
                contribution=contribution, text=extracted, **kwargs
            )


class ContributionTranslationFactory(Factory):
    """Unchecked; `checked_by="…", checked_on=SOME_DAY` makes a checked one."""

    class Meta:
        model = ContributionTranslation

    contribution = SubFactory(ContributionFactory, language="tr")
    text = "Ich suche eine Wohnung."
    translated_by = "auswertung"


# --- Questionnaire


class QuestionnaireFactory(Factory):
    """A questionnaire that is open today."""

    class Meta:
        model = Questionnaire

    process = SubFactory(ProcessFactory)
    slug = numbered("fragebogen-{}")
    title = numbered("Fragebogen {}")
    opens_on = LazyFunction(timezone.localdate)
    closes_on = LazyAttribute(lambda row: row.opens_on + timedelta(days=30))


class EditionFactory(Factory):
    """A released edition; `released_on=None` makes a draft."""

    class Meta:
        model = Edition

    questionnaire = SubFactory(QuestionnaireFactory)
    number = numbered()
    released_on = SOME_DAY


class QuestionFactory(Factory):
    class Meta:
        model = Question

    edition = SubFactory(EditionFactory)
    slug = numbered("frage-{}")
    position = numbered()
    text = numbered("Frage {}?")
    kind = Kind.NEED


class AttributeFactory(Factory):
    class Meta:
        model = Attribute

    edition = SubFactory(EditionFactory)
    slug = numbered("merkmal-{}")
    position = numbered()
    title = numbered("Merkmal {}")
    text = numbered("Frage nach Merkmal {}?")


class OptionFactory(Factory):
    class Meta:
        model = Option

    attribute = SubFactory(AttributeFactory)
    slug = numbered("angabe-{}")
    position = numbered()
    label = numbered("Angabe {}")


class ChannelFactory(Factory):
    class Meta:
        model = Channel

    questionnaire = SubFactory(QuestionnaireFactory)
    name = numbered("Ausgabestelle {}")
    type = Channel.Type.WELFARE


class DeviceFactory(Factory):
    class Meta:
        model = Device

    channel = SubFactory(ChannelFactory)
    name = numbered("Tablet {}")
    token_digest = numbered("{:064x}")
    set_up_on = SOME_DAY


class ExtensionFactory(Factory):
    class Meta:
        model = Extension

    questionnaire = SubFactory(QuestionnaireFactory)
    closes_before = SOME_DAY
    closes_on = SOME_DAY + timedelta(days=14)
    reason = "Ferien"
    decided_on = SOME_DAY


class ReferenceFactory(Factory):
    class Meta:
        model = Reference

    questionnaire = SubFactory(QuestionnaireFactory)
    dimension = Reference.Dimension.LANGUAGE
    source = "Ausländerzentralregister"
    as_of = SOME_DAY


class ReferenceCountFactory(Factory):
    class Meta:
        model = ReferenceCount

    reference = SubFactory(ReferenceFactory)
    group = numbered("gruppe-{}")
    people = 100


class SealingKeyFactory(Factory):
    class Meta:
        model = SealingKey

    questionnaire = SubFactory(QuestionnaireFactory)
    private_key = LazyFunction(new_private_key)


class TranslationFactory(Factory):
    class Meta:
        model = Translation

    language = "uk"
    german = numbered("Text {}")
    text = numbered("Текст {}")


class RecordingFactory(Factory):
    class Meta:
        model = Recording

    language = "uk"
    spoken = numbered("Текст {}")
    sound = factory.Sequence(lambda n: f"Ton {n + 1}".encode())
    digest = LazyAttribute(lambda row: sha256(row.sound).hexdigest())
    media_type = "audio/wav"
    recorded_on = SOME_DAY


class ImportFactory(Factory):
    """A table that waits; `imported_on=SOME_DAY` makes one whose forms are stored."""

    class Meta:
        model = Import

    channel = SubFactory(ChannelFactory)
    questionnaire = SelfAttribute("channel.questionnaire")
    format = Import.Format.TEMPLATE
    received_on = SOME_DAY
    file_name = numbered("boegen-{}.xlsx")
    digest = numbered("{:064x}")


class ImportFileFactory(Factory):
    class Meta:
        model = ImportFile

    of = SubFactory(ImportFactory)
    table = b"PK"


class ResponseFactory(Factory):
    """A single form; `form="group", people=3` makes a group form."""

    class Meta:
        model = Response

    channel = SubFactory(ChannelFactory)
    questionnaire = SelfAttribute("channel.questionnaire")
    edition = SubFactory(
        EditionFactory, questionnaire=SelfAttribute("..channel.questionnaire")
    )
    number = numbered()
    form = Response.Form.SINGLE
    received_on = SOME_DAY
    digest = numbered("{:064x}")


class SecondEntryFactory(Factory):
    class Meta:
        model = SecondEntry

    response = SubFactory(ResponseFactory, entry=Response.Entry.PAPER)
    fields = 10
    differing = 1
    entered_on = SOME_DAY


class OptionCountFactory(Factory):
    class Meta:
        model = OptionCount

    response = SubFactory(ResponseFactory)
    option = SubFactory(
        OptionFactory,
        attribute__edition__questionnaire=SelfAttribute("....response.questionnaire"),
    )
    count = 1


class AnswerFactory(Factory):
    class Meta:
        model = Answer

    response = SubFactory(ResponseFactory)
    question = SubFactory(
        QuestionFactory,
        edition__questionnaire=SelfAttribute("...response.questionnaire"),
    )
    contribution = SubFactory(
        ContributionFactory,
        process=SelfAttribute("..response.questionnaire.process"),
        kind=SelfAttribute("..question.kind"),
        people=SelfAttribute("..response.people"),
        people_is_lower_bound=SelfAttribute("..response.people_is_lower_bound"),
        received_on=SelfAttribute("..response.received_on"),
    )


# --- World Café


class TargetGroupFactory(Factory):
    class Meta:
        model = TargetGroup

    process = SubFactory(ProcessFactory)
    slug = numbered("zielgruppe-{}")
    position = numbered()
    title = numbered("Zielgruppe {}")


class SubgroupFactory(Factory):
    class Meta:
        model = Subgroup

    target_group = SubFactory(TargetGroupFactory)
    position = numbered()
    title = numbered("Untergruppe {}")


class GuidingQuestionFactory(Factory):
    class Meta:
        model = GuidingQuestion

    process = SubFactory(ProcessFactory)
    slug = numbered("leitfrage-{}")
    position = numbered()
    text = numbered("Leitfrage {}?")
    kind = Kind.NEED


class CafeFactory(Factory):
    class Meta:
        model = Cafe

    process = SubFactory(ProcessFactory)
    number = numbered()
    target_group = SubFactory(TargetGroupFactory, process=SelfAttribute("..process"))
    held_on = SOME_DAY


class TableFactory(Factory):
    class Meta:
        model = Table

    cafe = SubFactory(CafeFactory)
    number = numbered()
    action_field = SubFactory(
        ActionFieldFactory, process=SelfAttribute("..cafe.process")
    )


class RoundFactory(Factory):
    class Meta:
        model = Round

    cafe = SubFactory(CafeFactory)
    number = numbered()


class SittingFactory(Factory):
    class Meta:
        model = Sitting

    table = SubFactory(TableFactory)
    round = SubFactory(RoundFactory, cafe=SelfAttribute("..table.cafe"))


class NoteFactory(Factory):
    class Meta:
        model = Note

    sitting = SubFactory(SittingFactory)
    guiding_question = SubFactory(
        GuidingQuestionFactory, process=SelfAttribute("..sitting.table.cafe.process")
    )
    number = numbered()
    contribution = SubFactory(
        ContributionFactory,
        source=Source.WORLD_CAFE,
        code=numbered("W1-T1-R1-{:02}"),
        action_field=SelfAttribute("..sitting.table.action_field"),
        kind=SelfAttribute("..guiding_question.kind"),
        received_on=SelfAttribute("..sitting.table.cafe.held_on"),
        is_final=LazyAttribute(
            lambda row: not row.factory_parent.sitting.table.cafe.is_open
        ),
    )


class NoteRevisionFactory(Factory):
    class Meta:
        model = NoteRevision

    note = SubFactory(NoteFactory)
    version = 1
    text = SelfAttribute("note.contribution.text")
    guiding_question = SelfAttribute("note.guiding_question")


class MarkFactory(Factory):
    """What the next round said of a note."""

    class Meta:
        model = Mark

    note = SubFactory(NoteFactory)
    sitting = SubFactory(
        SittingFactory,
        table=SelfAttribute("..note.sitting.table"),
    )
    kind = Mark.Kind.CONFIRMED


class SubgroupCountFactory(Factory):
    class Meta:
        model = SubgroupCount

    sitting = SubFactory(SittingFactory)
    subgroup = SubFactory(
        SubgroupFactory, target_group=SelfAttribute("..sitting.table.cafe.target_group")
    )


class ClosingFactory(Factory):
    class Meta:
        model = Closing

    cafe = SubFactory(CafeFactory, state=Cafe.State.CLOSED)
    closed_at = LazyFunction(timezone.now)


class PhotoFactory(Factory):
    """A photograph whose picture is none; tests that look at it bring their own."""

    class Meta:
        model = Photo

    sitting = SubFactory(SittingFactory)
    picture = b"\xff\xd8\xff\xd9"
    width, height = 1600, 1200
    digest = LazyAttribute(lambda photo: sha256(photo.picture).hexdigest())
    delete_on = SOME_DAY + timedelta(days=365)


class PhotoRegionFactory(Factory):
    class Meta:
        model = PhotoRegion

    note = SubFactory(NoteFactory)
    photo = SubFactory(PhotoFactory, sitting=SelfAttribute("..note.sitting"))
    left, top, width, height = 100, 200, 300, 150


class NoteImportFactory(Factory):
    """An uploaded table that waits to be looked through."""

    class Meta:
        model = NoteImport

    cafe = SubFactory(CafeFactory)
    file_name = "tisch-1.xlsx"
    digest = numbered("{:064}")


class NoteImportFileFactory(Factory):
    class Meta:
        model = NoteImportFile

    of = SubFactory(NoteImportFactory)
    table = b"PK"


# --- Staff survey


class StaffSurveyFactory(Factory):
    """A survey whose days these are, without codes; `BallotBoxFactory` starts it."""

    class Meta:
        model = StaffSurvey

    process = SubFactory(ProcessFactory)
    title = "Befragung der Mitarbeiterinnen und Mitarbeiter"
    salutation = "Liebe Kolleginnen und Kollegen,"
    welcome = "Ihre Meinung ist gefragt."
    anonymity = "Gespeichert wird nur der Text."
    topic_question = "Zu welchen Themen möchten Sie etwas sagen?"
    thanks = "Vielen Dank."
    opens_on = LazyFunction(timezone.localdate)
    closes_on = LazyAttribute(lambda row: row.opens_on + timedelta(days=30))
    with_codes = False


class TopicFactory(Factory):
    """A topic of the integration concept."""

    class Meta:
        model = Topic

    survey = SubFactory(StaffSurveyFactory)
    slug = numbered("thema-{}")
    position = numbered()
    title = numbered("Thema der Befragung {}")
    focus_question = "Zu welchen Schwerpunkten möchten Sie etwas sagen?"
    for_concept = True


class FocusAreaFactory(Factory):
    class Meta:
        model = FocusArea

    topic = SubFactory(TopicFactory)
    slug = numbered("schwerpunkt-{}")
    position = numbered()
    title = numbered("Schwerpunkt {}")
    action_field = Maybe(
        "topic.for_concept",
        SubFactory(ActionFieldFactory, process=SelfAttribute("..topic.survey.process")),
        None,
    )


class BallotBoxFactory(Factory):
    """The box of a survey that has started; `BOX_KEY` opens it."""

    class Meta:
        model = BallotBox

    survey = SubFactory(StaffSurveyFactory)
    public_key = public_point(BOX_KEY)
    locked_key = lock(BOX_KEY, [PASSPHRASE])
    tried_on = SelfAttribute("survey.opens_on")
    started_on = SelfAttribute("survey.opens_on")


class CodeFactory(Factory):
    """What is kept of the slip with `code`."""

    class Meta:
        model = Code

    class Params:
        code = LazyFunction(new_code)

    box = SubFactory(BallotBoxFactory)
    digest = LazyAttribute(lambda row: digest_of(row.code))


class EnvelopeFactory(Factory):
    """A sealed answer; `answer` is what is in it."""

    class Meta:
        model = Envelope

    class Params:
        answer = {}  # noqa: RUF012

    id = LazyFunction(uuid4)
    box = SubFactory(BallotBoxFactory)
    content = LazyAttribute(
        lambda row: close_envelope(
            row.answer,
            envelope_id=row.id,
            public_key=bytes(row.box.public_key),
        )
    )


class SlipPrintFactory(Factory):
    class Meta:
        model = SlipPrint

    survey = SubFactory(StaffSurveyFactory)
    slips = 700
    printed_on = SOME_DAY


class OpeningFactory(Factory):
    class Meta:
        model = Opening

    survey = SubFactory(StaffSurveyFactory)
    opened_on = SOME_DAY
    opened_by = "Verwaltung"
    present = "A. Muster (Personalrat)"
    slips = 700
    received = 120
    comments = 300


class HeldCommentFactory(Factory):
    class Meta:
        model = HeldComment

    focus_area = SubFactory(FocusAreaFactory)
    text = numbered("Kommentar {} vor der Freigabe")


class CommentFactory(Factory):
    class Meta:
        model = Comment

    focus_area = SubFactory(FocusAreaFactory)
    contribution = SubFactory(
        ContributionFactory,
        process=SelfAttribute("..focus_area.topic.survey.process"),
        source=Source.STAFF_SURVEY,
        code=numbered("M-{:04}"),
        action_field=SelfAttribute("..focus_area.action_field"),
        for_concept=SelfAttribute("..focus_area.topic.for_concept"),
    )


class PassingOnFactory(Factory):
    class Meta:
        model = PassingOn

    comment = SubFactory(CommentFactory)
    from_area = SubFactory(
        FocusAreaFactory,
        topic__survey=SelfAttribute("...comment.focus_area.topic.survey"),
    )
    to_area = SelfAttribute("comment.focus_area")
    passed_on = SOME_DAY
    passed_by = "A. Muster"


class EventFactory(Factory):
    class Meta:
        model = Event

    survey = SubFactory(StaffSurveyFactory)
    kind = EventKind.LOCKED
    happened_on = SOME_DAY
    done_by = "Verwaltung"


class PartyFactory(Factory):
    class Meta:
        model = Party

    survey = SubFactory(StaffSurveyFactory)
    position = numbered()
    title = numbered("Stelle {}")


class VersionFactory(Factory):
    class Meta:
        model = Version

    survey = SubFactory(StaffSurveyFactory)
    number = numbered()
    made_on = SOME_DAY
    content = LazyAttribute(lambda row: snapshot(row.survey))


class OpinionFactory(Factory):
    class Meta:
        model = Opinion

    version = SubFactory(VersionFactory)
    party = SubFactory(PartyFactory, survey=SelfAttribute("..version.survey"))
    verdict = "agreed"
    said_on = SOME_DAY


class VersionDocumentFactory(Factory):
    class Meta:
        model = VersionDocument

    version = SubFactory(VersionFactory)
    kind = "printed"
    added_on = SOME_DAY
    pdf = b"%PDF-1.7"
    digest = LazyAttribute(lambda row: sha256(row.pdf).hexdigest())


class CommentImportFactory(Factory):
    class Meta:
        model = CommentImport

    survey = SubFactory(StaffSurveyFactory)
    digest = numbered("{:064}")
    uploaded_on = SOME_DAY


class ImportColumnFactory(Factory):
    class Meta:
        model = ImportColumn

    of = SubFactory(CommentImportFactory)
    position = numbered()
    name = numbered("TX{:02}_01")
    texts = LazyFunction(lambda: ["Ein Text"])


# --- Coding and catalogue


class ThemeFactory(Factory):
    class Meta:
        model = Theme

    action_field = SubFactory(ActionFieldFactory)
    title = numbered("Thema {}")


class StatementFactory(Factory):
    """A whole contribution as one statement.

    Lies in the field of its theme, else of its contribution, else in none.
    """

    class Meta:
        model = Statement

    theme = None
    contribution = Maybe(
        "theme",
        SubFactory(
            ContributionFactory, action_field=SelfAttribute("..theme.action_field")
        ),
        SubFactory(ContributionFactory),
    )
    start = 0
    end = LazyAttribute(lambda row: len(row.contribution.text))
    kind = LazyAttribute(lambda row: row.contribution.kind or Kind.NEED)

    @factory.post_generation
    def action_fields(statement, create, extracted, **kwargs):  # noqa: N805
        origin = statement.theme or statement.contribution
        usual = [origin.action_field] if origin.action_field else []
        statement.action_fields.set(usual if extracted is None else extracted)


class ParaphraseFactory(Factory):
    class Meta:
        model = Paraphrase

    statement = SubFactory(StatementFactory)
    text = "Es geht um dasselbe, in anderen Worten."


class DismissalFactory(Factory):
    class Meta:
        model = Dismissal

    contribution = SubFactory(ContributionFactory, text="weiß nicht")
    dismissed_by = SubFactory(UserFactory)
    dismissed_on = SOME_DAY


class PrincipleFactory(Factory):
    class Meta:
        model = Principle

    process = SubFactory(ProcessFactory)
    position = numbered()
    text = numbered("Leitsatz {}")
    statements = many("statements")
    themes = many("themes")


class GoalFactory(Factory):
    class Meta:
        model = Goal

    action_field = SubFactory(ActionFieldFactory)
    position = numbered()
    title = numbered("Ziel {}")
    statements = many("statements")
    themes = many("themes")


class MeasureFactory(Factory):
    class Meta:
        model = Measure

    goal = SubFactory(GoalFactory)
    position = numbered()
    title = numbered("Maßnahme {}")
    statements = many("statements")
    themes = many("themes")


class StatusChangeFactory(Factory):
    class Meta:
        model = StatusChange

    measure = SubFactory(MeasureFactory)
    status = Measure.Status.AGREED
    changed_on = SOME_DAY
    changed_by = SubFactory(UserFactory)
