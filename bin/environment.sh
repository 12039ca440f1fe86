# shellcheck shell=bash
# Functions for the programs beside this file: what a machine needs, and the .venv.
# To be sourced, with the project directory as the working directory.

PYTHON=${PYTHON:-python3}
missing=() # Debian packages that are to be installed
trap 'exit 130' INT # Ctrl-C ends everything, also when a child has a code of its own for it

say() { echo "$*" >&2; }

fail() {
  say "$*"
  exit 1
}

need_python() {
  command -v "$PYTHON" >/dev/null ||
    fail "Python fehlt. Bitte als root ausführen: apt-get install python3 python3-venv"
  "$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    fail "Python 3.11 oder neuer wird gebraucht; hier ist $("$PYTHON" -V)." \
      "Ein anderes Python wählen: PYTHON=/pfad/zu/python3.12 $0"
  "$PYTHON" -c 'import ensurepip, venv' 2>/dev/null || missing+=(python3-venv)
}

# What WeasyPrint loads, and the packages that bring it.
need_libraries() {
  "$PYTHON" - 2>/dev/null <<'PYTHON' ||
import ctypes
for name in (
    "libgobject-2.0.so.0", "libpango-1.0.so.0", "libpangoft2-1.0.so.0",
    "libharfbuzz.so.0", "libharfbuzz-subset.so.0", "libfontconfig.so.1",
):
    ctypes.CDLL(name)
PYTHON
    missing+=(libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0)
}

need_chromium() {
  command -v chromium || command -v chromium-browser || command -v google-chrome ||
    missing+=(chromium)
} >/dev/null

# Where it can be had without asking anybody: tests take a quarter less time with it.
prefer_headless_chromium() {
  local root=()
  command -v chromium-headless-shell && return
  [ "$(id -u)" -eq 0 ] || root=(sudo -n)
  "${root[@]}" apt-get update || true
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install --yes \
    --no-install-recommends chromium-headless-shell || true
} >/dev/null 2>&1

need_program() { command -v "$1" >/dev/null || missing+=("$2"); }

install_missing() {
  [ ${#missing[@]} -eq 0 ] && return
  command -v apt-get >/dev/null ||
    fail "Es fehlen Programme, die in Debian so heißen: ${missing[*]}"
  local install=(apt-get install --yes --no-install-recommends "${missing[@]}") root=() output
  if [ "$(id -u)" -ne 0 ]; then
    sudo -n true 2>/dev/null ||
      fail "Es fehlen Pakete. Bitte als root ausführen: apt-get update && ${install[*]}"
    root=(sudo -n)
  fi
  say "Installiere ${missing[*]} …"
  "${root[@]}" apt-get update -qq >/dev/null 2>&1 || say "apt-get update ist gescheitert."
  # A machine that has just started may be installing its own updates.
  output=$("${root[@]}" env DEBIAN_FRONTEND=noninteractive \
    "${install[@]}" -qq -o DPkg::Lock::Timeout=300 2>&1) ||
    fail "$output"$'\n'"Die Installation ist gescheitert: ${install[*]}"
}

# Put what a lock file names into .venv, unless that was done before.
make_venv() {
  local lock=$1 made=.venv/made-for stamp place state
  stamp=.venv/$(basename "$lock").installed
  place="$(realpath -m .venv) $("$PYTHON" -V)"
  state=$(sha256sum <"$lock")
  [ "$(cat $made "$stamp" 2>/dev/null)" = "$place"$'\n'"$state" ] && return
  say "Richte Python-Umgebung ein (einige Minuten) …"
  # Anew after a move, with another Python, and when the last time was interrupted.
  [ "$(cat $made 2>/dev/null)" = "$place" ] || "$PYTHON" -m venv --clear .venv >&2 ||
    fail "Die Python-Umgebung lässt sich hier nicht anlegen: $PWD/.venv"
  rm -f $made
  .venv/bin/python -m pip install -qq --disable-pip-version-check --no-input \
    --require-hashes --requirement "$lock" >&2 ||
    fail "Die Python-Pakete ließen sich nicht installieren. Ist das Netz erreichbar?" \
      "Ein Proxy wird in HTTPS_PROXY angegeben."
  echo "$place" >$made
  echo "$state" >"$stamp"
}
