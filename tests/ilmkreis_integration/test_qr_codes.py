from ilmkreis_integration.qr_codes import qr_response


def test_picture_is_drawn_on_white_in_dark_mode_too():
    response = qr_response("https://beteiligung.example/fragebogen/ABC/")

    assert response["Content-Type"] == "image/svg+xml"
    assert b'fill="#fff"' in response.content


def test_every_link_has_its_picture():
    first, same, other = (
        qr_response(f"https://beteiligung.example/{path}/").content
        for path in ("ABC", "ABC", "ABD")
    )

    assert first == same
    assert first != other
