#!/usr/bin/env bash
# Package: node 20.19.5 and node 24.11.0 (npm packages that bring the binary).
# Behaviour: child_process sets the streams of a child flowing again when the child ends, also one that was paused on
#   purpose: 'data' comes although nobody calls resume(). A reader that pauses the stream in order to take its time has a
#   second chunk on its hands before it is done with the first.
# Seen here: "1 chunk while the child lives, 1 more at its end, and nobody called resume()" in both versions.
# Source: Node's documentation of stream: a paused stream emits no 'data' until resume() is called; that of child_process
#   tells nothing of an exception. The comment in lib/internal/child_process.js speaks of streams that "have not been touched";
#   flushStdio() below it resumes all of them.
# For our users: lines of a child that wrote much were lost at its end (src/supervisor/channel.ts puts the chunks in a queue).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

cat > "$folder/try.cjs" <<'JS'
const { spawn } = require('node:child_process');
// More than one chunk of 64 KiB, and no more than a socket holds.
const code = 'require("node:fs").writeSync(3, Buffer.alloc(120000, "x"))';
const child = spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'ignore', 'inherit', 'pipe'] });
const stream = child.stdio[3];
const chunks = { alive: 0, ended: 0 };
let state = 'alive';
stream.on('data', () => {
  chunks[state] += 1;
  stream.pause();
});
child.on('exit', () => {
  state = 'ended';
  // Long after all that the end of the child has set off.
  setTimeout(() => {
    console.log(`${chunks.alive} chunk while the child lives, ${chunks.ended} more at its end, and nobody called resume()`);
    process.exit(0);
  }, 200);
});
JS

for package in node@20.19.5 node@24.11.0; do
  npm install --silent --no-audit --no-fund --prefix "$folder/$package" "$package" >/dev/null
  "$folder/$package/node_modules/node/bin/node" "$folder/try.cjs" >> "$folder/seen"
done
cat "$folder/seen"
diff "$folder/seen" - <<'SEEN'
1 chunk while the child lives, 1 more at its end, and nobody called resume()
1 chunk while the child lives, 1 more at its end, and nobody called resume()
SEEN
