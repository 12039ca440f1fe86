"""The clock that counts a round down, at the moderator's and on the wall."""

import re

from playwright.sync_api import expect

SHOWS_LESS = (
    """before => document.querySelector("[data-ends-at]").textContent < before"""
)

IS_RIGHT = """end => {
  const [minutes, seconds] = document.querySelector("[data-ends-at]").textContent.split(":");
  const left = (end - performance.timeOrigin - performance.now()) / 1000;
  return Math.abs(60 * Number(minutes) + Number(seconds) - left) < 3;
}"""


def clock(page):
    return page.locator("[data-ends-at]")


def runs_down(page):
    expect(clock(page)).to_have_text(re.compile(r"^\d\d:\d\d$"))
    page.wait_for_function(SHOWS_LESS, arg=clock(page).inner_text())


def is_right(page, round_):
    """By the time the computer has, whatever the page is told to take for it."""
    page.wait_for_function(IS_RIGHT, arg=1000 * round_.ends_at.timestamp())
