# Functions for the programs beside this file: what a machine needs, and the .venv.
# To be sourced, with the project directory as the working directory.

PYTHON=${PYTHON:-python3}
# What WeasyPrint loads; the packages of the same libraries stand in need_libraries.
LIBRARIES="libgobject-2.0.so.0 libpango-1.0.so.0 libpangoft2-1.0.so.0 libharfbuzz.so.0 \
libharfbuzz-subset.so.0 libfontconfig.so.1"

say() { echo "$*" >&2; }

fail() {
  say "$*"
  exit 1
}

need_python() {
  command -v "$PYTHON" >/dev/null ||
    fail "Python fehlt. Bitte installieren: apt-get install python3 python3-venv"
  "$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    fail "Python 3.11 oder neuer wird gebraucht; hier ist $("$PYTHON" -V)." \
      "Ein anderes Python wählen: PYTHON=/pfad/zu/python3.12 $0"
}

# Collect in `missing` the Debian packages that are not there yet.
need_venv_package() {
  "$PYTHON" -c 'import ensurepip, venv' 2>/dev/null || missing+=(python3-venv)
}

need_libraries() {
  "$PYTHON" - $LIBRARIES 2>/dev/null <<'PYTHON' ||
import ctypes, sys
for name in sys.argv[1:]:
    ctypes.CDLL(name)
PYTHON
    missing+=(libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0)
}

need_chromium() {
  command -v chromium || command -v chromium-browser || command -v google-chrome ||
    missing+=(chromium)
} >/dev/null

install_missing() {
  [ ${#missing[@]} -eq 0 ] && return
  local install="apt-get install --yes --no-install-recommends ${missing[*]}" root=()
  command -v apt-get >/dev/null ||
    fail "Es fehlen Programme, die in Debian so heißen: ${missing[*]}"
  if [ "$(id -u)" -ne 0 ]; then
    sudo -n true 2>/dev/null ||
      fail "Es fehlen Pakete. Bitte ausführen: sudo $install"
    root=(sudo -n)
  fi
  say "Installiere ${missing[*]} …"
  "${root[@]}" apt-get update -qq >&2 || say "apt-get update ist gescheitert."
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive $install -qq >/dev/null ||
    fail "Die Installation ist gescheitert: $install"
}

# Put what a lock file names into .venv, unless that was done before.
make_venv() {
  local lock=$1 stamp state
  stamp=.venv/$(basename "$lock").installed
  state="$("$PYTHON" -V) $(sha256sum <"$lock")"
  [ -x .venv/bin/python ] && [ "$(cat "$stamp" 2>/dev/null)" = "$state" ] && return
  say "Richte Python-Umgebung ein (einige Minuten) …"
  .venv/bin/python -m pip --version >/dev/null 2>&1 || "$PYTHON" -m venv --clear .venv
  .venv/bin/python -m pip install -qq --disable-pip-version-check --no-input \
    --require-hashes --requirement "$lock" >&2 ||
    fail "Die Python-Pakete ließen sich nicht installieren. Ist das Netz erreichbar?"
  echo "$state" >"$stamp"
}
