#!/usr/bin/env bash
# Package: node 20.19.5 and node 24.11.0 (npm packages that bring the binary).
# Behaviour: with Node 20, server.listen(path) succeeds for the path of a unix socket that is longer than the kernel's
#   sun_path, and creates a socket with a shorter name; two long paths with one beginning are one socket, and nothing is
#   said. server.address() goes on to tell the long path. Node 24 refuses the same call with EINVAL.
# Seen here: "20: listening, 1 socket of 108 bytes, and a client of the other path was served" and "24: EINVAL".
#   The name fills all 108 bytes of sun_path, without the NUL at the end that unix(7) describes.
# Source: libuv, docs/src/pipe.rst, uv_pipe_bind: "Paths on Unix get truncated to sizeof(sockaddr_un.sun_path) bytes";
#   uv_pipe_bind2 with UV_PIPE_NO_TRUNCATE came with libuv 1.46. Node's documentation of net tells the limit, and not what
#   happens beyond it.
# For our users: a long TMPDIR made one socket of two stages (src/protocol/unix-socket.ts checks each path).
set -euo pipefail
[ "$(uname -s)" = Linux ] || { echo 'This finding is about the limit of Linux.'; exit 0; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

cat > "$folder/try.cjs" <<'JS'
const net = require('node:net');
const fs = require('node:fs');
const path = require('node:path');
const folder = fs.mkdtempSync(path.join(process.argv[2], 's-'));
// Both are longer than 107 bytes, and they differ in their last letter alone.
const beginning = path.join(folder, 'x'.repeat(150));
const server = net.createServer((socket) => socket.end('served'));
const major = process.versions.node.split('.')[0];
server.on('error', (error) => console.log(`${major}: ${error.code}`));
server.listen(`${beginning}a`, () => {
  const names = fs.readdirSync(folder).map((name) => path.join(folder, name).length);
  net.connect(`${beginning}b`).on('data', () => {
    console.log(`${major}: listening, ${names.length} socket of ${names[0]} bytes, and a client of the other path was served`);
    server.close();
  });
});
JS

for package in node@20.19.5 node@24.11.0; do
  npm install --silent --no-audit --no-fund --prefix "$folder/$package" "$package" >/dev/null
  "$folder/$package/node_modules/node/bin/node" "$folder/try.cjs" "$folder" >> "$folder/seen"
done
cat "$folder/seen"
diff "$folder/seen" - <<'SEEN'
20: listening, 1 socket of 108 bytes, and a client of the other path was served
24: EINVAL
SEEN
