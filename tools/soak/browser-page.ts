/** The page in a real browser: on the isolation slide, with the presenter's controls. */
import headless from '@xterm/headless';
import type { Browser, Page } from 'playwright-core';
import demo from '../../demos/isolation/demo.js';
import { workersOf } from '../../src/demo/demo.js';
import { Emulator } from '../../src/terminal/emulator/emulator.js';
import { restore } from '../../src/terminal/snapshot/index.js';
import { MOVING, openDeck } from '../../test/helpers/browser.js';

const SLIDE = 11;
const SCROLLBACK = 500;
/** Small: it is painted by the processor, which has other things to do. */
const VIEWPORT = { width: 800, height: 450 };

/** A terminal as the page and as a headless one show it to a program. */
interface Grid {
  buffer: {
    active: { length: number; getLine(row: number): { translateToString(trim: boolean): string } | undefined };
  };
}

interface PageSession {
  view: { next: number };
  epoch: string | null;
  state: string;
  refusal: string;
  terminals: Map<string, Grid>;
}

export interface Glance {
  next: number;
  state: string;
  refusal: string;
}

export class BrowserPage {
  readonly errors: string[] = [];
  private constructor(readonly page: Page) {
    page.on('pageerror', (error) => this.errors.push(error.message));
  }

  static async open(browser: Browser, address: string): Promise<BrowserPage> {
    const { page } = await openDeck(browser, address, SLIDE, { viewport: VIEWPORT, ...MOVING });
    return new BrowserPage(page);
  }

  /** False when nobody served it. */
  visit = (address: string) => this.opened(() => this.page.goto(`${address}#/${SLIDE}`));
  reload = () => this.opened(() => this.page.reload());

  /** In another tab of the same browser, as the next `npm start` does it. */
  async openBeside(address: string): Promise<void> {
    const other = await this.page.context().newPage();
    await other.goto(address);
    await other.close();
  }

  private async opened(how: () => Promise<unknown>): Promise<boolean> {
    try {
      await how();
      await this.page.waitForSelector('.reveal.ready', { timeout: 5000 });
      return true;
    } catch {
      return false;
    }
  }

  glance(): Promise<Glance | null> {
    return this.page.evaluate(() => {
      const element = document.querySelector('reboot-demo') as unknown as { log?: PageSession } | null;
      if (!element?.log) return null;
      const { view, state, refusal } = element.log;
      return { next: view.next, state, refusal };
    });
  }

  /** The text of each terminal, scrollback included. */
  terminals(): Promise<Record<string, string>> {
    return this.page.evaluate(() => {
      const { log } = document.querySelector('reboot-demo') as unknown as { log: PageSession };
      const text = ({ buffer: { active } }: Grid) =>
        Array.from({ length: active.length }, (_, row) => active.getLine(row)?.translateToString(true) ?? '').join(
          '\n',
        );
      return Object.fromEntries([...log.terminals].map(([id, terminal]) => [id, text(terminal).trimEnd()]));
    });
  }
}

const sizes = new Map(workersOf(demo.tree).map(({ id, cols, rows }) => [id, { cols, rows }]));

/** The text of a fresh terminal that was given the snapshot `data`. */
export async function textOf(id: string, data: string): Promise<string> {
  const options = { ...sizes.get(id), scrollback: SCROLLBACK, allowProposedApi: true };
  const emulator = new Emulator(() => new headless.Terminal(options));
  await new Promise<void>((resolve) => restore(emulator, data, resolve));
  const { active } = emulator.terminal.buffer;
  const rows = Array.from({ length: active.length }, (_, row) => active.getLine(row)?.translateToString(true) ?? '');
  emulator.close();
  return rows.join('\n').trimEnd();
}
