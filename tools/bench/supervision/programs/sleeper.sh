#!/bin/sh
# As sleeper.c, where there is no compiler.
echo "$2 born $$" > "$1"
[ -z "$READY_FD" ] || eval "echo >&$READY_FD"
exec sleep 1000000
