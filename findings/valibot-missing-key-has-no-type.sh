#!/usr/bin/env bash
# Package: valibot 1.5.0.
# Behaviour: for a key that is missing from an object, the issue names the key where it names a type for every other wrong
#   value: `expected` is the key in quotation marks. A message made of `expected` and `received` is a sentence only for values
#   that are there; for a missing key it says that `panes` must be "panes".
# Expected: `expected` is the type that the schema of the key has, Array, as it is for a value of another type.
# Output seen: missing: expected "panes", received undefined; wrong: expected Array, received 1
# Source: looseObject in dist/index.mjs of the package: a key that is not in the input adds an issue with `expected: "${key}"`
#   itself and does not ask the key's own schema.
# For our users: a demo that lacks a part was told in such a sentence. src/preflight/mistakes.ts says that the part is missing;
#   test/unit/demo-mistakes.test.ts holds it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$folder" valibot@1.5.0 >/dev/null

cat >"$folder/ask.mjs" <<'JS'
import * as v from 'valibot';
const Demo = v.looseObject({ panes: v.array(v.string()) });
for (const [name, value] of Object.entries({ missing: {}, wrong: { panes: 1 } })) {
  const [{ expected, received }] = v.safeParse(Demo, value).issues;
  console.log(`${name}: expected ${expected}, received ${received}`);
}
JS
node "$folder/ask.mjs" | tee "$folder/said"

grep -qx 'missing: expected "panes", received undefined' "$folder/said"
grep -qx 'wrong: expected Array, received 1' "$folder/said"
