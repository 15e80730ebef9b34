#!/bin/sh
# Prints the name of a Python that is 3.11 or newer. When there is none, says what to type and fails.
#
# PYTHON=... in the environment names one and stops the search. The newest release that the locked packages are
# known to fit comes first; a Python that can make virtual environments is taken before one that cannot.
set -u

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }
complete() { "$1" -c 'import ensurepip, venv' >/dev/null 2>&1; }
version() { "$1" -c 'import sys; print("%d.%d.%d" % sys.version_info[:3])' 2>/dev/null; }

if [ -n "${PYTHON:-}" ]; then
    if new_enough "$PYTHON"; then
        echo "$PYTHON"
        exit 0
    fi
    found=$(version "$PYTHON") && found="is $found" || found="does not run"
    echo "Hereabouts needs Python 3.11 or newer, and PYTHON=$PYTHON $found." >&2
    exit 1
fi

fallback=
seen=
for name in python3.14 python3.13 python3.12 python3.11 python3 python; do
    command -v "$name" >/dev/null 2>&1 || continue
    if ! new_enough "$name"; then
        found=$(version "$name") && seen="$seen $name is $found;"
    elif complete "$name"; then
        echo "$name"
        exit 0
    else
        fallback=${fallback:-$name}
    fi
done
if [ -n "$fallback" ]; then
    echo "$fallback"
    exit 0
fi

cat >&2 <<END
Hereabouts needs Python 3.11 or newer, and there is none here.${seen:+ (Found:${seen%;}.)}
Install it, then type the same make command again:

    sudo apt-get install python3 python3-venv     on Debian 12, Ubuntu 24.04 or newer
    sudo dnf install python3                      on Fedora
    brew install python                           on a Mac with Homebrew

Is it already installed somewhere else? Then say where: make site PYTHON=/path/to/python3
END
exit 1
