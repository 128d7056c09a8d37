import { expect, it } from 'vitest';
import { MARKS_PER_CHARACTER } from '../../src/terminal/emulator/filter.js';
import { openDeck, runIsolation, sharedApp } from '../helpers/browser.js';
import { slideOf } from '../helpers/slides.js';

const use = sharedApp();
const ISOLATION = slideOf('isolation');

/** The part of the page's own log that these tests use. */
interface Inside {
  log: { terminals: Map<string, PageTerminal> };
}
interface Line {
  getCell(column: number): { getChars(): string };
  translateToString(trim: boolean): string;
}
interface PageTerminal {
  parser: { registerCsiHandler(id: object, handler: () => boolean): void };
  element?: HTMLElement;
  write(data: string, done: () => void): void;
  buffer: { active: { length: number; getLine(row: number): Line } };
}

it('A terminal of the page that fails at its output starts afresh and says so; the others and the page go on.', async () => {
  const { page, errors } = await openDeck(use.browser, use.app.address, ISOLATION);
  await runIsolation(page);
  await page.waitForSelector('[data-terminal="objects"] .xterm-screen');
  const replaced = await page.evaluate(async () => {
    const { log } = document.querySelector('reboot-demo') as unknown as Inside;
    const [failing, other] = ['objects', 'threads'].map((id) => log.terminals.get(id) as PageTerminal);
    failing?.parser.registerCsiHandler({ prefix: '?', final: 'z' }, () => {
      throw new Error('a failure of the parser');
    });
    const fresh = () => log.terminals.get('objects') as PageTerminal;
    const row = (nth: number) => fresh().buffer.active.getLine(nth).translateToString(true);
    // Read where it calls back: the process goes on to write.
    const text = await new Promise((done) => failing?.write('\x1b[?7z', () => done(row(0) + row(1))));
    return { text, isFresh: fresh() !== failing, isOther: log.terminals.get('threads') !== other };
  });
  expect(replaced).toEqual({ text: '── the terminal failed and started afresh', isFresh: true, isOther: false });
  // The fresh terminal is in the page, and what the process says next is on it.
  await page.waitForFunction(() => {
    const { log } = document.querySelector('reboot-demo') as unknown as Inside;
    const { element } = log.terminals.get('objects') as PageTerminal;
    return element?.closest('[data-terminal="objects"]') && /\d:\d\d/.test(element.textContent ?? '');
  });
  expect(errors).toEqual([]);
  await page.close();
});

it('A cell of the page holds a bounded number of marks, however many come, and a large count costs a screen.', async () => {
  const { page, errors } = await openDeck(use.browser, use.app.address, ISOLATION);
  await runIsolation(page);
  const fullest = await page.evaluate(async () => {
    const { log } = document.querySelector('reboot-demo') as unknown as Inside;
    const terminal = log.terminals.get('threads') as PageTerminal;
    await new Promise<void>((done) => terminal.write(`x\x1b[999b\x1b[999S\r\na${'\u0301'.repeat(5000)}`, done));
    const { active } = terminal.buffer;
    let most = 0;
    for (let row = 0; row < active.length; row++) {
      for (let column = 0; column < 20; column++) {
        most = Math.max(most, [...active.getLine(row).getCell(column).getChars()].length);
      }
    }
    return most;
  });
  expect(fullest).toBe(1 + MARKS_PER_CHARACTER);
  expect(errors).toEqual([]);
  await page.close();
});
