#!/usr/bin/env bash
# Package: @xterm/headless 6.0.0.
# Behaviour: after text that fills a row the cursor waits behind the last column, and the next character goes to the next row.
#   ESC 7 followed at once by ESC 8 (DECSC, DECRC) should change nothing, but the next character then replaces the last one of
#   the full row. The same holds for CSI ? 1048 h and l, and for CSI s and u.
# Seen here: "plain: 0123456789|X", and "012345678X|" for each of the three pairs.
# Source: src/common/InputHandler.ts of the package: saveCursor keeps an x that is equal to the number of columns, restoreCursor
#   calls _restrictCursor, which brings it back to the last column. DEC's manual of the VT510 counts the wrap flag among
#   what DECSC saves, and xterm (cursor.c, CursorSave) keeps the pending wrap with it.
# For our users: src/terminal/fresh.ts saves and restores the cursor after a death, so the words of a process that fill a row to
#   its end and end in no newline would lose their last character to the next process; src/terminal/slot.ts ends the row first.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" @xterm/headless@6.0.0 >/dev/null

cat > "$folder/try.cjs" <<'JS'
const { Terminal } = require('@xterm/headless');
const PAIRS = { plain: '', 'ESC 7, ESC 8': '\x1b7\x1b8', 'CSI ? 1048': '\x1b[?1048h\x1b[?1048l', 'CSI s, CSI u': '\x1b[s\x1b[u' };
for (const [name, pair] of Object.entries(PAIRS)) {
  const terminal = new Terminal({ cols: 10, rows: 3, allowProposedApi: true });
  terminal.write(`0123456789${pair}X`, () => {
    const rows = [0, 1].map((y) => terminal.buffer.active.getLine(y).translateToString(true));
    console.log(`${name}: ${rows.join('|')}`);
  });
}
JS
(cd "$folder" && node try.cjs) > "$folder/seen"
cat "$folder/seen"
diff "$folder/seen" - <<'SEEN'
plain: 0123456789|X
ESC 7, ESC 8: 012345678X|
CSI ? 1048: 012345678X|
CSI s, CSI u: 012345678X|
SEEN
