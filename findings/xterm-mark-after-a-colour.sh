#!/usr/bin/env bash
# Package: npm @xterm/headless 6.0.0 (the same source is in @xterm/xterm 6.0.0).
#
# Behaviour: a combining mark joins the letter before it only when nothing stands between them. After a change of colour, as
# `grep --color` prints one between a letter and its accent, the mark gets a cell of its own of width 0, and the cursor
# moves on by one column all the same: what follows in the row stands one column too far to the right.
#
# Expected (xterm and VTE, where a mark joins the cell before the cursor): cell 0 é, cursor 2 for both
# Output seen: nothing between: cell 0 é, cursor 2; a colour between: cell 0 e, cursor 3
#
# Source: src/common/parser/EscapeSequenceParser.ts: each sequence sets precedingJoinState to 0; src/common/InputHandler.ts,
# print: a character of width 0 that joins nothing is written to a cell, and the column is counted up.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" @xterm/headless@6.0.0

cat > "$folder/mark.cjs" <<'NODE'
const { Terminal } = require('@xterm/headless');

function shown(between) {
  const terminal = new Terminal({ cols: 10, rows: 1, allowProposedApi: true });
  return new Promise((resolve) =>
    terminal.write(`e${between}\u0301x`, () => {
      const { active } = terminal.buffer;
      resolve(`cell 0 ${active.getLine(0).getCell(0).getChars().normalize('NFC')}, cursor ${active.cursorX}`);
    }),
  );
}

(async () => console.log(`nothing between: ${await shown('')}; a colour between: ${await shown('\x1b[m')}`))();
NODE

seen=$(cd "$folder" && node mark.cjs)
echo "$seen"
[[ $seen == 'nothing between: cell 0 é, cursor 2; a colour between: cell 0 e, cursor 3' ]]
