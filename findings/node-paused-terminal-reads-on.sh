#!/usr/bin/env bash
# Package: node 20.19.5 and node 24.11.0 (npm packages that bring the binary); @lydell/node-pty 1.2.0-beta.15 opens the terminal.
# Behaviour: a tty.ReadStream has a high water mark of 0, and pause() on it stops the 'data' events but not the reading: one more
#   chunk is taken out of the terminal and kept in the stream. Whoever reads the descriptor itself from then on (as one does to get
#   the last words of a process without waiting for the loop) gets what came later first.
# Seen here: "from the descriptor: second; from the stream: first" in both versions.
# Source: Node's documentation of stream says that pause() makes a stream "stop emitting 'data' events, switching out of flowing mode"
#   and that data "will remain in the internal buffer"; lib/net.js stops the handle only when push() has returned false.
# For our users: last words came out of order when the emulator was behind (src/terminal/line.ts empties the stream first).
set -euo pipefail
[ "$(uname -s)" = Linux ] || { echo 'This finding is about the terminals of Linux.'; exit 0; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$folder" @lydell/node-pty@1.2.0-beta.15 >/dev/null

cat > "$folder/try.cjs" <<'JS'
const fs = require('node:fs');
const { setTimeout: pause } = require('node:timers/promises');
const tty = require('node:tty');
const { native } = require('@lydell/node-pty');
const { master, slave } = native.open(80, 24);
const stream = new tty.ReadStream(master);
const until = async (holds) => {
  for (let times = 0; times < 1000 && !holds(); times++) await pause(5);
};
(async () => {
  let begun = false;
  stream.on('data', () => {
    begun = true;
  });
  fs.writeSync(slave, 'begun\n');
  await until(() => begun);
  stream.removeAllListeners('data');
  stream.pause();
  fs.writeSync(slave, 'first\n');
  await until(() => stream.readableLength > 0);
  fs.writeSync(slave, 'second\n');
  const bytes = Buffer.alloc(100);
  let size = 0;
  await until(() => {
    try {
      size = fs.readSync(master, bytes);
    } catch {}
    return size > 0;
  });
  const text = (buffer) => String(buffer).trim();
  console.log(`from the descriptor: ${text(bytes.subarray(0, size))}; from the stream: ${text(stream.read())}`);
  process.exit(0);
})();
JS
for version in 20.19.5 24.11.0; do
  npm install --silent --no-audit --no-fund --prefix "$folder/$version" "node@$version" >/dev/null
  (cd "$folder" && "$folder/$version/node_modules/node/bin/node" try.cjs) >> "$folder/seen"
done
cat "$folder/seen"
diff "$folder/seen" - <<'SEEN'
from the descriptor: second; from the stream: first
from the descriptor: second; from the stream: first
SEEN
