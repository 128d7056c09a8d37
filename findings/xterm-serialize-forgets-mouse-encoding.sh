#!/usr/bin/env bash
# Packages: npm @xterm/addon-serialize 0.14.0 with @xterm/headless 6.0.0.
#
# Behaviour: serialize() writes which mouse events a program wants (modes 9, 1000, 1002, 1003), but not in which encoding
# (1006, 1016). In the terminal that is restored from it, reports are in the oldest encoding: another one than the program reads,
# and an event of onBinary in place of onData. Cursor visibility and shape, scroll region, tab stops and saved cursor are
# missing as well.
#
# Expected: the restored terminal answers DECRQM as the first one does: 1002 set, 1006 set, cursor hidden
# Output seen (1 set, 2 reset):  first ?1002;1 ?1006;1 ?25;2, restored ?1002;1 ?1006;2 ?25;1
#
# Source: src/SerializeAddon.ts, _serializeModes.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" @xterm/headless@6.0.0 @xterm/addon-serialize@0.14.0

cat > "$folder/mouse.cjs" <<'NODE'
const { Terminal } = require('@xterm/headless');
const { SerializeAddon } = require('@xterm/addon-serialize');

const open = () => new Terminal({ cols: 10, rows: 2, allowProposedApi: true });
const write = (terminal, text) => new Promise((done) => terminal.write(text, done));

async function modesOf(terminal) {
  const answers = [];
  terminal.onData((answer) => answers.push(/\[(.*)\$y$/.exec(answer)[1]));
  await write(terminal, ['?1002', '?1006', '?25'].map((mode) => `\x1b[${mode}$p`).join(''));
  return answers.join(' ');
}

(async () => {
  const [first, restored, addon] = [open(), open(), new SerializeAddon()];
  first.loadAddon(addon);
  await write(first, '\x1b[?1002h\x1b[?1006h\x1b[?25l');
  await write(restored, addon.serialize());
  console.log(`first ${await modesOf(first)}, restored ${await modesOf(restored)}`);
})();
NODE

seen=$(cd "$folder" && node mouse.cjs)
echo "$seen"
[[ $seen == 'first ?1002;1 ?1006;1 ?25;2, restored ?1002;1 ?1006;2 ?25;1' ]]
