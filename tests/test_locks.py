"""The lock files fit pyproject.toml and hold nothing of the machine they were made on."""

import re
import tomllib
from pathlib import Path

import pytest
from django.conf import settings
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(settings.BASE_DIR)
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
RUNNING = PROJECT["project"]["dependencies"]
DEVELOPING = PROJECT["dependency-groups"]["dev"]
PIN = re.compile(r"^([\w.-]+)==([\w.+!]+)(?: ;.*)? \\$")


def lines(lock):
    return (ROOT / "requirements" / lock).read_text("utf-8").splitlines()


def pins(lock):
    """Name and version of each package."""
    return {
        (canonicalize_name(match[1]), match[2])
        for line in lines(lock)
        if (match := PIN.match(line))
    }


@pytest.mark.parametrize(
    ("lock", "requirements"),
    [("base.txt", RUNNING), ("dev.txt", RUNNING + DEVELOPING)],
)
def test_lock_meets_every_requirement(lock, requirements):
    pinned = pins(lock)

    unmet = [
        text
        for text in requirements
        if not any(meets(pin, Requirement(text)) for pin in pinned)
    ]

    assert unmet == [], "bin/lock schreibt die Dateien neu"


def meets(pin, requirement):
    name, version = pin
    return (
        name == canonicalize_name(requirement.name) and version in requirement.specifier
    )


def test_tests_run_with_the_versions_of_production():
    assert pins("base.txt") - pins("dev.txt") == set()


@pytest.mark.parametrize("lock", ["base.txt", "dev.txt"])
def test_lock_holds_pins_and_hashes_only(lock):
    allowed = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")

    other = [
        line for line in lines(lock) if not PIN.match(line) and not allowed.match(line)
    ]

    assert other == []
