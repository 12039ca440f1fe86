import pytest

from ilmkreis_integration.sealing import new_key, public_point
from staffsurvey.keys import WrongPassphraseError, lock, new_passphrase, unlock

KEY = new_key()


def test_passphrase_is_six_words_for_each_person():
    first, second = new_passphrase(parts=2)

    assert len(first.split()) == len(second.split()) == 6
    assert first != second
    assert new_passphrase() != new_passphrase()


@pytest.mark.parametrize(
    "typed", ["Eins  ZWEI drei\n", " eins zwei drei", "eins zwei drei"]
)
def test_key_is_unlocked_however_the_words_are_typed(typed):
    locked = lock(KEY, ["eins zwei drei"])

    assert public_point(unlock(locked, [typed])) == public_point(KEY)


def test_both_halves_are_needed_in_their_order():
    locked = lock(KEY, ["eins zwei", "drei vier"])

    assert public_point(unlock(locked, ["eins zwei", "drei vier"])) == public_point(KEY)
    for wrong in (["eins zwei"], ["drei vier", "eins zwei"], ["", ""], []):
        with pytest.raises(WrongPassphraseError):
            unlock(locked, wrong)


def test_locked_key_is_encrypted():
    assert "BEGIN ENCRYPTED PRIVATE KEY" in lock(KEY, ["eins zwei drei"])


@pytest.mark.parametrize("locked", ["", "no key", "-----BEGIN PRIVATE KEY-----"])
def test_what_is_no_key_cannot_be_unlocked(locked):
    with pytest.raises(WrongPassphraseError):
        unlock(locked, ["eins"])
