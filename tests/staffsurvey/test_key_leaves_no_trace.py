"""Neither the passphrase nor the open key reaches a file or a log."""

import logging
import re
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from django.conf import settings
from django.db import connection
from django.urls import reverse

from staffsurvey.keys import unlock
from staffsurvey.models import BallotBox

KEY, TRIAL = (
    reverse("staffsurvey-setup:key"),
    reverse("staffsurvey-setup:key-trial"),
)


def everything_on_disk():
    """The database with its log, and whatever else lies beside it."""
    files = [file for file in Path(settings.DATA_DIR).rglob("*") if file.is_file()]
    return b"\n".join(file.read_bytes() for file in files)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="reads the files of SQLite")
def test_passphrase_and_open_key_are_in_no_file_and_no_log(
    manager_client, draft, caplog
):
    caplog.set_level(logging.DEBUG)

    response = manager_client.post(KEY, {"halves": "1", "instead_of": ""})
    words = re.findall(r"<li>(\w[^<]*)</li>", response.content.decode())[:6]
    passphrase = " ".join(words)
    manager_client.post(TRIAL, {"first": passphrase + "x"})
    manager_client.post(TRIAL, {"first": passphrase})

    box = BallotBox.objects.get()
    assert box.tried_on is not None
    key = unlock(box.locked_key, [passphrase])
    secrets = [passphrase.encode()] + [
        key.private_bytes(encoding, form, NoEncryption())
        for encoding in (Encoding.DER, Encoding.PEM)
        for form in (PrivateFormat.PKCS8, PrivateFormat.TraditionalOpenSSL)
    ]
    secrets.append(key.private_numbers().private_value.to_bytes(32, "big"))
    found = everything_on_disk() + caplog.text.encode()
    assert [secret for secret in secrets if secret in found] == []
    # The search does find what is there.
    assert draft.title.encode() in found
    assert box.locked_key.splitlines()[1].encode() in found
