from ilmkreis_integration.domain.link_codes import ALPHABET, LENGTH, new_link_code


def test_link_codes_cannot_be_guessed_or_mistaken():
    codes = {new_link_code() for _ in range(1000)}

    assert len(codes) == 1000
    assert {len(code) for code in codes} == {LENGTH}
    assert set("".join(codes)) <= set(ALPHABET)
    assert len(ALPHABET) ** LENGTH > 2**57
    assert not set("01ILOUV") & set(ALPHABET)
