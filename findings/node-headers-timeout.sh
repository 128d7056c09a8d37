#!/usr/bin/env bash
# Package: node 20.19.5 and node 24.11.0 (npm packages that bring the binary).
# Behaviour: an HTTP server with headersTimeout 1000 ms keeps a connection that says nothing for half a minute. With
#   connectionsCheckingInterval 250 ms it closes the same connection after about a second.
# Seen here: "open after 3 s: true, with the interval: false" for both versions.
# Source: Node's documentation of http.createServer: connectionsCheckingInterval "Sets the interval value in milliseconds to
#   check for request and headers timeout in incomplete requests. Default: 30000". That of server.headersTimeout does not
#   mention it, and says that a client that is too slow is answered with 408 and the connection is closed.
# For our users: silent connections held descriptors of the gateway for 30 s (src/gateway/connections.ts sets both;
#   test/process/admission.test.ts holds it).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

cat > "$folder/try.cjs" <<'JS'
const { createServer } = require('node:http');
const { connect } = require('node:net');

const stays = (options) =>
  new Promise((resolve) => {
    const server = createServer({ headersTimeout: 1000, requestTimeout: 2000, ...options });
    server.listen(0, '127.0.0.1', () => {
      const socket = connect(server.address().port, '127.0.0.1');
      // A socket without a reader does not notice its end.
      socket.resume();
      socket.on('error', () => {});
      setTimeout(() => resolve(!socket.destroyed), 3000);
    });
  });

Promise.all([stays({}), stays({ connectionsCheckingInterval: 250 })]).then(([plain, withInterval]) => {
  console.log(`${process.versions.node}: open after 3 s: ${plain}, with the interval: ${withInterval}`);
  process.exit();
});
JS

for package in node@20.19.5 node@24.11.0; do
  npm install --silent --no-audit --no-fund --prefix "$folder/$package" "$package" >/dev/null
  "$folder/$package/node_modules/node/bin/node" "$folder/try.cjs" >> "$folder/seen"
done
cat "$folder/seen"
diff "$folder/seen" - <<'SEEN'
20.19.5: open after 3 s: true, with the interval: false
24.11.0: open after 3 s: true, with the interval: false
SEEN
