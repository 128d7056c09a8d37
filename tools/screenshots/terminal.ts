/** `npm run demo` as terminals show it: its bytes, drawn by the terminal emulator that the pages have. */
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { ROOT } from '../../test/helpers/app.js';
import type { Picture } from './options.js';
import { nameOf, type Size, TERMINALS } from './sizes.js';
import { type Shooting, settled } from './studio.js';

/** The part of node-pty that is used: under this name its own typings are not found. */
interface Pty {
  onData(listener: (data: string) => void): void;
  onExit(listener: () => void): void;
  write(data: string): void;
}

const resolve = createRequire(import.meta.url);
const { spawn } = resolve('node-pty') as {
  spawn(file: string, args: string[], options: { cols: number; rows: number; cwd: string; env: object }): Pty;
};

interface Kind {
  name: string;
  env: Record<string, string>;
}

const KINDS: Kind[] = [
  { name: 'true-colour', env: { TERM: 'xterm-256color', COLORTERM: 'truecolor' } },
  { name: '16-colours', env: { TERM: 'xterm', COLORTERM: '' } },
  { name: 'no-colour', env: { TERM: 'xterm-256color', NO_COLOR: '1' } },
  { name: 'ascii', env: { TERM: 'linux', LC_ALL: 'C' } },
];

/** The keys from one picture to the next, each with the words (a regular expression) that are there after it. */
interface Moment {
  name: string;
  keys: [key: string, brings: string][];
}

export interface Sitting {
  demo: string;
  /** There when all of it is up. */
  begins: string;
  moments: Moment[];
}

export const ISOLATION: Sitting = {
  demo: 'isolation',
  begins: '12 of 12 up',
  moments: [
    { name: '1-running', keys: [] },
    {
      name: '2-played',
      keys: [
        ['s', 'off: exit 1'],
        ['s', 'off: SIGSEGV'],
        ['s', '3 kills'],
        ['', '12 of 12 up'],
      ],
    },
    { name: '3-help', keys: [['?', 'as far back as is remembered']] },
  ],
};

export const terminalShootings = (sitting: Sitting): Shooting[] =>
  TERMINALS.flatMap((size) => KINDS.map((kind) => shootingOf(sitting, kind, size)));

const shootingOf = (sitting: Sitting, kind: Kind, size: Size): Shooting => {
  const pictureOf = ({ name }: Moment): Picture => ({
    folder: nameOf(size),
    name: `${sitting.demo}-${kind.name}-${name}`,
  });
  return {
    pictures: sitting.moments.map(pictureOf),
    async take(wanted, { browser, save }) {
      const page = await browser.newPage();
      await openEmulator(page, size);
      const face = play(sitting.demo, kind, size, page);
      await sees(page, sitting.begins);
      for (const moment of sitting.moments) {
        for (const [key, brings] of moment.keys) {
          face.write(key);
          await sees(page, brings);
        }
        const picture = pictureOf(moment);
        await settled(page);
        if (wanted.some(({ name }) => name === picture.name)) save(picture, await page.locator('main').screenshot());
      }
      face.write('q');
      await face.exit;
      await page.close();
    },
  };
};

interface Emulator {
  terminal: {
    rows: number;
    buffer: { active: { getLine(row: number): { translateToString(): string } | undefined } };
    open(element: HTMLElement): void;
    write(data: string): void;
  };
  Terminal: new (options: { cols: number; rows: number; fontFamily: string; fontSize: number }) => Emulator['terminal'];
}

async function openEmulator(page: Page, { width: cols, height: rows }: Size): Promise<void> {
  await page.setContent('<!doctype html><main></main>');
  await page.addStyleTag({ path: resolve.resolve('@xterm/xterm/css/xterm.css') });
  await page.addStyleTag({ content: 'main { padding: 12px; width: max-content; background: black }' });
  await page.addScriptTag({ path: resolve.resolve('@xterm/xterm/lib/xterm.js') });
  await page.evaluate(
    ([cols, rows]) => {
      const emulator = window as unknown as Emulator;
      emulator.terminal = new emulator.Terminal({ cols, rows, fontFamily: 'monospace', fontSize: 16 });
      emulator.terminal.open(document.querySelector('main') as HTMLElement);
    },
    [cols, rows] as const,
  );
}

/** The demo in a terminal of its own, whose bytes the page draws. */
function play(demo: string, { env }: Kind, { width: cols, height: rows }: Size, page: Page) {
  const surroundings = { ...process.env, LC_ALL: 'C.UTF-8', ...env };
  const args = [`${ROOT}/src/boot.cjs`, 'demo', demo];
  const pty = spawn(process.execPath, args, { cols, rows, cwd: ROOT, env: surroundings });
  const draw = (data: string) => page.evaluate((text) => (window as unknown as Emulator).terminal.write(text), data);
  pty.onData((data) => void draw(data).catch(() => {}));
  const exit = new Promise<void>((ended) => pty.onExit(ended));
  return { exit, write: (key: string) => pty.write(key) };
}

const sees = (page: Page, words: string) =>
  page.waitForFunction((text) => {
    const { rows, buffer } = (window as unknown as Emulator).terminal;
    const lines = Array.from({ length: rows }, (_, row) => buffer.active.getLine(row)?.translateToString());
    return new RegExp(text).test(lines.join('\n'));
  }, words);
