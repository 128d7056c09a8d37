/** SIGKILL → first instruction as the active worker of one that was loaded and waiting. */
import { against, row } from '../figures.mjs';
import { start, stopAll, WORKER } from './contenders.mjs';
import { bare, ours, pair } from './peers/index.mjs';
import { hit, inTurn } from './rounds.mjs';

const KILLS = 25;
const STANDBY = { child: { standby: true }, name: 'ours, warm standby' };

export async function warm() {
  const running = [await start(bare, WORKER), await start(pair, WORKER), await start(ours, WORKER, STANDBY)];
  const promoted = new Map(running.map((contender) => [contender, 0]));
  const act = async (contender) => {
    const took = await hit(contender);
    if (contender.workers[0].how === 'promoted') promoted.set(contender, promoted.get(contender) + 1);
    return took;
  };
  const times = await inTurn(running, KILLS, { act });
  stopAll(running);
  for (const [at, contender] of running.entries()) {
    const share = `promoted ${promoted.get(contender)} times`;
    row(
      `SIGKILL → active, ${contender.name}`,
      times[at],
      at === 0 ? 'the floor' : `${against(times[0], times[at])}, ${share}; budget × 0.10`,
    );
  }
}
