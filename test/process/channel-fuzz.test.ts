/**
 * Children that write chance onto their channels: the supervisor understands what it should, counts the rest, and
 * nobody else notices. `FUZZ_MINUTES=10` goes on for ten minutes, `FUZZ_SEED=…` begins where an earlier run failed.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { randomOf } from '../../tools/soak/random.js';
import { isRunning, WORKERS } from '../helpers/os.js';
import { anySeed, LIMIT_BYTES, pieces, scribble, type Understood, understood } from '../helpers/scribble.js';
import { PLENTY, useSupervisors } from '../helpers/supervise.js';
import { until } from '../helpers/until.js';

const MINUTES = Number(process.env.FUZZ_MINUTES ?? 0);
/** Enough for each kind of line and each ending to come up; the long run goes on from there. */
const CHILDREN = 24;
const LINES_EACH = 60;
const AT_A_TIME = 3;
const ENDINGS = ['exit', 'fail', 'die', 'close', 'heir'];
const SEED = Number(process.env.FUZZ_SEED ?? anySeed());
/** The memory for three children, their expected lines, and garbage, in bytes; a long run writes gigabytes. */
const ROOM_BYTES = 400 * LIMIT_BYTES;

const { here, program, sleeper, supervise } = useSupervisors();

/** Answers what it is told, and beats. */
const ECHO = `
  process.on('message', (value) => value.type !== 'beat' && process.send({ echo: value }));
  setInterval(() => process.send({ type: 'beat' }), 200);
  process.send({ type: 'ready' });
`;

it(
  `whatever is written onto channels, the supervisor lives, and hears what is a message (seed ${SEED})`,
  async () => {
    const echo = {
      id: 'echo',
      start: program(process.execPath, ['-e', ECHO]),
      ready: 'notify',
      watchdog: 10_000,
    } as const;
    const { supervisor, pid } = supervise({ ...PLENTY, children: [sleeper('other'), echo] });
    const heard = new Map<string, Understood>();
    const ended = new Set<string>();
    let echoed = 0;
    supervisor.events.removeAllListeners();
    supervisor.events.on('event', (event) => {
      const one = heard.get(event.id);
      if (event.type === 'message') {
        if (event.id === 'echo') echoed += 1;
        else one?.messages.push(JSON.stringify(event.value));
      }
      if (event.type === 'dropped' && one) one.dropped += event.lines;
      if (event.type === 'exit') ended.add(event.id);
    });
    await supervisor.start();
    const others = [pid('other'), pid('echo')];
    const total = { children: 0, bytes: 0, messages: 0, dropped: 0, mostRss: 0 };
    const rssBefore = process.memoryUsage().rss;

    const one = async (number: number): Promise<void> => {
      const random = randomOf(SEED + number);
      // An answer to a child that has just ended may cost its last words; what was heard before is right all the same.
      const isAnswered = random() < 0.3;
      const bytes = scribble(random, LINES_EACH, isAnswered);
      const ending = ENDINGS[Math.floor(random() * ENDINGS.length)] as string;
      const id = `scribbler ${number}`;
      const file = join(here.folder, `${number}`);
      writeFileSync(file, bytes);
      heard.set(id, { messages: [], dropped: 0 });
      const args = [join(WORKERS, 'scribbler.mjs'), file, pieces(random).join(), ending];
      await supervisor.startChild({
        id,
        start: program('env', ['-u', 'NODE_CHANNEL_FD', process.execPath, ...args]),
        restart: 'temporary',
      });
      await until(() => ended.has(id), { deadline: 60_000, what: `${id} of seed ${SEED} has ended` });
      const { messages, dropped } = heard.get(id) as Understood;
      const expected = understood(bytes);
      const name = `${id} of seed ${SEED}, ${ending}`;
      const wrong = messages.findIndex((message, nth) => message !== expected.messages[nth]);
      expect(wrong < 0 ? null : messages[wrong]?.slice(0, 500), `${name}: a message that was not sent`).toBeNull();
      const counts = [messages.length, dropped];
      const right = [expected.messages.length, expected.dropped];
      if (isAnswered)
        expect(
          counts.every((count, nth) => count <= (right[nth] ?? 0)),
          `${name}: no more than was sent`,
        ).toBe(true);
      else expect(counts, `${name}: messages, and lines dropped`).toEqual(right);
      heard.delete(id);
      ended.delete(id);
      writeFileSync(file, '');
      total.children += 1;
      total.bytes += bytes.length;
      total.messages += messages.length;
      total.dropped += dropped;
      total.mostRss = Math.max(total.mostRss, process.memoryUsage().rss);
      expect(supervisor.send('echo', { number })).toBe(true);
      await until(() => echoed >= total.children, { what: 'the others are heard' });
    };

    let next = 0;
    const end = performance.now() + MINUTES * 60_000;
    const runner = async () => {
      while (next < CHILDREN || performance.now() < end) await one(next++);
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, runner));

    expect([pid('other'), pid('echo')]).toEqual(others);
    expect(others.map(isRunning)).toEqual([true, true]);
    expect(total.messages).toBeGreaterThan(100);
    expect(total.dropped).toBeGreaterThan(100);
    expect(total.mostRss - rssBefore).toBeLessThan(ROOM_BYTES);
    if (MINUTES > 0) console.log(JSON.stringify({ seed: SEED, ...total, rssBefore }));
  },
  MINUTES * 60_000 + 90_000,
);
