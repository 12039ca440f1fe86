import pytest

from ilmkreis_integration.models import ActionField, Stage
from ilmkreis_integration.placing import append, close_gaps, move
from tests.factories import ProcessFactory, StageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def process():
    return ProcessFactory()


@pytest.fixture
def stages(process):
    """Three stages in another order than they were made, and one of another process."""
    StageFactory(position=2)
    made = [
        StageFactory(process=process, slug=slug, position=position)
        for slug, position in (("c", 3), ("b", 2), ("a", 1))
    ]
    return made[::-1]


def order(process):
    stages = process.stages.order_by("position")
    return "".join(stages.values_list("slug", flat=True))


def test_first_row_of_a_list_gets_the_first_place(process):
    stage = Stage(process=process, title="Vier World Cafés")

    append(stage, to=process.stages.all())

    assert (stage.position, stage.slug) == (1, "vier-world-cafes")


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        pytest.param("Arbeit", "arbeit-3", id="taken twice"),
        pytest.param("Öffnung & Straße", "oeffnung-strasse", id="German letters"),
        pytest.param("?", "neu", id="nothing to name it by"),
        pytest.param("العمل", "neu", id="other script"),
        pytest.param("a" * 39 + " bc", "a" * 39, id="long"),
    ],
)
def test_names_are_free_and_fit_into_links(process, title, slug):
    for _ in range(2):
        append(
            ActionField(process=process, title="Arbeit"),
            to=process.action_fields.all(),
        )
    field = ActionField(process=process, title=title)

    append(field, to=process.action_fields.all())

    assert (field.position, field.slug) == (3, slug)


@pytest.mark.parametrize(
    ("index", "direction", "expected"),
    [
        (0, "up", "abc"),
        (0, "down", "bac"),
        (1, "up", "bac"),
        (1, "down", "acb"),
        (2, "up", "acb"),
        (2, "down", "abc"),
    ],
)
def test_rows_change_places_with_their_neighbour(
    process, stages, index, direction, expected
):
    move(stages[index], process.stages.all(), direction)

    assert order(process) == expected
    assert Stage.objects.exclude(process=process).get().position == 2


def test_rows_that_share_a_place_move_in_the_order_they_were_made(process, stages):
    process.stages.update(position=1)

    move(stages[0], process.stages.all(), "up")

    assert order(process) == "cab"


def test_close_gaps_keeps_the_order(process, stages):
    stages[1].delete()

    close_gaps(process.stages.all())

    assert list(process.stages.values_list("slug", "position")) == [("a", 1), ("c", 2)]
