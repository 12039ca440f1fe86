"""Who may use the set-up pages, and how."""

import pytest
from django.urls import URLPattern, get_resolver, reverse
from django.urls.converters import UUIDConverter

from surveys.models import Response
from surveys.translating import key_of
from tests.factories import (
    ActionFieldFactory,
    AttributeFactory,
    CafeFactory,
    ChannelFactory,
    CommentImportFactory,
    DeviceFactory,
    EditionFactory,
    FocusAreaFactory,
    GuidingQuestionFactory,
    ImportFactory,
    NoteImportFactory,
    OpinionFactory,
    OptionFactory,
    PartyFactory,
    PhotoFactory,
    PhotoRegionFactory,
    ProcessFactory,
    QuestionFactory,
    QuestionnaireFactory,
    ReachReviewFactory,
    ReferenceFactory,
    ResponseFactory,
    StaffSurveyFactory,
    StageFactory,
    SubgroupFactory,
    TableFactory,
    TargetGroupFactory,
    TopicFactory,
    VersionFactory,
)

pytestmark = pytest.mark.django_db

NAMESPACES = ["setup", "surveys-setup", "worldcafe-setup", "staffsurvey-setup"]


def setup_routes():
    """Name of every route of the set-up, and its arguments by name."""
    for resolver in get_resolver().url_patterns:
        if getattr(resolver, "namespace", None) in NAMESPACES:
            for pattern in resolver.url_patterns:
                assert isinstance(pattern, URLPattern)
                name = f"{resolver.namespace}:{pattern.name}"
                yield name, pattern.pattern.converters


ROUTES = dict(setup_routes())
READ_ONLY = {
    "setup:overview",
    "setup:accounts",
    "surveys-setup:overview",
    "surveys-setup:channel",
    "surveys-setup:channel-card",
    "surveys-setup:channel-group",
    "surveys-setup:channel-poster",
    "surveys-setup:channel-qr",
    "surveys-setup:import-template",
    "surveys-setup:channel-single",
    "surveys-setup:languages",
    "surveys-setup:language",
    "surveys-setup:paper",
    "surveys-setup:plain",
    "surveys-setup:preview",
    "surveys-setup:printed",
    "surveys-setup:printed-cards",
    "surveys-setup:printed-group",
    "surveys-setup:printed-guide",
    "surveys-setup:printed-posters",
    "surveys-setup:printed-single",
    "surveys-setup:preview-thanks",
    "surveys-setup:recordings",
    "surveys-setup:recordings-in",
    "surveys-setup:returns",
    "worldcafe-setup:overview",
    "worldcafe-setup:cafe",
    "worldcafe-setup:evidence",
    "worldcafe-setup:moderation",
    "worldcafe-setup:moderation-state",
    "worldcafe-setup:moderation-duplicates",
    "worldcafe-setup:note-template",
    "worldcafe-setup:photo-picture",
    "worldcafe-setup:photos",
    "worldcafe-setup:printed",
    "worldcafe-setup:printed-cards",
    "worldcafe-setup:printed-guide",
    "worldcafe-setup:printed-sheets",
    "worldcafe-setup:printed-signs",
    "worldcafe-setup:protocol-docx",
    "worldcafe-setup:protocol-pdf",
    "worldcafe-setup:table-qr",
    "staffsurvey-setup:opening-protocol",
    "staffsurvey-setup:overview",
    "staffsurvey-setup:paper",
    "staffsurvey-setup:preview-thanks",
    "staffsurvey-setup:qr",
    "staffsurvey-setup:version",
    "staffsurvey-setup:version-printed",
    "staffsurvey-setup:version-signed",
    "staffsurvey-setup:versions",
}
WRITE_ONLY = {
    "setup:switch",
    "setup:account-deactivate",
    "setup:account-reactivate",
    "surveys-setup:channel-revoke",
    "surveys-setup:channel-reopen",
    "surveys-setup:device-revoke",
    "surveys-setup:device-reopen",
    "surveys-setup:edition-begin",
    "surveys-setup:import-discard",
    "surveys-setup:language-check",
    "surveys-setup:advice",
    "worldcafe-setup:note-import-discard",
    "worldcafe-setup:table-revoke",
    "worldcafe-setup:table-reopen",
    "worldcafe-setup:moderation-begin",
    "worldcafe-setup:moderation-end",
    "worldcafe-setup:moderation-prolong",
    "worldcafe-setup:moderation-harvest",
    "worldcafe-setup:moderation-separate",
    "worldcafe-setup:round-add",
    "worldcafe-setup:round-remove",
    *(name for name in ROUTES if name.endswith("-move")),
}
SOME_UUID = "00000000-0000-4000-8000-000000000000"
# Whoever evaluates types paper forms in, too, and looks at photographs.
FOR_EVALUATION = {name for name in ROUTES if name.startswith("surveys-setup:paper")} | {
    "worldcafe-setup:evidence",
    "worldcafe-setup:photo-picture",
    "worldcafe-setup:photos",
}
# Arguments that name no row: a language, a text, what is compared, an edition.
FIXED = {
    "code": "uk",
    "key": key_of("Weiter"),
    "dimension": "language",
    "number": 1,
    "note_id": SOME_UUID,
    "name": "dienstvereinbarung",
}


def paper_response():
    return ResponseFactory(entry=Response.Entry.PAPER)


# Whatever a route with a number belongs to.
FACTORIES = {
    "setup:stage": StageFactory,
    "setup:field": ActionFieldFactory,
    "setup:review": ReachReviewFactory,
    "surveys-setup:question": QuestionFactory,
    "surveys-setup:attribute": AttributeFactory,
    "surveys-setup:option-add": AttributeFactory,
    "surveys-setup:option": OptionFactory,
    "surveys-setup:channel": ChannelFactory,
    "surveys-setup:device-add": ChannelFactory,
    "surveys-setup:device": DeviceFactory,
    "surveys-setup:import": ImportFactory,
    "surveys-setup:paper": ChannelFactory,
    "surveys-setup:paper-check": paper_response,
    "surveys-setup:reference-delete": ReferenceFactory,
    "worldcafe-setup:cafe": CafeFactory,
    "worldcafe-setup:printed": CafeFactory,
    "worldcafe-setup:table-add": CafeFactory,
    "worldcafe-setup:round-add": CafeFactory,
    "worldcafe-setup:round-remove": CafeFactory,
    "worldcafe-setup:subgroup": SubgroupFactory,
    "worldcafe-setup:subgroup-add": TargetGroupFactory,
    "worldcafe-setup:close": CafeFactory,
    "worldcafe-setup:reopen": CafeFactory,
    "worldcafe-setup:moderation": CafeFactory,
    "worldcafe-setup:evidence": PhotoRegionFactory,
    "worldcafe-setup:note-import": NoteImportFactory,
    "worldcafe-setup:note-imports": CafeFactory,
    "worldcafe-setup:note-template": CafeFactory,
    "worldcafe-setup:photo": PhotoFactory,
    "worldcafe-setup:photos": CafeFactory,
    "worldcafe-setup:protocol": CafeFactory,
    "worldcafe-setup:table": TableFactory,
    "worldcafe-setup:target-group": TargetGroupFactory,
    "worldcafe-setup:guiding-question": GuidingQuestionFactory,
    "staffsurvey-setup:import": CommentImportFactory,
    "staffsurvey-setup:topic": TopicFactory,
    "staffsurvey-setup:focus-area-add": TopicFactory,
    "staffsurvey-setup:focus-area": FocusAreaFactory,
    "staffsurvey-setup:opinion": OpinionFactory,
    "staffsurvey-setup:opinion-add": VersionFactory,
    "staffsurvey-setup:party": PartyFactory,
    "staffsurvey-setup:version": VersionFactory,
}
# Accounts and the choice among processes belong to no process.
OF_NO_PROCESS = {name for name in ROUTES if name.startswith("setup:account")} | {
    "setup:switch"
}
OF_A_PROCESS = [
    name
    for name, arguments in ROUTES.items()
    if set(arguments) - FIXED.keys() and name not in OF_NO_PROCESS
]


@pytest.fixture
def process():
    """The current process, with an empty questionnaire and staff survey."""
    process = ProcessFactory(is_current=True)
    EditionFactory(questionnaire=QuestionnaireFactory(process=process), number=1)
    StaffSurveyFactory(process=process)
    return process


def factory_of(route):
    fitting = [prefix for prefix in FACTORIES if route.startswith(prefix)]
    return FACTORIES[max(fitting, key=len)]


def address(route, pk=None):
    arguments = []
    for name, converter in ROUTES[route].items():
        usual = SOME_UUID if isinstance(converter, UUIDConverter) else 1
        arguments.append(FIXED.get(name, usual if pk is None else pk))
    return reverse(route, args=arguments)


@pytest.mark.parametrize("route", ROUTES)
def test_set_up_is_closed_to_everybody_but_managers(
    client, stranger_client, reader_client, evaluator_client, process, route
):
    url = address(route)
    visitors = [client, stranger_client, reader_client]
    if route not in FOR_EVALUATION:
        visitors.append(evaluator_client)
    for visitor in visitors:
        for send in (visitor.get, visitor.post):
            response = send(url)
            if visitor is client:
                assert response.status_code == 302
                assert response.url == f"{reverse('login')}?next={url}"
            else:
                assert response.status_code == 403


@pytest.mark.parametrize("route", ROUTES)
def test_wrong_methods_are_refused(manager_client, process, route):
    url = address(route)

    assert manager_client.delete(url).status_code == 405
    assert (manager_client.get(url).status_code == 405) == (route in WRITE_ONLY)
    assert (manager_client.post(url).status_code == 405) == (route in READ_ONLY)


@pytest.mark.parametrize("route", OF_A_PROCESS)
def test_what_belongs_to_another_process_is_not_found(manager_client, process, route):
    foreign = factory_of(route)()
    before = type(foreign).objects.filter(pk=foreign.pk).values().get()
    url = address(route, foreign.pk)

    expected = 405 if route in WRITE_ONLY else 404
    assert manager_client.get(url).status_code == expected
    expected = 405 if route in READ_ONLY else 404
    assert manager_client.post(url, {"direction": "up"}).status_code == expected
    assert type(foreign).objects.filter(pk=foreign.pk).values().get() == before


@pytest.mark.parametrize("namespace", NAMESPACES)
def test_without_a_process_there_is_nothing_to_set_up(manager_client, namespace):
    assert manager_client.get(reverse(f"{namespace}:overview")).status_code == 404
