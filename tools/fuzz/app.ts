/** The whole app on a demo of hostile processes, with a page in a browser that watches it. */
import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { ROOT, startApp } from '../../test/helpers/app.js';
import { openBrowser, openDeck } from '../../test/helpers/browser.js';
import { copyProject } from '../../test/helpers/copy.js';
import { until } from '../../test/helpers/until.js';
import { childNamed, rssOf } from '../soak/proc.js';

const FILES = ['fuzz/demo.ts', 'fuzz/hostile.ts', 'fuzz/quiet.ts', 'fuzz/hostile-output.ts', 'soak/random.ts'];
const HELPERS = ['helpers/sequences.ts'];
const SLIDE = `## Fuzz\n\n\`\`\`demo fuzz\nsteps: start\n\`\`\`\n`;

/** Between two looks, in ms. */
const LOOK_MS = 5000;
/** How long a neighbour's words, or news of a kill, may take to the page on a machine with other work, in ms. */
const PATIENCE_MS = 30_000;
/** In MB: several times what each of them has with harmless processes. */
const MOST_MEMORY = { stage: 600, gateway: 400, page: 500 };

/** The state of the page. */
interface Inside {
  log: {
    view: { kills: number; processes: Record<string, { pid: number | null; lives: number }> };
    terminals: Map<string, { buffer: { active: { length: number; getLine(row: number): Line } } }>;
    do(command: object): Promise<boolean>;
  };
}
interface Line {
  translateToString(trim: boolean): string;
}

/** Resolves with what was wrong; nothing when the app held for so many ms. */
export async function fuzzApp(seed: number, ms: number, isOver: () => boolean, tell: (line: string) => void) {
  const copy = copyOf(seed);
  const app = await startApp('present', [], copy.inCopy);
  const browser = await openBrowser();
  const wrongs: string[] = [];
  const root = app.process.pid as number;
  const parts = { gateway: childNamed(root, 'gateway'), stage: 0 as number | undefined };
  const most = { gateway: 0, stage: 0, page: 0 };
  try {
    const { page, errors } = await openDeck(browser, app.address);
    await page.click('section.present reboot-demo .actions .start:not([disabled])');
    await until(async () => (await glance(page)).tick > 0, { deadline: PATIENCE_MS, what: 'the demo begins' });
    parts.stage = childNamed(root, 'stage');
    const end = performance.now() + ms;
    for (let looks = 1; performance.now() < end && !isOver() && wrongs.length === 0; looks++) {
      const before = await glance(page);
      await kill(page, looks % 2 === 0 ? 'first' : 'second');
      const lives = async () => {
        const now = await glance(page);
        return now.kills > before.kills && now.tick > before.tick && now.up === 3;
      };
      await until(lives, { deadline: PATIENCE_MS, what: 'a kill and words of the quiet process reach the page' }).catch(
        (error: Error) => wrongs.push(error.message),
      );
      for (const part of ['gateway', 'stage'] as const) {
        const pid = childNamed(root, part);
        if (pid !== parts[part]) wrongs.push(`the ${part} was ${parts[part]} and is ${pid}`);
        most[part] = Math.max(most[part], pid ? rssOf(pid) : 0);
      }
      most.page = Math.max(most.page, await heapOf(page));
      for (const part of ['gateway', 'stage', 'page'] as const) {
        if (most[part] > MOST_MEMORY[part]) wrongs.push(`the ${part} has ${most[part].toFixed(0)} MB`);
      }
      wrongs.push(...errors.splice(0).map((error) => `the page says ${error}`));
      tell(
        `look ${looks}: ${(await glance(page)).kills} kills, at most ${most.stage.toFixed(0)} MB in the stage, ` +
          `${most.gateway.toFixed(0)} in the gateway, ${most.page.toFixed(0)} on the page's heap`,
      );
      await pause(Math.min(LOOK_MS, Math.max(0, end - performance.now())));
    }
  } finally {
    await browser.close();
    await app.stop();
    copy.remove();
  }
  return wrongs;
}

function copyOf(seed: number) {
  const copy = copyProject();
  const demos = join(copy.folder, 'demos');
  for (const file of [...FILES, ...HELPERS]) {
    mkdirSync(dirname(join(demos, file)), { recursive: true });
    cpSync(join(ROOT, 'test', file), join(demos, file));
  }
  writeFileSync(join(demos, 'fuzz/seed.ts'), `export const SEED: number = ${seed};\n`);
  for (const slides of readdirSync(join(copy.folder, 'slides'))) {
    if (slides.endsWith('.md')) rmSync(join(copy.folder, 'slides', slides));
  }
  writeFileSync(join(copy.folder, 'slides/01-fuzz.md'), SLIDE);
  return copy;
}

const kill = (page: Page, id: string) =>
  page.evaluate((victim) => {
    const { log } = document.querySelector('reboot-demo') as unknown as Inside;
    return log.do({ do: 'fault', id: victim, name: 'kill' });
  }, id);

/** Kills that the page has heard of, the last words of the quiet process, and processes that are up. */
const glance = (page: Page) =>
  page.evaluate(() => {
    const { log } = document.querySelector('reboot-demo') as unknown as Inside;
    const active = log.terminals.get('quiet')?.buffer.active;
    const rows = Array.from(
      { length: active?.length ?? 0 },
      (_, row) => active?.getLine(row).translateToString(true) ?? '',
    );
    const ticks = rows.map((text) => Number(/tick (\d+)/.exec(text)?.[1] ?? 0));
    return {
      kills: log.view.kills,
      tick: Math.max(0, ...ticks),
      up: Object.values(log.view.processes).filter(({ pid }) => pid !== null).length,
    };
  });

/** In MB, asked of the browser, because what it tells the page is rounded. */
async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const { metrics } = await session.send('Performance.getMetrics');
  await session.detach();
  return (metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? 0) / 1024 / 1024;
}
