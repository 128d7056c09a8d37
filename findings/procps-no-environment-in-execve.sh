#!/usr/bin/env bash
# Package: procps 2:4.0.2-3 of Debian 12, with Linux 5.4 and later.
# Behaviour: `ps e` shows the environment of a process behind its command. While the process is in execve(2), Linux answers a read of
#   /proc/PID/environ with nothing and without an error, though the old program and the new one both have an environment, and `ps`
#   prints the line without it. A process that starts one program after the other is seen bare a few times in two hundred looks.
# Expected: the environment of the old program or that of the new one, because a process is always in one of the two.
# Output seen: `bare in 16 of 200 looks`.
# Source: proc_pid_environ(5); fs/proc/base.c of Linux, `environ_read`, which stops when `env_end` is not set yet.
# For our users: a look for the processes that a child has left behind, by a mark in their environment, missed one that was in
#   execve(2), and left it alive; an empty environment is read again now (src/supervisor/processes.ts; test/chaos/leftovers.test.ts).
set -euo pipefail
dpkg-query -W -f '${Version}\n' procps | grep -qx '2:4.0.2-3' || { echo 'procps 2:4.0.2-3 is not installed' >&2; exit 1; }

script='exec /bin/sh -c "$0" "$0"'
env MARK=here setsid /bin/sh -c "$script" "$script" &
walker=$!
trap 'kill -9 "$walker" 2>/dev/null || true' EXIT
bare=0
for _ in $(seq 200); do
  line=$(ps -ww -o command= e -p "$walker")
  case $line in *MARK=here*) ;; ?*) bare=$((bare + 1)) ;; esac
done
echo "bare in $bare of 200 looks"
[ "$bare" -gt 0 ]
