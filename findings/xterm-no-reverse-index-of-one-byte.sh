#!/usr/bin/env bash
# Package: npm @xterm/headless 6.0.0 (the same source is in @xterm/xterm 6.0.0).
#
# Behaviour: of the C1 control characters that move the cursor, IND (U+0084) and NEL (U+0085) are carried out, and so are HTS
# and CSI. Reverse index (RI, U+008D) is not; its form of two bytes, ESC M, is.
#
# Expected (ECMA-48, 5.3 and 8.3.104: U+008D and ESC M are one function): RI: row 0
# Output seen: IND: row 2, ESC M: row 0, RI: row 1
#
# Source: src/common/InputHandler.ts: setExecuteHandler is called for C1.IND, C1.NEL and C1.HTS alone; data/EscapeSequences.ts
# defines C1.RI.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" @xterm/headless@6.0.0

cat > "$folder/index.cjs" <<'NODE'
const { Terminal } = require('@xterm/headless');

function row(control) {
  const terminal = new Terminal({ cols: 10, rows: 4, allowProposedApi: true });
  return new Promise((resolve) => terminal.write(`\n${control}`, () => resolve(terminal.buffer.active.cursorY)));
}

(async () => console.log(`IND: row ${await row('\x84')}, ESC M: row ${await row('\x1bM')}, RI: row ${await row('\x8d')}`))();
NODE

seen=$(cd "$folder" && node index.cjs)
echo "$seen"
[[ $seen == 'IND: row 2, ESC M: row 0, RI: row 1' ]]
