import time

import pytest

from ilmkreis_integration.attempts import Attempts, address_of

HERE, THERE = "192.0.2.1", "192.0.2.2"


@pytest.fixture
def let_pass(monkeypatch):
    """Let time go by at once, as real timers would race with the test."""
    running = []

    class TimerByHand:
        def __init__(self, seconds, act):
            self.left, self.act = seconds, act

        def start(self):
            running.append(self)

        def cancel(self):
            if self in running:
                running.remove(self)

    def let_pass(seconds):
        for timer in list(running):
            timer.left -= seconds
            if timer.left <= 0:
                timer.act()

    monkeypatch.setattr("ilmkreis_integration.attempts.Timer", TimerByHand)
    return let_pass


def test_address_is_exhausted_after_so_many_and_others_are_not():
    attempts = Attempts(most=3)
    seen = []
    for _ in range(4):
        seen.append(attempts.are_exhausted(HERE))
        attempts.note(HERE)

    assert seen == [False, False, False, True]
    assert attempts.are_exhausted(HERE)
    assert not attempts.are_exhausted(THERE)


def test_everything_is_forgotten_in_time_and_the_key_with_it():
    attempts = Attempts(most=1, seconds=1)
    attempts.note(HERE)
    before = attempts._key
    assert attempts.are_exhausted(HERE)

    deadline = time.monotonic() + 30
    while attempts._counts and time.monotonic() < deadline:
        time.sleep(0.01)

    assert not attempts.are_exhausted(HERE)
    assert attempts._key != before
    attempts.note(HERE)  # and it begins anew
    assert attempts.are_exhausted(HERE)


def test_what_was_forgotten_by_hand_is_not_forgotten_early_once_more(let_pass):
    attempts = Attempts(most=1, seconds=20)
    attempts.note(HERE)
    attempts.forget()
    let_pass(10)
    attempts.note(HERE)

    let_pass(15)  # the first count would have been forgotten by now

    assert attempts.are_exhausted(HERE)
    let_pass(5)
    assert not attempts.are_exhausted(HERE)


def test_memory_is_bounded_and_the_latest_stay():
    attempts = Attempts(most=1, addresses=10)
    for number in range(50):
        attempts.note(f"address {number}")

    assert len(attempts._counts) == 10
    assert attempts.are_exhausted("address 49")
    assert not attempts.are_exhausted("address 0")


def test_no_address_is_kept():
    attempts = Attempts(most=30)
    attempts.note(HERE)

    assert HERE not in repr(vars(attempts))


@pytest.mark.parametrize(
    ("sent", "https", "address"),
    [
        ({"REMOTE_ADDR": HERE}, False, HERE),
        ({"REMOTE_ADDR": HERE, "X": THERE}, False, HERE),
        ({"REMOTE_ADDR": "127.0.0.1", "X": THERE}, True, THERE),
        ({"REMOTE_ADDR": "127.0.0.1", "X": f"{HERE}, {THERE}"}, True, THERE),
        ({"REMOTE_ADDR": HERE}, True, HERE),
        ({"REMOTE_ADDR": "2001:db8:1:2:3:4:5:6"}, False, "2001:db8:1:2::/64"),
        ({"REMOTE_ADDR": f"::ffff:{HERE}"}, False, HERE),
        ({"REMOTE_ADDR": ""}, False, ""),
        ({"REMOTE_ADDR": HERE, "X": "nonsense"}, True, "nonsense"),
    ],
)
def test_address_is_that_of_the_network(rf, settings, sent, https, address):
    settings.HTTPS = https
    headers = {"X-Forwarded-For": sent["X"]} if "X" in sent else {}

    request = rf.get("/", headers=headers, REMOTE_ADDR=sent["REMOTE_ADDR"])

    assert address_of(request) == address
