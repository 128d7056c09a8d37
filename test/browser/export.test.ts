/** The files of `npm run export`, as the programs of others read them: casts in the player of asciinema, the deck as a PDF. */
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { printDeck, startBrowser } from '../../src/export/pdf.js';
import { findChromium } from '../../src/measure/chromium.js';
import { ROOT_MARK } from '../../src/stage/leftovers.js';
import { processesWith } from '../../src/supervisor/processes.js';
import { Screen } from '../../src/terminal/screen.js';
import { ROOT, run } from '../helpers/app.js';
import { openBrowser } from '../helpers/browser.js';
import { SLIDES } from '../helpers/slides.js';
import { until } from '../helpers/until.js';
import { pagesOf } from './layout/pdf.js';

const PLAYER = join(ROOT, 'node_modules/asciinema-player/dist/bundle');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reboot-test-export-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function exported(args: string[], env: Record<string, string> = {}) {
  const command = run(['export', ...args], { env });
  return { code: await command.exit, stdout: command.stdout, stderr: command.stderr };
}

type Entry = [time: number, code: string, data: string];

/** The screen of this project's own emulator after all output of a cast, and the markers of the cast. */
async function shownIn(cast: string) {
  const [head, ...entries] = cast
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  const { cols, rows } = head.term ?? { cols: head.width, rows: head.height };
  const screen = new Screen(cols, rows, { pressure: () => {}, answer: () => {} });
  const dataOf = (wanted: string) => (entries as Entry[]).flatMap(([, code, data]) => (code === wanted ? data : []));
  screen.write(Buffer.from(dataOf('o').join('')));
  await new Promise<void>((resolve) => screen.settled(resolve));
  const lines = screen.lines();
  screen.close();
  return { lines, markers: dataOf('m') };
}

interface Player {
  getDuration(): Promise<number>;
  seek(to: number): Promise<void>;
}
interface Players {
  AsciinemaPlayer: { create(source: { data: string }, element: HTMLElement, options: object): Player };
  player: Player;
}

describe('the casts of a recording', () => {
  it.each(['3', '2'])(
    'the player shows at the end of each cast of version %s what the terminal showed',
    async (version) => {
      expect(await exported(['--cast', folder, '--cast-version', version, 'supervision'])).toMatchObject({ code: 0 });
      const browser = await openBrowser();
      try {
        const names = readdirSync(join(folder, 'supervision'));
        expect(names).toHaveLength(5);
        for (const name of names) {
          const cast = readFileSync(join(folder, 'supervision', name), 'utf8');
          const { lines, markers } = await shownIn(cast);
          const page = await browser.newPage();
          const errors: string[] = [];
          page.on('pageerror', ({ message }) => errors.push(message));
          await page.setContent('<!doctype html><div id="player"></div>');
          await page.addStyleTag({ path: join(PLAYER, 'asciinema-player.css') });
          await page.addScriptTag({ path: join(PLAYER, 'asciinema-player.min.js') });
          await page.evaluate(async (data) => {
            const players = window as unknown as Players;
            const element = document.getElementById('player') as HTMLElement;
            players.player = players.AsciinemaPlayer.create({ data }, element, { preload: true, controls: true });
          }, cast);
          await page.waitForFunction(async () => (await (window as unknown as Players).player.getDuration()) > 0);
          await page.evaluate(async () => {
            const { player } = window as unknown as Players;
            await player.seek(await player.getDuration());
          });
          const shown = () => page.$$eval('.ap-line', (rows) => rows.map((row) => (row.textContent ?? '').trimEnd()));
          await expect.poll(shown, { message: name }).toEqual(lines);
          expect(lines.join('')).not.toBe('');
          expect(await page.locator('.ap-marker').count()).toBe(markers.length);
          expect(errors).toEqual([]);
          await page.close();
        }
      } finally {
        await browser.close();
      }
    },
  );
});

describe('the deck as a PDF', () => {
  /** A program that is found like a browser. */
  function program(name: string, script: string): string {
    const path = join(folder, name);
    writeFileSync(path, `#!/bin/sh\n${script}\n`);
    chmodSync(path, 0o755);
    return path;
  }

  it('the PDF has a page for each slide, and a second one is refused until the user says that it is replaced', async () => {
    const { executablePath, env } = await findChromium();
    const file = join(folder, 'talk.pdf');
    const print = (...more: string[]) => exported(['--pdf', file, '--browser', executablePath, ...more], env);
    expect(await print()).toEqual({ code: 0, stdout: `${file}\n`, stderr: '' });
    const pdf = readFileSync(file);
    expect(pagesOf(pdf).map(({ box }) => box)).toEqual(Array(SLIDES).fill('0 0 960 540'));
    expect(readdirSync(folder)).toEqual(['talk.pdf']);

    const again = await print();
    expect(again.stderr).toBe(`${file} is there already. Name another place, or replace it with --overwrite.\n`);
    expect(again.code).toBe(2);
    expect(readFileSync(file).equals(pdf)).toBe(true);
  });

  it('a print that is broken off leaves no process and no file', async () => {
    const { executablePath, env } = await findChromium();
    const tmp = join(folder, 'tmp');
    mkdirSync(tmp);
    const print = run(['export', '--pdf', join(folder, 'talk.pdf'), '--browser', executablePath], {
      env: { ...env, TMPDIR: tmp },
    });
    const ours = () => processesWith(ROOT_MARK).filter(({ value }) => value.startsWith(`${print.process.pid}-`));
    await until(() => ours().length > 2);
    print.process.kill('SIGTERM');
    expect(await print.exit).toBe(143);
    expect(print.stdout + print.stderr).toBe('');
    expect(ours()).toEqual([]);
    expect(readdirSync(folder)).toEqual(['tmp']);
    expect(readdirSync(tmp)).toEqual([]);
  });

  it('a machine without a browser gets the way to print by hand', async () => {
    const file = join(folder, 'talk.pdf');
    const { code, stderr } = await exported(['--pdf', file], { PATH: folder, HOME: folder, CHROME_PATH: '' });
    expect(stderr).toMatch(/^This machine has no browser that this command knows\. .*--browser PATH.*Ctrl\+P/);
    expect(code).toBe(1);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('a browser that ends at once is named, and so is the stage in which it did', async () => {
    const browser = program('google-chrome', 'echo "no display"; exit 3');
    const { code, stderr } = await exported(['--pdf', join(folder, 'talk.pdf')], {
      ...{ PATH: `${folder}:${process.env.PATH}`, CHROME_PATH: '' },
    });
    expect(stderr).toContain(`There is no PDF: The start of ${browser} failed: `);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(code).toBe(1);
    expect(readdirSync(folder)).toEqual(['google-chrome']);
  });

  it('a browser that never answers is ended after its time, and the error names the stage', async () => {
    const silent = program('silent', 'echo $$ > "$TMPDIR/pid"; exec sleep 600');
    const started = startBrowser(silent, folder, 3000);
    await expect(started).rejects.toThrow(`The start of ${silent} took longer than 3 s`);
    const pid = Number(readFileSync(join(folder, 'pid'), 'utf8'));
    await until(() => !isAlive(pid), { deadline: 5000 });
  });

  it('a deck that does not come is not waited for beyond its time, and its browser is ended', async () => {
    const { executablePath, env } = await findChromium();
    const needs = ['LD_LIBRARY_PATH', 'FONTCONFIG_FILE'].map((name) => `export ${name}='${env[name] ?? ''}'`);
    const browser = await startBrowser(program('chromium', `${needs.join('\n')}\nexec ${executablePath} "$@"`), folder);
    const server = createServer(() => {}).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const printed = printDeck(browser, `http://127.0.0.1:${port}/?token=x`, 3000);
    await expect(printed).rejects.toThrow('The loading of the deck took longer than 3 s');
    await until(() => !browser.isConnected(), { deadline: 5000 });
    await browser.close();
    server.close();
  });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
