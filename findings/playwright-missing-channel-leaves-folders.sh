#!/usr/bin/env bash
# Package: playwright-core 1.65.1.
# Behaviour: a launch by `channel` that is rejected, because that browser is not installed, leaves two folders in the temporary
#   folder: one for artifacts and one for the profile. Both are made before the executable is looked for, and neither is removed.
# Expected: a launch that starts nothing leaves nothing.
# Output seen: `playwright-artifacts-… playwright_chromiumdev_profile-…` after each such launch.
# Source: launch of the package's browserType, which prepares its temporary folders before it finds the executable of a channel.
# For our users: `check` and `dev` tried three installed browsers by channel, and each left its pair; the executable is looked for
#   first now (src/measure/chromium.ts; .ci/run fails when a file is left in the temporary folder).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$folder" playwright-core@1.65.1 >/dev/null

mkdir "$folder/tmp"
cat >"$folder/ask.mjs" <<'JS'
import { chromium } from 'playwright-core';
// A channel that no machine of this kind has: the beta of Edge.
const message = await chromium.launch({ channel: 'msedge-beta' }).then(() => 'it started', (error) => error.message);
console.log(message.split('\n')[0]);
JS
TMPDIR="$folder/tmp" node "$folder/ask.mjs" | tee "$folder/said"
ls "$folder/tmp"

grep -q 'is not found' "$folder/said"
[ "$(ls "$folder/tmp" | sed -E 's/-[^-]*$//' | sort | tr '\n' ' ')" = 'playwright-artifacts playwright_chromiumdev_profile ' ]
