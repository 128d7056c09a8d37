#!/usr/bin/env bash
# Package: node 20.19.5 and node 24.11.0 (npm packages that bring the binary).
# Behaviour: perf_hooks.monitorEventLoopDelay of an event loop that has nothing to do does not tell a delay near 0, but one of
#   its own `resolution`: 20 ms with resolution 20, 50 ms with resolution 50.
# Seen here: "resolution 20: median 20 ms, resolution 50: median 50 ms" for both versions.
# Source: Node's documentation of perf_hooks says that the histogram "samples and reports the event loop delay over time", and
#   calls resolution "The sampling rate in milliseconds"; in src/histogram.cc, IntervalHistogram::TimerCB records the time
#   since the timer ran last.
# For our users: a limit on the figure as it is would have called an idle gateway late (src/gateway/load.ts takes the
#   resolution off; test/unit/load.test.ts holds it).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

cat > "$folder/try.cjs" <<'JS'
const { monitorEventLoopDelay } = require('node:perf_hooks');

const measured = [20, 50].map((resolution) => {
  const histogram = monitorEventLoopDelay({ resolution });
  histogram.enable();
  return { resolution, histogram };
});
setTimeout(() => {
  // To the next ten: a machine is never quite idle.
  const median = (histogram) => Math.round(histogram.percentile(50) / 1e7) * 10;
  const parts = measured.map(({ resolution, histogram }) => `resolution ${resolution}: median ${median(histogram)} ms`);
  console.log(`${process.versions.node}: ${parts.join(', ')}`);
}, 3000);
JS

for package in node@20.19.5 node@24.11.0; do
  npm install --silent --no-audit --no-fund --prefix "$folder/$package" "$package" >/dev/null
  "$folder/$package/node_modules/node/bin/node" "$folder/try.cjs" >> "$folder/seen"
done
cat "$folder/seen"
diff "$folder/seen" - <<'SEEN'
20.19.5: resolution 20: median 20 ms, resolution 50: median 50 ms
24.11.0: resolution 20: median 20 ms, resolution 50: median 50 ms
SEEN
