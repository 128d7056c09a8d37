/** Plays the acts of a lesson against real processes, as a learner does, and judges its claims. */
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Act, Claim, Claims } from '../../src/demo/claims.js';
import { type Demo, faultsOf } from '../../src/demo/demo.js';
import { conditionInWords, EventLog, initialView, type View } from '../../src/log/index.js';
import { Refusal, Stage } from '../../src/stage/stage.js';
import { randomOf } from '../../tools/soak/random.js';
import { DEMOS } from './demos.js';

/** A claim comes true within this, in ms, or it is not true; generous, for a busy machine. */
const PATIENCE_MS = 20_000;
/** Between two looks, in ms. */
const LOOK_MS = 50;
/** For how long a learner presses again because a process is not back yet, in ms. */
const INSISTING_MS = 20_000;

export const ORDERS = ['text', 'shuffled', 'twice'] as const;
export interface Pace {
  /** Between two presses, in ms. */
  paceMs: number;
  order: (typeof ORDERS)[number];
  /** For the shuffled order. */
  seed: number;
}

/** Each act with those that follow it. */
function chainsOf(acts: Act[]): Act[][] {
  const chains: Act[][] = [];
  for (const act of acts) {
    const last = chains.at(-1);
    if (act.follows && last) last.push(act);
    else chains.push([act]);
  }
  return chains;
}

/** The acts in that order; what is so from the beginning stays at the beginning. */
export function actsInOrder({ acts }: Claims, { order, seed }: Pace): Act[] {
  if (order === 'text') return acts;
  const chains = chainsOf(acts);
  if (order === 'twice') return chains.flatMap((chain) => [...chain, ...chain]);
  const random = randomOf(seed);
  const ranked = chains.map((chain) => ({ chain, rank: chain[0]?.presses.length === 0 ? -1 : random() }));
  return ranked.sort((one, other) => one.rank - other.rank).flatMap(({ chain }) => chain);
}

/** Resolves with a line for each claim that did not hold. */
export async function playClaims(demo: Demo, claims: Claims, pace: Pace): Promise<string[]> {
  const began = performance.now();
  const log = new EventLog(() => performance.now() - began);
  const stage = new Stage(demo, join(DEMOS, demo.name), log, pace.seed);
  const broken: string[] = [];
  const written: Written = new Map();
  let isAnswered = demo.outcome === undefined;
  log.subscribe((event) => {
    if (event.type === 'outcome') isAnswered ||= event.held;
    if (event.type === 'output') written.set(event.id, event.seq);
  });
  try {
    await stage.start();
    await isReady(stage);
    let wasTouched = false;
    for (const act of actsInOrder(claims, pace)) {
      if (act.isFresh && wasTouched) {
        await stage.reset();
        await isReady(stage);
        wasTouched = false;
      }
      wasTouched ||= act.presses.length > 0;
      broken.push(...(await playAct({ stage, act, written, paceMs: pace.paceMs })));
    }
    if (!isAnswered) broken.push(`${demo.name}: the processes did not answer the question as the lesson does`);
  } catch (error) {
    broken.push(`${demo.name}: ${(error as Error).message}`);
  } finally {
    const left = await stage.stop();
    if (left > 0) broken.push(`${demo.name}: ${left} processes are left over`);
  }
  return broken;
}

const NOTHING = initialView();

/** Resolves when all that the demo needs before its first fault is so. */
async function isReady(stage: Stage): Promise<void> {
  const { log, demo } = stage;
  const wrong = () => demo.running.filter(({ look }) => !look(log.view, NOTHING).holds);
  if (await holdsWithin(() => wrong().length === 0, PATIENCE_MS)) return;
  throw new Error(
    `does not begin: ${wrong()
      .map(({ says }) => says)
      .join('; ')}`,
  );
}

/** The number of the last output of each process. */
type Written = Map<string, number>;

interface Play {
  stage: Stage;
  act: Act;
  written: Written;
  paceMs: number;
}

async function playAct({ stage, act, written, paceMs }: Play): Promise<string[]> {
  const ahead = stage.log.view;
  const missing = () => (act.begins ?? []).filter(({ look }) => !look(stage.log.view, ahead).holds);
  if (!(await holdsWithin(() => missing().length === 0, act.patienceMs ?? PATIENCE_MS)))
    throw new Error(
      `cannot go on: ${missing()
        .map(({ says }) => says)
        .join('; ')}`,
    );
  const before = stage.log.view;
  const first = stage.log.next;
  const isWritten = (id: string) => act.presses.length === 0 || (written.get(id) ?? 0) >= first;
  for (const [at, one] of act.presses.entries()) {
    if (at > 0) await pause(paceMs);
    await press(stage, one);
  }
  const broken = await Promise.all(act.claims.map((claim) => judge(stage, act, claim, { before, isWritten })));
  if (act.presses.length > 0) await pause(paceMs);
  return broken.filter((line) => line !== null);
}

interface Since {
  before: View;
  /** Whether a process has written since the act began. */
  isWritten: (id: string) => boolean;
}

async function judge(stage: Stage, act: Act, claim: Claim, { before, isWritten }: Since): Promise<string | null> {
  // Rows of before the act may say the same and go when the process writes, so they are no beginning of what stays.
  const silent = () => (claim.staysMs === undefined ? [] : (claim.shows ?? []).filter(({ id }) => !isWritten(id)));
  const wrong = () => [
    ...wrongs(stage, claim, before),
    ...silent().map(({ id }) => `${id} has written nothing since the act began`),
  ];
  let ok = await holdsWithin(() => wrong().length === 0, act.patienceMs ?? PATIENCE_MS);
  let found = wrong();
  if (ok && claim.staysMs !== undefined) {
    ok = !(await holdsWithin(() => {
      found = wrong();
      return found.length > 0;
    }, claim.staysMs));
  }
  return ok
    ? null
    : `${stage.demo.name}, after ${act.presses.join(', ') || 'the start'}: “${claim.says}” is not so: ${found.join('; ')}`;
}

/** The difference from the claim at this moment, in words. */
function wrongs(stage: Stage, { checks = [], shows = [], showsOneOf = [] }: Claim, before: View): string[] {
  const figures = checks.flatMap(({ says, look }) => {
    const { holds, ...figures } = look(stage.log.view, before);
    return holds ? [] : [conditionInWords({ says, ...figures })];
  });
  const missing = (wanted: Shown[]) => wanted.flatMap((one) => notShown(stage, one) ?? []);
  const ofOne = missing(showsOneOf);
  return [...figures, ...missing(shows), ...(ofOne.length < showsOneOf.length ? [] : ofOne)];
}

const BIRTH = /^── reborn .*\n?/gm;

type Shown = NonNullable<Claim['shows']>[number];

function notShown(stage: Stage, { id, text }: Shown): string | null {
  const rows = screenOf(stage, id);
  // The news of a birth comes by another way than the words of the process, so it may stand between two of them.
  const ownWords = rows.replace(BIRTH, '');
  const isIn = (words: string) => (typeof text === 'string' ? words.includes(text) : text.test(words));
  return isIn(rows) || isIn(ownWords) ? null : `the terminal of ${id} does not show ${text}, but:\n${rows}`;
}

const screenOf = (stage: Stage, id: string): string =>
  stage
    .lines(id)
    .map((runs) =>
      runs
        .map(({ text }) => text)
        .join('')
        .trimEnd(),
    )
    .join('\n')
    .trim();

async function holdsWithin(holds: () => boolean, ms: number): Promise<boolean> {
  const end = performance.now() + ms;
  while (!holds()) {
    if (performance.now() > end) return false;
    await pause(LOOK_MS);
  }
  return true;
}

/** Presses until there is a process to take the fault; one that has ended for good takes none any more. */
async function press(stage: Stage, words: string): Promise<void> {
  const [name = '', id = ''] = words.split(' ');
  if (!faultsOf(stage.demo, id).includes(name)) throw new Error(`there is no fault ${name} for ${id}`);
  const end = performance.now() + INSISTING_MS;
  for (;;) {
    const hurt = stage.log.view.processes[id];
    if (hurt?.state === 'off') return;
    try {
      return await stage.do({ do: 'fault', id, name });
    } catch (error) {
      if (!(error instanceof Refusal) || performance.now() > end) throw error;
      await pause(LOOK_MS);
    }
  }
}
