#!/usr/bin/env bash
# Package: @sparticuz/chromium 147.0.0 (npm), with Node 20 or later, on Linux with x64; glibc 2.34 or later for the libraries.
# Behaviour: the package brings NSS, NSPR and expat (bin/al2023.tar.br), but unpacks them only where the environment names a
#   runtime of AWS. Where it does, the dynamic loader of any system with glibc 2.34 takes them, and the browser needs no other
#   library than those of glibc and libgcc. The fonts that it brings are for AWS too: its fonts.conf names /tmp/fonts, where
#   they are only when TMPDIR is /tmp.
# Seen here: "without: no libnss3.so", "with: libexpat.so.1 libnspr4.so libnss3.so libnssutil3.so libplc4.so libplds4.so", and
#   "fonts.conf: /tmp/fonts".
# Source: build/esm/helper.js of the package, isRunningInAmazonLinux2023(); bin/fonts.tar.br, fonts.conf.
# For our users: `npm test` runs on a Debian without libnss3 and without fonts (test/helpers/chromium.ts).
set -euo pipefail
[ "$(uname -sm)" = 'Linux x86_64' ] || { echo 'This finding is about Linux on x64.'; exit 0; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$folder" @sparticuz/chromium@147.0.0 >/dev/null
unpack="await (await import('@sparticuz/chromium')).default.executablePath()"

mkdir "$folder/without" "$folder/with"
cd "$folder"
env -u AWS_EXECUTION_ENV -u AWS_LAMBDA_JS_RUNTIME -u CODEBUILD_BUILD_IMAGE -u VERCEL TMPDIR="$folder/without" \
  node --input-type=module --eval "$unpack"
AWS_LAMBDA_JS_RUNTIME=nodejs22.x TMPDIR="$folder/with" node --input-type=module --eval "$unpack"

{
  [ -e "$folder/without/al2023/lib/libnss3.so" ] && echo 'without: libnss3.so' || echo 'without: no libnss3.so'
  LD_LIBRARY_PATH="$folder/with/al2023/lib" LD_TRACE_LOADED_OBJECTS=1 "$folder/with/chromium" |
    sed -n "s#.* => $folder/with/al2023/lib/\(\S*\) .*#\1#p" | sort | xargs echo with:
  grep -o '/tmp/fonts<' "$folder/with/fonts/fonts.conf" | sed 's/^/fonts.conf: /; s/<$//'
} > "$folder/seen"
cat "$folder/seen"
diff "$folder/seen" - <<'SEEN'
without: no libnss3.so
with: libexpat.so.1 libnspr4.so libnss3.so libnssutil3.so libplc4.so libplds4.so
fonts.conf: /tmp/fonts
SEEN
