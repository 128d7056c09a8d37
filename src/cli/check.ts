/** Preflight: what could fail in front of an audience is tried now. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { formatProblem } from '../deck/index.js';
import { loadDeck } from '../deck/load.js';
import { EventLog } from '../log/index.js';
import { catalogue, loadDemos, programsOf } from '../stage/catalogue.js';
import type { Demo } from '../stage/demo.js';
import { playScript } from '../stage/play.js';
import { Stage } from '../stage/stage.js';
import { tryApp } from './check-app.js';
import { UsageError } from './usage.js';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../../..');

const say = (well: boolean, what: string) => console.log(`${well ? 'ok  ' : 'NOT '} ${what}`);

export async function run(args: string[]): Promise<number> {
  if (args.length > 0) throw new UsageError('npm run check takes no options.');
  const slides = await checkSlides();
  const demos = await loadDemos();
  const played: boolean[] = [];
  for (const demo of demos) played.push(await checkDemo(demo));
  const app = await checkApp(demos[0]?.name ?? '');
  return slides && played.every(Boolean) && app ? 0 : 1;
}

async function checkApp(demo: string): Promise<boolean> {
  try {
    await tryApp(demo);
    say(true, `the app: the page, its socket, a picture of ${demo}`);
    return true;
  } catch (error) {
    say(false, `the app: ${(error as Error).message}`);
    return false;
  }
}

async function checkSlides(): Promise<boolean> {
  const folders = { slidesDir: join(ROOT, 'slides'), artDir: join(ROOT, 'public/art'), catalogue };
  try {
    const { slides, problems } = await loadDeck(folders);
    say(problems.length === 0, `${slides.length} slides`);
    for (const problem of problems) console.log(`     ${formatProblem(problem)}`);
    return problems.length === 0;
  } catch (error) {
    say(false, `slides: ${(error as Error).message}`);
    return false;
  }
}

/** Plays the demo with its real processes. */
async function checkDemo(demo: Demo): Promise<boolean> {
  const began = performance.now();
  const stage = new Stage(demo, programsOf(demo.name), new EventLog(() => performance.now() - began));
  const held = await stage.start().then(
    () => playScript(stage),
    () => false,
  );
  const leftover = await stage.stop();
  const well = held && leftover === 0;
  say(well, `demo ${demo.name}${well ? '' : `: ${stage.log.view.verdict?.seen ?? 'could not start'}`}`);
  return well;
}
