#!/usr/bin/env bash
# Package: node 20.19.5 and node 24.11.0 (npm packages that bring the binary).
# Behaviour: when spawn() fails with EMFILE, nobody can close what Node has opened for the child: the handle of each stdio entry
#   'pipe' stays for good, and so does a descriptor when one to three were free. `child.stdio` is undefined. When a process
#   tries again and again, it has fewer descriptors after each bad time. A spawn() that fails with ENOENT keeps nothing.
# Seen here, in both versions: "EMFILE: 4 handles and some descriptors kept, stdio is undefined" (two or three) and "ENOENT: 0
#   handles and no descriptors kept".
# Source: lib/internal/child_process.js of Node returns early for EMFILE and ENFILE ("no point in continuing when we've hit the
#   end of the process limit"); the documentation of child_process says nothing about it.
# For our users: a supervisor that ran out of descriptors for a moment did not get its last children back
#   (src/supervisor/descriptors.ts looks first whether there are enough).
set -euo pipefail
[ "$(uname -s)" = Linux ] || { echo 'This finding looks at the descriptors of a process of Linux.'; exit 0; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

cat > "$folder/try.cjs" <<'JS'
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const handles = () => process.getActiveResourcesInfo().filter((name) => name === 'PipeWrap').length;
const descriptors = () => fs.readdirSync('/proc/self/fd').length;
const turn = () => new Promise((resolve) => setTimeout(resolve, 50));

/** The descriptors of this process but `free`. */
function takeAllBut(free) {
  const taken = [];
  try {
    for (;;) taken.push(fs.openSync('/dev/null'));
  } catch {
    for (let left = 0; left < free; left++) fs.closeSync(taken.pop());
  }
  return taken;
}

/** Starts `command`, which fails, with so many descriptors free. */
async function fail(command, free) {
  const taken = free === Infinity ? [] : takeAllBut(free);
  const child = spawn(command, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const { code } = await new Promise((resolve) => child.once('error', resolve));
  await turn();
  for (const descriptor of taken) fs.closeSync(descriptor);
  return { code, stdio: child.stdio };
}

(async () => {
  // The first child makes what all children share.
  await fail('no-such-program', Infinity);
  for (const [command, frees] of [['true', [0, 1, 2, 3]], ['no-such-program', [Infinity, Infinity, Infinity, Infinity]]]) {
    const before = [handles(), descriptors()];
    let last;
    for (const free of frees) last = await fail(command, free);
    const kept = descriptors() - before[1] > 0 ? 'some' : 'no';
    console.log(`${last.code}: ${handles() - before[0]} handles and ${kept} descriptors kept${last.stdio === undefined ? ', stdio is undefined' : ''}`);
  }
})();
JS

for package in node@20.19.5 node@24.11.0; do
  npm install --silent --no-audit --no-fund --prefix "$folder/$package" "$package"
  seen=$(ulimit -n 100; "$folder/$package/node_modules/node/bin/node" "$folder/try.cjs")
  echo "$package: $seen"
  expected=$'EMFILE: 4 handles and some descriptors kept, stdio is undefined\nENOENT: 0 handles and no descriptors kept'
  [ "$seen" = "$expected" ] || { echo "The behaviour has changed."; exit 1; }
done
