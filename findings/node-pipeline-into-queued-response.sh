#!/usr/bin/env bash
# Package: node 20.19.5, 24.11.0 and 24.21.0 (npm packages that bring the binary).
# Behaviour: three requests come over one connection without waiting for answers (HTTP pipelining), each is answered with
#   `await pipeline(source, response)`, and the client leaves. Up to Node 24.11 only the first promise settles: the responses that
#   wait behind it get no socket, never close, and their pipelines, with whatever those hold, stay pending for ever. With
#   Node 24.21 all three reject with ERR_STREAM_PREMATURE_CLOSE.
# Seen here: "20.19.5: 3 requests, 1 settled", the same for 24.11.0, and "24.21.0: 3 requests, 3 settled".
# Source: Node's documentation of stream.pipeline says that it calls back "when the pipeline is complete", and of the event
#   'close' of http.ServerResponse that it comes when "its underlying connection was terminated prematurely". See
#   nodejs/node issue 39988 for a response whose connection has ended before.
# For our users: each such request would leave a file of the talk open. src/gateway/files.ts closes a file at the end of its
#   connection instead, and test/process/admission.test.ts holds it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

cat > "$folder/try.mjs" <<'JS'
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';

let requests = 0;
let settled = 0;
const pieces = function* () {
  for (let piece = 0; piece < 200; piece++) yield Buffer.alloc(64 * 1024);
};
const server = createServer((_, response) => {
  requests++;
  pipeline(Readable.from(pieces()), response)
    .catch(() => {})
    .finally(() => settled++);
});
server.listen(0, '127.0.0.1', () => {
  const client = connect(server.address().port, '127.0.0.1', async () => {
    client.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(3));
    client.pause();
    await pause(500);
    client.destroy();
    await pause(2000);
    console.log(`${process.versions.node}: ${requests} requests, ${settled} settled`);
    process.exit();
  });
});
JS

for version in 20.19.5 24.11.0 24.21.0; do
  npm install --silent --no-audit --no-fund --prefix "$folder/$version" "node@$version" >/dev/null
  "$folder/$version/node_modules/node/bin/node" "$folder/try.mjs" >> "$folder/seen"
done
cat "$folder/seen"
diff "$folder/seen" - <<'SEEN'
20.19.5: 3 requests, 1 settled
24.11.0: 3 requests, 1 settled
24.21.0: 3 requests, 3 settled
SEEN
