/** SIGKILL → first instruction of the next worker, when the one that is killed is young; each contender alone. */
import { against, row } from '../figures.mjs';
import { start, WORKER } from './contenders.mjs';
import { bare, ours, present, slot } from './peers/index.mjs';
import { inTurn } from './rounds.mjs';

const KILLS = 12;
const UPTIME_MS = 100;
const OUR_RULE = ', no sooner than 1 s after its last start (the default backoff)';
const RULES = new Map([
  [ours.name, OUR_RULE],
  [slot.name, OUR_RULE],
  ['supervisord', ', startsecs 0'],
]);

export async function young() {
  let floor;
  for (const peer of [bare, ours, slot, ...present]) {
    const contender = await start(peer, WORKER);
    const [times] = await inTurn([contender], KILLS, { uptime: UPTIME_MS });
    contender.stop();
    floor ??= times;
    row(
      `SIGKILL at ${UPTIME_MS} ms of age → next, ${peer.name}`,
      times,
      against(floor, times) + (RULES.get(peer.name) ?? ''),
    );
  }
}
