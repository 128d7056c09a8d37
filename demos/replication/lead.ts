import { renameSync, rmSync, symlinkSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { onFault } from '../../src/demo/worker.js';
import { serve } from '../common/http.js';
import type { Journal } from './journal.js';
import { onLine } from './lines.js';
import { BEAT_MS, SILENT_BEATS } from './pulse.js';
import { claim } from './terms.js';

/** The answer of a primary to a click. */
export interface Clicked {
  pid: number;
  term: number;
  clicks: number;
}

/** Takes clicks for `shop` and acknowledges each when it is in two journals, or when there is nobody else. */
export async function lead(
  shop: string,
  me: string,
  journal: Journal,
  term: number,
  say: (news: string) => void,
): Promise<void> {
  let follower: Socket | null = null;
  let silence = 0;
  /** The fault `midclick` sets it. */
  let stopsInNextClick = false;
  let waiting: { click: number; acknowledge: () => void }[] = [];

  const acknowledge = (upTo: number) => {
    for (const { click, acknowledge } of waiting) if (click <= upTo) acknowledge();
    waiting = waiting.filter(({ click }) => click > upTo);
  };
  const received = (click: number) =>
    new Promise<void>((acknowledge) => {
      waiting.push({ click, acknowledge });
    });
  const send = () => follower?.write(`${term} ${journal.length}\n`);

  function goOnAlone(): void {
    follower = null;
    if (!claim(shop, term + 1, me)) {
      say('replaced. I step down.');
      process.exit(1);
    }
    term++;
    say(`alone, term ${term}`);
    acknowledge(journal.length);
  }

  /** The kernel stops this process here until somebody thaws it, as it may stop any process between any two of its steps. */
  function stop(): void {
    stopsInNextClick = false;
    say('stopped in mid-click');
    process.kill(process.pid, 'SIGSTOP');
  }

  function attach(socket: Socket): void {
    follower = socket;
    silence = 0;
    send();
    onLine(socket, (line) => {
      silence = 0;
      acknowledge(Number(line));
    });
    socket.on('close', () => follower === socket && goOnAlone());
  }

  setInterval(() => {
    send();
    if (follower && ++silence > SILENT_BEATS) follower.destroy();
  }, BEAT_MS);

  onFault({
    midclick: () => {
      stopsInNextClick = true;
    },
  });
  rmSync(`${me}.stream`, { force: true });
  createServer(attach).listen(`${me}.stream`);
  await serve(`${me}.sock`, async () => {
    const click = journal.append();
    send();
    if (follower) await received(click);
    // No check of this process can stand behind this line, so the receiver of the answer looks at its term.
    if (stopsInNextClick) stop();
    return JSON.stringify({ pid: process.pid, term, clicks: click } satisfies Clicked);
  });
  // From here on all who come to the shop come to us.
  symlinkSync(`${me}.sock`, `${me}.door`);
  renameSync(`${me}.door`, `${shop}.sock`);
}
