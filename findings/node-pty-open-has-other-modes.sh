#!/usr/bin/env bash
# Package: node-pty 1.2.0-beta.15 (and @lydell/node-pty of that version, which is the same code prebuilt); stty of Debian's coreutils.
# Behaviour: a terminal from pty.spawn() has iutf8 set, a terminal from pty.open() has not. In the second one Backspace takes one
#   byte of a character that has two, and the reader gets half a character.
# Seen here: "spawn: iutf8" and "open: -iutf8"; after "é", Backspace, Enter the reader of the opened one gets "c3 0a".
# Source: src/unix/pty.cc of the package: PtyFork makes a termios of its own and sets IUTF8 in it when the encoding is UTF-8; PtyOpen
#   calls openpty without one, so the kernel's defaults hold. The README names neither.
# For our users: the first process of a terminal had other modes than later ones (src/terminal/line.ts sets them for each now).
set -euo pipefail
[ "$(uname -s)" = Linux ] || { echo 'This finding is about the terminals of Linux.'; exit 0; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$folder" @lydell/node-pty@1.2.0-beta.15 >/dev/null

cat > "$folder/try.cjs" <<'JS'
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const pty = require('@lydell/node-pty');
const iutf8 = (text) => /-?\biutf8\b/.exec(text)[0];
const spawned = pty.spawn('stty', ['-a'], { cols: 80, rows: 24 });
let text = '';
spawned.onData((data) => {
  text += data;
});
spawned.onExit(() => {
  console.log(`spawn: ${iutf8(text)}`);
  const { master, ptsName: device } = pty.open({ cols: 80, rows: 24 });
  console.log(`open: ${iutf8(execFileSync('stty', ['-a', '-F', device], { encoding: 'utf8' }))}`);
  const reader = fs.openSync(device, fs.constants.O_RDONLY | fs.constants.O_NOCTTY);
  const line = Buffer.alloc(16);
  master.write(Buffer.from('\u00e9\x7f\r'));
  fs.read(reader, line, 0, 16, null, (_, size) => {
    console.log(`read: ${line.subarray(0, size).toString('hex')}`);
    process.exit(0);
  });
});
JS
(cd "$folder" && node try.cjs) > "$folder/seen"
cat "$folder/seen"
diff "$folder/seen" - <<'SEEN'
spawn: iutf8
open: -iutf8
read: c30a
SEEN
