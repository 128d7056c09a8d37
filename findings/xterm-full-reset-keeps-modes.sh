#!/usr/bin/env bash
# Package: npm @xterm/headless 6.0.0 (the same source is in @xterm/xterm 6.0.0).
#
# Behaviour: the full reset RIS (ESC c) brings most modes back, but not three: a hidden cursor (CSI ? 25 l) stays hidden, a
# blinking one (CSI ? 12 h) goes on blinking, and newline mode (CSI 20 h) stays on. The soft reset DECSTR (CSI ! p) shows the
# cursor. A terminal that is used again after RIS is therefore not a fresh one.
#
# Expected of RIS (VT510 manual: "a reset to the state after power-up"): cursor 1, blink 2, newline 2, autowrap 1
# Output seen (DECRQM: 1 set, 2 reset):                                  cursor 2, blink 1, newline 1, autowrap 1
#
# Source: src/common/InputHandler.ts, fullReset; src/common/CoreTerminal.ts, reset; src/common/services/CoreService.ts, reset:
# `isCursorHidden` is none of the modes that are reset, and modes 12 and 20 are kept as options of the terminal.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" @xterm/headless@6.0.0

cat > "$folder/reset.cjs" <<'NODE'
const { Terminal } = require('@xterm/headless');

const terminal = new Terminal({ cols: 10, rows: 2, allowProposedApi: true });
const MODES = { cursor: '?25', blink: '?12', newline: '20', autowrap: '?7' };
const answers = [];
terminal.onData((answer) => answers.push(/;(\d)\$y$/.exec(answer)[1]));
const set = '\x1b[?25l\x1b[?12h\x1b[20h\x1b[?7l';
const ask = Object.values(MODES).map((mode) => `\x1b[${mode}$p`);
terminal.write(`${set}\x1bc${ask.join('')}`, () => {
  console.log(Object.keys(MODES).map((mode, at) => `${mode} ${answers[at]}`).join(', '));
  terminal.dispose();
});
NODE

seen=$(cd "$folder" && node reset.cjs)
echo "$seen"
[[ $seen == 'cursor 2, blink 1, newline 1, autowrap 1' ]]
