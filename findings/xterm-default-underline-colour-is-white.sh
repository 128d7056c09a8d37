#!/usr/bin/env bash
# Package: npm @xterm/headless 6.0.0 (the same source is in @xterm/xterm 6.0.0).
#
# Behaviour: SGR 59 is to give underlines the colour of their text again. It gives them 24-bit white instead. Only SGR 0
# brings the colour of the text back.
#
# Expected (kitty's "Colored and styled underlines", which xterm.js follows): colour mode 0 (default) after SGR 59
# Output seen (bits 25 and 26 are the mode, the others red, green and blue): after 58;5;1 2000001, after 59 3ffffff, after 0 0
#
# Source: src/common/InputHandler.ts, charAttributes: for 59 it sets underlineColor to -1; src/common/buffer/AttributeData.ts,
# ExtendedAttrs: the setter keeps the bits of mode and colour, so -1 becomes mode RGB and ffffff.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" @xterm/headless@6.0.0

cat > "$folder/underline.cjs" <<'NODE'
const { Terminal } = require('@xterm/headless');

const terminal = new Terminal({ cols: 10, rows: 1, allowProposedApi: true });
terminal.write('\x1b[4;58;5;1ma\x1b[59mb\x1b[0;4mc', () => {
  const line = terminal.buffer.active.getLine(0);
  const colours = [0, 1, 2].map((column) => line.getCell(column).extended.underlineColor.toString(16));
  console.log(`after 58;5;1 ${colours[0]}, after 59 ${colours[1]}, after 0 ${colours[2]}`);
  terminal.dispose();
});
NODE

seen=$(cd "$folder" && node underline.cjs)
echo "$seen"
[[ $seen == 'after 58;5;1 2000001, after 59 3ffffff, after 0 0' ]]
