/** Quiet points: nobody is hurt, all have recovered, the demo holds its breath; then what all see must be the same. */
import { setTimeout as pause } from 'node:timers/promises';
import type { GatewayMessage } from '../../src/protocol/messages.js';
import { PageClient, ticketFor } from '../../test/helpers/page-client.js';
import { type Arena, hasBegun, isUp, waitFor } from './arena.js';
import { textOf } from './browser-page.js';
import { type Sample, sample } from './leaks.js';
import { WORKERS } from './plan.js';

type Snapshot = Extract<GatewayMessage, { type: 'snapshot' }>;

const CALM_WITHIN_MS = 40_000;
/** No event for so long, times the patience: what was written before the freeze has been read, batched and sent. */
const SILENCE_MS = 150;
const PAGE_WITHIN_MS = 12_000;

/** Runs with nobody being hurt, and all of the demo up. */
export async function inPeace(arena: Arena, work: () => Promise<void>): Promise<void> {
  const { part } = arena;
  arena.part = 'nobody';
  const calm = () => arena.atWork.size === 0 && hasBegun(arena) && WORKERS.every((id) => isUp(arena, id));
  const isCalm = await waitFor(arena, calm, CALM_WITHIN_MS * arena.patience);
  if (!isCalm && !arena.over) {
    const down = WORKERS.filter((id) => !isUp(arena, id));
    arena.wrong(
      `no calm: still at work on ${[...arena.atWork].join(', ') || 'nobody'}; down ${down.join(', ') || 'nobody'}`,
    );
  }
  if (isCalm) await work();
  arena.part = part;
}

/** Compares what the page shows with a fresh picture, and takes a sample of what could leak. */
export async function lookClosely(arena: Arena, samples: Sample[]): Promise<void> {
  const { reader, wrong } = arena;
  await all(arena, 'freeze');
  const silence = SILENCE_MS * arena.patience;
  await waitFor(arena, () => performance.now() - reader.heardAt > silence, CALM_WITHIN_MS * arena.patience);
  const snapshot = await freshSnapshot(arena);
  if (snapshot) {
    if (snapshot.seq !== reader.view.next) wrong(`the log is at ${snapshot.seq}, the reader at ${reader.view.next}`);
    await comparePage(arena, snapshot);
  }
  const { gateway, stage } = arena.known;
  const { root, mark, temporary } = arena.world;
  if (gateway !== undefined && stage !== undefined) samples.push(sample({ root, gateway, stage }, mark, temporary));
  await all(arena, 'thaw');
}

async function all({ reader, wrong }: Arena, name: 'freeze' | 'thaw'): Promise<void> {
  for (const id of WORKERS) {
    const answer = await reader.do({ do: 'fault', id, name });
    if (answer !== 'done') wrong(`${name} ${id}: ${JSON.stringify(answer)}`);
  }
}

async function freshSnapshot(arena: Arena): Promise<Snapshot | undefined> {
  const client = PageClient.connect(arena.world.app);
  await client.hello(await ticketFor(arena.world.app));
  const find = () => client.messages.find((message) => message.type === 'snapshot');
  const came = await waitFor(arena, () => find() !== undefined, PAGE_WITHIN_MS * arena.patience);
  if (!came && !arena.over) arena.wrong('a fresh page gets no picture');
  client.close();
  return find();
}

async function comparePage(arena: Arena, { seq, screens }: Snapshot): Promise<void> {
  const { page, wrong } = arena;
  const end = performance.now() + PAGE_WITHIN_MS * arena.patience;
  let glance = await page.glance();
  while (glance?.next !== seq) {
    if (arena.over) return;
    if (performance.now() > end) {
      wrong(`the page does not come up to ${seq}: ${JSON.stringify(glance)}`);
      return;
    }
    await pause(50);
    glance = await page.glance();
  }
  const shown = await page.terminals();
  for (const { id, data } of screens) {
    const fresh = await textOf(id, data);
    if (shown[id] !== fresh) wrong(`the page shows another ${id}: ${firstDifference(shown[id] ?? '', fresh)}`);
  }
}

function firstDifference(shown: string, fresh: string): string {
  const [ours, theirs] = [shown.split('\n'), fresh.split('\n')];
  const row = theirs.findIndex((line, at) => line !== ours[at]);
  const at = row < 0 ? theirs.length : row;
  return `of ${ours.length} and ${theirs.length} rows, row ${at} is ${JSON.stringify(ours[at])} and not ${JSON.stringify(theirs[at])}`;
}
