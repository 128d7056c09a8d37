#!/usr/bin/env bash
# Package: marked 18.2.1.
# Behaviour: the box of a task (`- [x] text`) is a token of the list item when the list is tight, and a token inside the item's
#   first paragraph when blank lines make the list loose; the item says `task` and `checked` in both. Who takes the box out
#   of the item's own tokens renders it all the same in a loose list.
# Expected: one place for the box, whatever stands between the items.
# Output seen: tight: item has checkbox,text, first has text; loose: item has paragraph, first has checkbox,text;
#   `true true` (task and checked) for both
# Source: the list tokenizer in lib/marked.esm.js of the package, which puts the box into the first paragraph of a loose item.
# For our users: the workshop showed the right answer of a lesson ticked, before the prediction, when its options stood apart
#   (src/workshop/parse.ts; test/unit/lesson.test.ts holds it).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$folder" marked@18.2.1 >/dev/null

cat >"$folder/ask.mjs" <<'JS'
import { Marked } from 'marked';
const types = (tokens = []) => tokens.map(({ type }) => type).join(',');
for (const [name, between] of [['tight', '\n'], ['loose', '\n\n']]) {
  const [list] = new Marked().lexer(`- [x] one${between}- [ ] two\n`);
  const [item] = list.items;
  const inside = item.tokens.map(({ tokens }) => types(tokens)).filter(Boolean);
  const own = item.tokens.map(({ type }) => type).filter((type) => type !== 'space');
  console.log(`${name}: item has ${own.join(',')}, first has ${inside.join()}; ${item.task} ${item.checked}`);
}
JS
node "$folder/ask.mjs" | tee "$folder/said"

grep -qx 'tight: item has checkbox,text, first has text; true true' "$folder/said"
grep -qx 'loose: item has paragraph, first has checkbox,text; true true' "$folder/said"
