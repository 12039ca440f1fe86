import pytest

from tests.factories import (
    ActionFieldFactory,
    CafeFactory,
    NoteFactory,
    PhotoFactory,
    SittingFactory,
    TableFactory,
)
from worldcafe.models import Cafe, Round, Sitting, Table
from worldcafe.services.closing import close_cafe
from worldcafe.services.holding import CafeClosedError
from worldcafe.services.planning import (
    AlreadyUsedError,
    add_round,
    add_table,
    move_table,
    rearrange,
    remove_last_round,
    remove_table,
    used,
)
from worldcafe.services.rounds import start_round

pytestmark = pytest.mark.django_db


def titles(cafe):
    return [(table.number, table.action_field.slug) for table in cafe.tables.all()]


def is_complete(cafe):
    """Whether each table has a sitting in each round."""
    there = set(
        Sitting.objects.filter(table__cafe=cafe).values_list(
            "table__number", "round__number"
        )
    )
    return there == {
        (table.number, round_.number)
        for table in cafe.tables.all()
        for round_ in cafe.rounds.all()
    }


def version(cafe):
    return Cafe.objects.get(pk=cafe.pk).version


def test_plan_cafe_makes_a_sitting_for_each_table_and_round(cafe):
    assert cafe.number == 1
    assert titles(cafe) == [(1, "wohnen"), (2, "arbeit")]
    assert set(Sitting.objects.values_list("table__number", "round__number")) == {
        (1, 1),
        (1, 2),
        (2, 1),
        (2, 2),
    }
    assert len(set(cafe.tables.values_list("code", flat=True)) | {cafe.code}) == 3


def test_table_comes_last_with_its_sittings(cafe):
    before = version(cafe)
    table = Table(cafe=cafe, action_field=cafe.tables.first().action_field)

    add_table(table)

    assert titles(cafe) == [(1, "wohnen"), (2, "arbeit"), (3, "wohnen")]
    assert is_complete(cafe)
    assert version(cafe) == before + 1


def test_table_moves_to_another_station(cafe, table):
    table.action_field = ActionFieldFactory(process=cafe.process, slug="sport")

    move_table(table)

    assert titles(cafe) == [(1, "sport"), (2, "arbeit")]


def test_tables_move_up_until_something_is_written(cafe, table, sitting, write):
    add_table(Table(cafe=cafe, action_field=table.action_field))

    remove_table(cafe.tables.get(number=2))
    assert titles(cafe) == [(1, "wohnen"), (2, "wohnen")]

    add_table(Table(cafe=cafe, action_field=table.action_field))
    write("Wohnungen fehlen")
    remove_table(cafe.tables.get(number=2))
    # The codes of notes name the numbers of their tables.
    assert [number for number, _slug in titles(cafe)] == [1, 3]


@pytest.mark.parametrize(
    "use",
    [
        lambda sitting: NoteFactory(sitting=sitting),
        lambda sitting: NoteFactory(sitting=sitting, is_deleted=True),
        lambda sitting: PhotoFactory(sitting=sitting),
        lambda sitting: Sitting.objects.filter(pk=sitting.pk).update(people=0),
        lambda sitting: Sitting.objects.filter(pk=sitting.pk).update(
            participation_dots=1
        ),
    ],
    ids=["note", "deleted note", "photo", "people", "dots"],
)
def test_what_was_used_stays(cafe, table, sitting, use):
    use(sitting)
    cafe.rounds.filter(number=2).delete()
    before = titles(cafe)

    assert list(used(Sitting.objects.all())) == [sitting]
    for change in (
        lambda: move_table(table),
        lambda: remove_table(table),
        lambda: remove_last_round(cafe),
        lambda: rearrange(cafe, expected_people=8, action_fields=[], rounds=1),
    ):
        with pytest.raises(AlreadyUsedError):
            change()
    assert titles(cafe) == before
    assert is_complete(cafe)


def test_sittings_that_nobody_used_can_go(cafe):
    assert not used(Sitting.objects.all()).exists()


def test_round_comes_last_and_goes_again(cafe):
    assert add_round(cafe).number == 3
    assert is_complete(cafe)

    remove_last_round(cafe)

    assert list(cafe.rounds.values_list("number", flat=True)) == [1, 2]
    assert is_complete(cafe)


def test_round_that_has_begun_and_the_only_one_stay(cafe):
    start_round(cafe.rounds.get(number=2))
    with pytest.raises(AlreadyUsedError):
        remove_last_round(cafe)
    Round.objects.filter(number=2).delete()

    with pytest.raises(AlreadyUsedError):
        remove_last_round(cafe)
    assert cafe.rounds.count() == 1


def test_rearranging_keeps_the_links_of_tables_that_stay(cafe):
    living, working = (table.action_field for table in cafe.tables.all())
    codes = list(cafe.tables.values_list("code", flat=True))

    rearrange(
        cafe,
        expected_people=20,
        action_fields=[working, working, living],
        rounds=3,
    )

    assert titles(cafe) == [(1, "arbeit"), (2, "arbeit"), (3, "wohnen")]
    assert cafe.tables.get(number=1).code == codes[1]
    assert cafe.tables.get(number=3).code == codes[0]
    assert cafe.rounds.count() == 3
    assert is_complete(cafe)
    assert Cafe.objects.get().expected_people == 20


def test_rearranging_takes_tables_and_rounds_away(cafe):
    living = cafe.tables.first().action_field

    rearrange(cafe, expected_people=None, action_fields=[living], rounds=1)

    assert titles(cafe) == [(1, "wohnen")]
    assert is_complete(cafe)


def test_cafe_that_has_begun_is_not_rearranged(cafe):
    start_round(cafe.rounds.first())

    with pytest.raises(AlreadyUsedError):
        rearrange(cafe, expected_people=8, action_fields=[], rounds=1)
    assert cafe.tables.count() == 2


def test_other_cafes_stay_as_they_are(cafe, process):
    other = SittingFactory(
        table=TableFactory(cafe=CafeFactory(process=process, number=7))
    )

    rearrange(cafe, expected_people=8, action_fields=[], rounds=1)
    add_round(cafe)

    assert Table.objects.get() == other.table
    assert Round.objects.filter(cafe=other.table.cafe).count() == 1


def test_nothing_is_planned_in_a_closed_cafe(cafe, table):
    close_cafe(cafe)

    for change in (
        lambda: add_table(Table(cafe=cafe, action_field=table.action_field)),
        lambda: move_table(table),
        lambda: remove_table(table),
        lambda: add_round(cafe),
        lambda: remove_last_round(cafe),
        lambda: rearrange(cafe, expected_people=8, action_fields=[], rounds=1),
    ):
        with pytest.raises(CafeClosedError):
            change()
    assert (cafe.tables.count(), cafe.rounds.count()) == (2, 2)
