"""How browser tests ask what a page shows: with `expect`, which waits for it."""

import ast
import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
USES_BROWSER = re.compile(r"mark\.browser|\.locator\(|\.get_by_|\.wait_for_function\(")
# Locator and page answer these at once, whatever is still on its way.
UNAWAITED = {
    "all_inner_texts",
    "all_text_contents",
    "content",
    "get_attribute",
    "inner_html",
    "inner_text",
    "input_value",
    "is_checked",
    "is_disabled",
    "is_editable",
    "is_enabled",
    "is_hidden",
    "is_visible",
    "text_content",
    "title",
}


def unawaited_calls(source):
    """Return the lines that state or decide something by a call that does not wait."""
    return sorted(
        call.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Assert | ast.If | ast.While)
        for call in ast.walk(node if isinstance(node, ast.Assert) else node.test)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and (call.func.attr in UNAWAITED or asks_for_number(call))
    )


def asks_for_number(call):
    """`locator.count()` and not the one of a manager or QuerySet."""
    return (
        call.func.attr == "count"
        and not call.args
        and "objects" not in ast.unparse(call)
    )


def failing_predicates(source):
    """Return the lines where `wait_for_function` would not wait.

    A promise is a yes to it, and the CSP forbids an expression to be asked again.
    """
    return sorted(
        call.lineno
        for call in ast.walk(ast.parse(source))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr == "wait_for_function"
        and isinstance(predicate := call.args[0], ast.Constant)
        and ("=>" not in predicate.value or predicate.value.startswith("async"))
    )


def files_with_a_browser():
    for file in sorted(TESTS.rglob("*.py")):
        source = file.read_text(encoding="utf-8")
        if file != Path(__file__) and USES_BROWSER.search(source):
            yield file, source


def test_browser_tests_wait_for_what_they_ask():
    wrong = [
        f"{file.relative_to(TESTS)}:{line}"
        for file, source in files_with_a_browser()
        for line in [*unawaited_calls(source), *failing_predicates(source)]
    ]

    assert wrong == []


@pytest.mark.parametrize(
    "question",
    [
        "assert page.get_by_text('da').is_visible()",
        "assert page.locator('p').count() == 2",
        "assert 'da' in page.content()",
        "while page.locator('p').count(): pass",
    ],
)
def test_question_that_does_not_wait_is_found(question):
    assert unawaited_calls(question) == [1]


@pytest.mark.parametrize(
    "question",
    [
        "expect(page.get_by_text('da')).to_be_visible()",
        "assert Note.objects.count() == 1",
        "assert 'abc'.count('b') == 1",
    ],
)
def test_question_that_waits_is_not_found(question):
    assert unawaited_calls(question) == []


@pytest.mark.parametrize(
    ("predicate", "lines"),
    [
        ("() => window.heard === 1", []),
        ("window.heard === 1", [1]),
        ("async () => !(await caches.keys()).length", [1]),
    ],
)
def test_predicate_that_does_not_wait_is_found(predicate, lines):
    assert failing_predicates(f"page.wait_for_function({predicate!r})") == lines
