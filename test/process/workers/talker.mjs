// A process that talks in its terminal as its arguments say, in their order.
import { setTimeout as pause } from 'node:timers/promises';

const WORDS = 20 * 1024;
const say = (text) => new Promise((resolve) => process.stdout.write(text, resolve));
const ready = () => process.send?.({ type: 'ready' });
/** 20 KB of last words that end with a full stop. */
const lastWords = () => `${'x'.repeat(WORDS - 1)}.`;

const acts = {
  ready,
  tty: () => say(`${process.stdin.isTTY} ${process.stdout.isTTY} ${process.stdout.columns}x${process.stdout.rows}\n`),
  pid: () => say(`I am ${process.pid}\n`),
  interrupt: () => {
    process.on('SIGINT', () => say('interrupted\n'));
    return say('waiting\n');
  },
  raw: () => {
    process.stdin.setRawMode(true);
    return say('\x1b[?1049h\x1b[?1000h\x1b[?2004hraw\n');
  },
  lines: () => say('one\ntwo\nthree\n'),
  echo: () => {
    process.stdin.on('data', (data) => say(`heard ${String(data).trim()}\n`));
  },
  euro: async () => {
    for (const byte of Buffer.from('€ and 🎈\n')) {
      await say(Buffer.of(byte));
      await pause(6);
    }
  },
  'and-exit': () => {
    process.stdout.write(lastWords());
    process.exit(0);
  },
  'and-throw': () => {
    process.stdout.write(lastWords());
    throw new Error('last straw');
  },
  'and-die': () => process.stdout.write(lastWords(), () => process.kill(process.pid, 'SIGKILL')),
};

setInterval(() => {}, 1000);
for (const act of process.argv.slice(2)) await acts[act]();
