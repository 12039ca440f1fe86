"""Rules that hold everywhere, read from the files."""

import ast
import re
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
# Each may import itself and what stands beside it.
LAYERS = {
    "ilmkreis_integration": set(),
    "surveys": {"ilmkreis_integration"},
    "worldcafe": {"ilmkreis_integration"},
    "staffsurvey": {"ilmkreis_integration"},
    "reports": {"ilmkreis_integration", "surveys", "worldcafe", "staffsurvey"},
}
# Inside an app, each may import itself and what stands before it.
ORDER = ["models", "services", "forms", "views", "urls"]
# Names that say nothing; whatever is in there has a better place.
EMPTY_NAMES = {"utils", "helpers", "common", "base", "mixins", "misc", "lib"}
LONGEST_FILE = 400
# Templates may trust these values, because our own code made them.
SAFE_ALLOWED = {"templates/kern/layout/help_text.html"}


def source_files(*packages):
    files = [file for package in packages for file in ROOT.glob(f"{package}/**/*.py")]
    return sorted(file for file in files if "migrations" not in file.parts)


def module_name(file):
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_name(file): file for file in source_files(*LAYERS)}


def imported_names(file):
    """Absolute names of what `file` imports; relative imports are banned by ruff."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def imported_modules(file):
    """Our own modules that `file` imports, names within them cut off."""
    for name in imported_names(file):
        outer = name.rpartition(".")[0]
        found = name if name in MODULES else outer
        if found in MODULES:
            yield found


def short(file):
    return str(file.relative_to(ROOT))


@pytest.mark.parametrize("package", LAYERS)
def test_imports_point_one_way(package):
    forbidden = LAYERS.keys() - LAYERS[package] - {package}

    wrong = [
        f"{short(file)} imports {name}"
        for file in source_files(package)
        for name in imported_names(file)
        if name.partition(".")[0] in forbidden
    ]

    assert wrong == []


def test_parts_of_an_app_import_one_way():
    wrong = [
        f"{name} imports {imported}"
        for name, file in MODULES.items()
        for imported in imported_modules(file)
        if imported.partition(".")[0] == name.partition(".")[0]
        and place(imported) > place(name) >= 0
    ]

    assert wrong == []


def place(module):
    part = module.split(".")[1:2]
    return ORDER.index(part[0]) if part and part[0] in ORDER else -1


def test_modules_do_not_import_in_circles():
    graph = {
        name: set(imported_modules(file)) - {name} for name, file in MODULES.items()
    }

    TopologicalSorter(graph).prepare()  # raises CycleError, which names the circle


def test_domain_knows_no_django():
    wrong = [
        f"{name} imports {imported}"
        for name, file in MODULES.items()
        if ".domain" in name
        for imported in imported_names(file)
        if imported.startswith("django")
        or (imported.partition(".")[0] in LAYERS and ".domain." not in imported)
    ]

    assert wrong == []


def test_names_of_modules_say_something():
    wrong = [name for name in MODULES if EMPTY_NAMES & set(name.split("."))]

    assert wrong == []


def test_files_are_short():
    files = [*MODULES.values(), *text_files("static/js", "static/css", "templates")]

    long = [short(file) for file in files if length(file) > LONGEST_FILE]

    assert long == []


def length(file):
    return len(file.read_text(encoding="utf-8").splitlines())


def text_files(*folders):
    return [
        file
        for folder in folders
        for file in sorted((ROOT / folder).rglob("*"))
        if file.suffix in {".html", ".txt", ".js", ".css", ".svg"}
    ]


TEMPLATES = [file for file in text_files("templates") if file.suffix == ".html"]


@pytest.mark.parametrize(
    "pattern",
    [
        pytest.param(r"<[^>]*\sstyle\s*=", id="style attribute"),
        pytest.param(r"<style\b", id="style element"),
        pytest.param(r"<script(?![^>]*\ssrc=)[^>]*>", id="inline script"),
        pytest.param(r"<[^>]*\son[a-z]+\s*=", id="event attribute"),
        pytest.param(r"javascript:", id="javascript link"),
    ],
)
def test_templates_hold_no_inline_code(pattern):
    wrong = [
        f"{short(file)}: {match.group()[:60]}"
        for file in TEMPLATES
        for match in re.finditer(pattern, without_comments(file), re.IGNORECASE)
    ]

    assert wrong == []


def without_comments(file):
    text = file.read_text(encoding="utf-8")
    return re.sub(r"{#.*?#}|{% comment .*?{% endcomment %}", "", text, flags=re.DOTALL)


def test_nothing_is_declared_safe():
    pattern = re.compile(r"\|\s*safe\b|{% autoescape off|\bmark_safe\b|\bSafeString\(")

    wrong = [
        short(file)
        for file in [*MODULES.values(), *TEMPLATES]
        if pattern.search(file.read_text(encoding="utf-8"))
        and short(file) not in SAFE_ALLOWED
    ]

    assert wrong == []


def test_no_path_of_somebodys_machine():
    home = re.compile(r"(?<![\w.])/(home|root|Users)/\w")
    folders = ["bin", "docs", "requirements", "static", "templates", "tests", *LAYERS]
    files = [file for folder in folders for file in ROOT.glob(f"{folder}/**/*")]

    wrong = [
        short(file)
        for file in [*files, *ROOT.glob("*.*")]
        if file.is_file()
        and home.search(file.read_bytes().decode("utf-8", errors="ignore"))
    ]

    assert wrong == []
