#!/usr/bin/env bash
# Package: Debian dash 0.5.12-2 (the /bin/sh of Debian and Ubuntu).
# Behaviour: `sh -c 'exec "$@"'`, the usual way to do one thing before a program begins, does not hand on the environment
#   that the shell was given. Entries whose names are no names of shell variables (`app.name`, `X-Y`) are gone, IFS and PPID
#   have the shell's own values, OPTIND is 1, and PWD is there although nobody set it.
# Expected of exec, which replaces the shell and starts no other: what the shell was given, IFS=x OPTIND=7 X-Y=2 app.name=1
# Output seen: OPTIND=1 PWD=/ and an IFS of blank, tab and newline
# Source: src/var.c of dash, INIT: an entry becomes a variable when endofname() finds a name before its `=`, and only variables
#   are handed on; then IFS, OPTIND and PPID are set, and setpwd() in src/cd.c sets PWD.
# For our users: children lost settings such as `spring.profiles.active` (src/supervisor/process.ts starts them without a
#   shell; test/process/environment.test.ts holds it).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
[ "$(dpkg-query -W -f '${Version}' dash)" = 0.5.12-2 ] || { echo 'This finding is about dash 0.5.12-2.'; exit 1; }

cd /
given=(app.name=1 X-Y=2 IFS=x OPTIND=7)
env -i "${given[@]}" /usr/bin/env | sort >"$folder/without"
env -i "${given[@]}" /bin/dash -c 'exec "$@"' dash /usr/bin/env | sort >"$folder/with"
echo "without a shell: $(tr '\n' ' ' <"$folder/without")"
echo "with dash: $(tr '\n' ' ' <"$folder/with")"

[ "$(cat "$folder/without")" = "$(printf '%s\n' "${given[@]}" | sort)" ]
grep -qx 'PWD=/' "$folder/with"
grep -qx 'OPTIND=1' "$folder/with"
! grep -q 'app.name\|X-Y\|IFS=x' "$folder/with"
