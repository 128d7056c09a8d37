#!/usr/bin/env bash
# Package: npm @xterm/headless 6.0.0 (the same source is in @xterm/xterm 6.0.0).
#
# Behaviour: DECRC (ESC 8) brings back the character set that was in use at DECSC (ESC 7), but not what G0 to G3 are. After
# DECSC in ASCII, `ESC ( 0` and DECRC the terminal prints ASCII, and the next shift (SI) to the same G0 turns letters into
# lines again. It brings back that text is underlined, too, but not the style of the underline.
#
# Expected by the VT510 manual ("character sets (G0, G1, G2, or G3) currently in GL and GR" are saved): "qq"
# Output seen: "q─"
#
# Source: src/common/InputHandler.ts, saveCursor and restoreCursor; src/common/services/CharsetService.ts: `charset` is
# restored, `_charsets` is not.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" @xterm/headless@6.0.0

cat > "$folder/restore.cjs" <<'NODE'
const { Terminal } = require('@xterm/headless');

const terminal = new Terminal({ cols: 10, rows: 1, allowProposedApi: true });
terminal.write('\x1b7\x1b(0\x1b8q\x0fq', () => {
  console.log(JSON.stringify(terminal.buffer.active.getLine(0).translateToString(true)));
  terminal.dispose();
});
NODE

seen=$(cd "$folder" && node restore.cjs)
echo "$seen"
[[ $seen == '"q─"' ]]
