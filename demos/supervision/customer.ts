// Goes from shop to shop, reads the diary of each, and asks who stands in its door.
import { existsSync, readFileSync } from 'node:fs';
import { metric, ready } from '../../src/demo/worker.js';

const SHOPS = ['runit', 'boss', 'shop'];
/** Only where they run the machine. */
const ELSEWHERE = ['systemd', 'launchd'];
const WALK_MS = 250;
/** A shop that is slow on a busy machine is not closed. */
const PATIENCE_MS = 5000;

interface Door {
  pid: number;
  orphan: boolean;
}

const read = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : '');

async function knock(name: string): Promise<Door | null> {
  const address = `http://127.0.0.1:${read(`${name}.port`)}`;
  const answer = await fetch(address, { signal: AbortSignal.timeout(PATIENCE_MS) }).catch(() => null);
  return answer && ((await answer.json()) as Door);
}

async function visit(name: string): Promise<string> {
  const diary = read(`${name}.diary`).split('\n');
  const count = (word: string) => diary.filter((line) => line === word).length;
  const [boots, typos, taken] = [count('boot'), count('typo'), count('taken')];
  const door = await knock(name);
  metric(`${name} boots`, boots);
  metric(`${name} taken`, taken);
  metric(`${name} pid`, door?.pid ?? 0);
  metric(`${name} port`, Number(read(`${name}.port`)));
  metric(`${name} orphan`, Number(door?.orphan ?? false));
  const who = door === null ? 'nobody' : door.orphan ? 'orphan' : door.pid;
  const columns = [boots, typos, taken].map((number) => String(number).padStart(5));
  return `${name.padEnd(7)}${columns.join('')}  ${who}`;
}

/** The same table again and again, in the same place. */
async function round(): Promise<void> {
  const there = ELSEWHERE.filter((name) => existsSync(`${name}.diary`));
  const rows = await Promise.all([...SHOPS, ...there].map(visit));
  const table = ['       boots typo taken door', ...rows].map((row) => `${row}\x1b[K`);
  process.stdout.write(`\x1b[H${table.join('\n')}\n`);
  setTimeout(round, WALK_MS);
}

process.stdout.write('\x1b[2J');
await round();
ready();
