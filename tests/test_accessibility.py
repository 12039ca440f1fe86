"""The gate itself: it lets a sound page pass and finds each fault."""

import pytest

from tests.accessibility import check_page

pytestmark = pytest.mark.browser

SOUND = """
<!doctype html><html lang="de"><head><title>Probe</title>
<style>
  :root { color-scheme: light dark; background: #fff; }
  @media (prefers-color-scheme: dark) { :root { background: #111; color: #eee; } }
  input { border: 2px solid; height: 2rem; }
  button { min-height: 2rem; }
</style>%s</head>
<body><main><h1>Probe</h1>
<label for="name">Name</label> <input id="name"> <button>Weiter</button>
%s</main></body></html>
"""


def sound(body="", head=""):
    return SOUND % (head, body)


def test_sound_page_passes(page):
    page.set_content(sound())

    check_page(page)


@pytest.mark.parametrize(
    ("content", "finding"),
    [
        pytest.param(sound('<img src="data:,">'), "image-alt", id="axe"),
        pytest.param(
            sound('<p class="faint">Text</p>', "<style>.faint { color: #aaa }</style>"),
            r"\[light\] color-contrast",
            id="faint text",
        ),
        pytest.param(
            sound(
                '<p class="dark">Text</p>',
                "<style>@media (prefers-color-scheme: dark) { .dark { color: #333 } }"
                "</style>",
            ),
            r"\[dark\] color-contrast",
            id="faint only in dark mode",
        ),
        pytest.param(
            sound(head="<style>input { border-color: #ddd8 !important }</style>"),
            'input.text. "name": Kontrast',
            id="faint control",
        ),
        pytest.param(
            sound(head="<style>button { font-size: 8px; min-height: 0 }</style>"),
            'button.submit. "Weiter": Ziel nur',
            id="small target",
        ),
        pytest.param(
            sound(head="<style>button:focus { outline: none }</style>"),
            'button.submit. "Weiter": Fokus nicht zu sehen',
            id="invisible focus",
        ),
        pytest.param(
            sound(
                head="<style>@media (prefers-color-scheme: dark) "
                "{ button:focus { outline: none } }</style>",
            ),
            r'\[dark\] button.submit. "Weiter": Fokus nicht zu sehen',
            id="invisible focus only in dark mode",
        ),
        pytest.param(
            sound('<div id="wide">Text</div>', "<style>#wide { width: 400px }</style>"),
            r"\[320 px\] Seite ist .* px breit: div \"wide\"",
            id="scrolls sideways",
        ),
        pytest.param(
            sound("<script>missing()</script>"), "Konsole: missing", id="script error"
        ),
        pytest.param(
            sound(
                '<p style="color: red">Text</p>',
                '<meta http-equiv="Content-Security-Policy" content="style-src \'none\'">',
            ),
            "Konsole: .*Content Security Policy",
            id="content security policy",
        ),
    ],
)
def test_fault_is_found(page, content, finding):
    page.set_content(content)

    with pytest.raises(AssertionError, match=finding):
        check_page(page)


def test_keyboard_trap_is_found(page):
    page.set_content(
        sound(
            "<script>document.querySelector('button').addEventListener("
            "'keydown', (event) => event.preventDefault())</script>"
        )
    )

    with pytest.raises(AssertionError, match="Tabulatortaste kommt nicht weiter"):
        check_page(page)
