// Writes letters on six lanes at once, as fast as each lane takes them. Its standard output is one of the lanes,
// so what it has to say for itself goes to standard error.
import { setTimeout as pause } from 'node:timers/promises';
import { metric, onFault, ready } from '../../src/demo/worker.js';
import { Board } from './board.js';
import type { Lane, Mouth } from './lane.js';
import { LANES } from './lanes.js';
import { letter } from './letter.js';

const LETTERS = Number(process.env.LETTERS);
/** Often enough to notice the death of a reader before the next one is there. */
const SMALL_TALK_MS = 100;
/** Not more: it takes room in a pipe. */
const SMALL_TALK = 'hm';
const RETRY_MS = 100;

const board = new Board('writer.notes', Object.keys(LANES));
const mouths = new Map<string, Mouth>();
const busy = new Set<string>();

/** The letters that wait for the other end: each one of HTTP, none of a stream. */
let unanswered = 0;

async function awaited<T>(answer: T | Promise<T>): Promise<T> {
  unanswered++;
  try {
    return await answer;
  } finally {
    unanswered--;
  }
}

async function keepConnected(name: string, lane: Lane): Promise<never> {
  for (;;) {
    const mouth = await awaited(lane.connect()).catch(() => null);
    if (mouth) {
      mouths.set(name, mouth);
      metric('lanes', mouths.size);
      // The writer before may have died in the middle of a line.
      await mouth.say('');
      const how = await mouth.over;
      mouths.delete(name);
      metric('lanes', mouths.size);
      board.note(name, { noticed: { how, at: Date.now() } });
      console.error(`${name}: ${how}`);
      // The other lanes learn of the death by their next word, which must not come after the next reader.
      talk();
    }
    await pause(RETRY_MS);
  }
}

async function write(name: string, round: number): Promise<void> {
  busy.add(name);
  board.note(name, { round, letters: 0 });
  const mouth = mouths.get(name);
  for (let number = 1; number <= LETTERS && mouth && mouths.get(name) === mouth; number++) {
    await awaited(mouth.say(letter(round, number)));
    board.note(name, { letters: number });
  }
  busy.delete(name);
  console.error(`${name}: ${board.of(name).letters} sent`);
}

function rush(): void {
  const round = Math.max(...Object.keys(LANES).map((name) => board.of(name).round)) + 1;
  console.error(`-- ${LETTERS} letters a lane`);
  for (const name of Object.keys(LANES)) {
    if (busy.has(name)) console.error(`${name}: still at it`);
    else void write(name, round);
  }
}

/** A writer that waits for an answer of the other end does not go on talking: with a sleeper, small talk would fill the pipes. */
function smallTalk(): void {
  metric('unanswered', unanswered);
  if (unanswered === 0) talk();
}

function talk(): void {
  for (const [name, mouth] of mouths) if (!busy.has(name)) void awaited(mouth.say(SMALL_TALK));
}

onFault({ rush });
for (const [name, lane] of Object.entries(LANES)) void keepConnected(name, lane);
setInterval(smallTalk, SMALL_TALK_MS);
ready();
