#!/usr/bin/env bash
# Package: node 20.19.5 and node 24.11.0 (npm packages that bring the binary).
# Behaviour: what a child has written on a socket pair (a stdio entry 'pipe') before its end stays readable after its end. One
#   write to the child in between throws it away: the write fails with EPIPE, for nobody is there to read it, and the stream
#   is destroyed in both directions, with all that the kernel still holds for the reader.
# Seen here: "120000 bytes read after the end" and "EPIPE, and 0 bytes read after the end" in both versions.
# Source: Node's documentation of net tells that an error of a socket is followed by 'close', and not that data which was
#   received is lost with it; unix(7) and POSIX let read(2) go on after write(2) has failed.
# For our users: the last words of a child were lost when it was answered a moment too late (src/supervisor/channel.ts answers
#   when nothing is left to be read).
set -euo pipefail
[ "$(uname -s)" = Linux ] || { echo 'This finding looks at the descriptors of a process of Linux.'; exit 0; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

cat > "$folder/try.cjs" <<'JS'
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const answers = process.argv[2] === 'answer';
const code = 'require("node:fs").writeSync(3, Buffer.alloc(120000, "x"))';
// A shell starts the writer, closes its own end, and lives on: so the end of the writer is nothing that Node acts on.
const child = spawn('sh', ['-c', `"$0" -e '${code}'; exec 3>&-; read line`, process.execPath], {
  stdio: ['pipe', 'ignore', 'inherit', 'pipe'],
});
const stream = child.stdio[3];
let error = '';
let bytes = 0;
stream.pause();
stream.on('error', ({ code }) => {
  error = `${code}, and `;
});
const poll = setInterval(() => {
  if (fs.existsSync(`/proc/${child.pid}/fd/3`)) return;
  clearInterval(poll);
  if (answers) stream.write('well done\n');
  // Once that write has failed.
  setTimeout(() => {
    stream.on('data', (chunk) => {
      bytes += chunk.length;
    });
    stream.on('close', report);
    stream.resume();
    if (stream.closed) report();
  }, 50);
}, 20);
function report() {
  console.log(`${error}${bytes} bytes read after the end`);
  child.stdin.end();
}
JS

for package in node@20.19.5 node@24.11.0; do
  npm install --silent --no-audit --no-fund --prefix "$folder/$package" "$package" >/dev/null
  for way in read answer; do
    "$folder/$package/node_modules/node/bin/node" "$folder/try.cjs" "$way" >> "$folder/seen"
  done
done
cat "$folder/seen"
diff "$folder/seen" - <<'SEEN'
120000 bytes read after the end
EPIPE, and 0 bytes read after the end
120000 bytes read after the end
EPIPE, and 0 bytes read after the end
SEEN
