#!/usr/bin/env bash
# Package: node 20.19.5, 24.11.0 and 26.10.0 (npm packages that bring the binary).
# Behaviour: fs.cpSync with `recursive` and `preserveTimestamps` preserves the times of files. Node 20 and 24 give the folders
#   of the copy the time of the copying; Node 26 preserves their times too.
# Seen here: "20: file 2020, folder new", "24: file 2020, folder new", "26: file 2020, folder 2020".
# Source: Node's documentation of fs.cpSync: "preserveTimestamps: When true timestamps from src will be preserved." Folders
#   are not mentioned.
# For our users: a project that was copied is built once more, because the build looks at the times of folders, where a file
#   that was removed leaves its only trace. The tests' own copies set the time of their build (test/helpers/copy.ts).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

cat > "$folder/try.cjs" <<'JS'
const fs = require('node:fs');
const path = require('node:path');
const [top] = process.argv.slice(2);
const [from, to] = ['from', 'to'].map((name) => fs.mkdtempSync(path.join(top, `${name}-`)));
const then = new Date('2020-06-15');
fs.mkdirSync(path.join(from, 'folder'));
fs.writeFileSync(path.join(from, 'folder/file'), '');
for (const name of ['folder/file', 'folder']) fs.utimesSync(path.join(from, name), then, then);
fs.cpSync(from, to, { recursive: true, preserveTimestamps: true });
const time = (name) => (fs.statSync(path.join(to, name)).mtime.getTime() === then.getTime() ? '2020' : 'new');
console.log(`${process.versions.node.split('.')[0]}: file ${time('folder/file')}, folder ${time('folder')}`);
JS

for package in node@20.19.5 node@24.11.0 node@26.10.0; do
  npm install --silent --no-audit --no-fund --prefix "$folder/$package" "$package" >/dev/null
  "$folder/$package/node_modules/node/bin/node" "$folder/try.cjs" "$folder" >> "$folder/seen"
done
cat "$folder/seen"
diff "$folder/seen" - <<'SEEN'
20: file 2020, folder new
24: file 2020, folder new
26: file 2020, folder 2020
SEEN
