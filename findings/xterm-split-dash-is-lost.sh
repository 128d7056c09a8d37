#!/usr/bin/env bash
# Package: npm @xterm/headless 6.0.0 (the same source is in @xterm/xterm 6.0.0).
#
# Behaviour: a stream of bytes is decoded across writes. A character whose second byte is 0x80 (such as the dashes, the
# curly quotes and the ellipsis of General Punctuation) is lost when a write ends after that byte, and arrives when the
# write ends after the first byte.
#
# Expected (typings: write takes "raw bytes … encoded as UTF-8"): a—b, wherever the writes are cut
# Output seen: cut after 1 byte: a—b, after 2 bytes: ab
#
# Source: src/common/input/TextDecoder.ts, Utf8ToUtf32.decode: what was kept of a character is read up to the first kept
# byte whose lower six bits are zero, and these six are zero in 0x80.
# For our users: the filter before our emulators passes on whole characters (test/unit/output-filter.test.ts).
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" @xterm/headless@6.0.0

cat > "$folder/split.cjs" <<'NODE'
const { Terminal } = require('@xterm/headless');

function shown(cut) {
  const terminal = new Terminal({ cols: 10, rows: 1, allowProposedApi: true });
  const bytes = Buffer.from('a—b');
  terminal.write(bytes.subarray(0, 1 + cut));
  return new Promise((resolve) =>
    terminal.write(bytes.subarray(1 + cut), () => resolve(terminal.buffer.active.getLine(0).translateToString(true))),
  );
}

(async () => console.log(`cut after 1 byte: ${await shown(1)}, after 2 bytes: ${await shown(2)}`))();
NODE

seen=$(cd "$folder" && node split.cjs)
echo "$seen"
[[ $seen == 'cut after 1 byte: a—b, after 2 bytes: ab' ]]
