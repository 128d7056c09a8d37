#!/usr/bin/env bash
# Package: npm @xterm/headless 6.0.0 (the same source is in @xterm/xterm 6.0.0).
#
# Behaviour: the strings that a terminal ignores (SOS, PM, APC) end at the first character beyond ASCII, and the rest of the
# string is printed. Strings that it carries out (OSC, DCS) take such characters.
#
# Expected (ECMA-48, 5.6: a character string is "any bit combination" but SOS and ST): ab for both
# Output seen: with ASCII: ab, with a letter beyond it: a rest of itb
#
# Source: src/common/parser/EscapeSequenceParser.ts, VT500_TRANSITION_TABLE: there is a transition for printable characters
# beyond ASCII in OSC_STRING and DCS_PASSTHROUGH, and none in SOS_PM_APC_STRING, so the default is taken: to GROUND.
# For our users: the filter before our emulators drops such strings up to their end (test/unit/output-filter.test.ts).
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" @xterm/headless@6.0.0

cat > "$folder/string.cjs" <<'NODE'
const { Terminal } = require('@xterm/headless');

function shown(string) {
  const terminal = new Terminal({ cols: 40, rows: 1, logLevel: 'off', allowProposedApi: true });
  return new Promise((resolve) =>
    terminal.write(`a\x1bX${string}\x1b\\b`, () => resolve(terminal.buffer.active.getLine(0).translateToString(true))),
  );
}

(async () => console.log(`with ASCII: ${await shown('e rest of it')}, with a letter beyond it: ${await shown('é rest of it')}`))();
NODE

seen=$(cd "$folder" && node string.cjs)
echo "$seen"
[[ $seen == 'with ASCII: ab, with a letter beyond it: a rest of itb' ]]
