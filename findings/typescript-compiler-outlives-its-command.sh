#!/usr/bin/env bash
# Package: typescript 7.0.2, the compiler that is a native program, with Node 20.19 to 22.14.
# Behaviour: `bin/tsc` is a script that waits for the native compiler in `execFileSync`. A SIGTERM to the pid of that command
#   ends the script alone; the compiler goes on, with init or a subreaper as its parent, and writes its output. From Node 22.15
#   on the script replaces itself by the compiler (`process.execve`), so the pid is that of the compiler, and nothing is left.
# Expected: a command that is ended ends its work, as `tsc` of TypeScript 5, which is one process, does.
# Output seen: with Node 20.20, `the command has ended`, then `the compiler runs on`.
# Source: lib/tsc.js of the package.
# For our users: a build that Ctrl-C or a kill had ended left a compiler behind for seconds, which wrote into a folder that was removed;
#   the build starts the native program itself now (src/build/programs.mjs; test/process/build.test.ts).
set -euo pipefail
folder=$(mktemp -d)
compiler() { pgrep -f "$folder/project" || true; }
trap 'kill -9 $(compiler) 2>/dev/null || true; rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$folder" typescript@7.0.2 >/dev/null

mkdir "$folder/project"
echo 'export const answer: number = 42;' >"$folder/project/answer.ts"
echo '{ "compilerOptions": { "outDir": "out", "types": [] }, "include": ["."] }' >"$folder/project/tsconfig.json"
# Watching, the compiler ends by no work of its own.
node "$folder/node_modules/typescript/bin/tsc" --watch -p "$folder/project" >"$folder/said" 2>&1 &
command=$!
for _ in $(seq 100); do [ -f "$folder/project/out/answer.js" ] && break || sleep 0.1; done
[ -f "$folder/project/out/answer.js" ]

kill -TERM "$command"
wait "$command" || true
echo 'the command has ended'
if node -e 'process.exit(typeof process.execve === "function" ? 0 : 1)'; then
  [ -z "$(compiler)" ] && echo 'the compiler has ended'
else
  [ -n "$(compiler)" ] && echo 'the compiler runs on'
fi
