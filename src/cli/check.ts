/** Preflight: tries now whatever could fail in front of an audience. */
import { formatProblem } from '../deck/index.js';
import { loadDeck } from '../deck/load.js';
import { suggest } from '../deck/nearest.js';
import type { Slide } from '../deck/types.js';
import { programsOf } from '../demo/catalogue.js';
import type { Demo } from '../demo/demo.js';
import { askFor, missingFor } from '../demo/requirements.js';
import { EventLog } from '../log/index.js';
import { measure } from '../measure/index.js';
import { catalogue, questions, readDemos } from '../preflight/demos.js';
import { project } from '../project.js';
import { failureOf, playScript } from '../stage/play.js';
import { readRecording } from '../stage/recording.js';
import { Stage } from '../stage/stage.js';
import { tryApp } from './check-app.js';
import { lookAtMachine } from './check-machine.js';
import { waitForPhone } from './check-phone.js';
import { lookAtRecordings } from './check-recordings.js';
import { keepLastWords } from './last-words.js';
import { HELP, readOptions } from './options.js';
import { onUnheard } from './output.js';
import { onEnd } from './signals.js';
import { UsageError } from './usage.js';

const say = (well: boolean, what: string) => console.log(`${well ? 'ok  ' : 'FAIL'} ${what}`);

const COMMAND = 'npm run check --';
const USAGE = `${COMMAND} [demo ...]
  Reads every slide, plays the demos that are named, or all, opens the app once, and measures
  in a browser whether every slide fits. Tells which recordings are missing or old, what
  slows starts on this machine, and how phones reach it. CHROMIUM=<path> names another browser.
  --phone  only try whether a phone on this network reaches this machine, with a phone`;
/** As many as a small machine plays without one being in the other's way. */
const AT_ONCE = 3;

/** Checks the slides, the app, and the demos that are named, or all demos. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = readOptions(args, {
    options: { phone: { type: 'boolean' }, ...HELP },
    usage: USAGE,
    command: COMMAND,
    allowPositionals: true,
  });
  const names: string[] = positionals;
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  if (values.phone) return checkPhone();
  const { demos, problems } = await readDemos();
  const known = demos.map(({ name }) => name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new UsageError(`There is no demo ${unknown}. ${suggest(unknown, known)}\n\n${USAGE}`);
  }
  const asked = new AbortController();
  let endedWith = 1;
  const { signal } = asked;
  onEnd((code) => {
    endedWith = code;
    asked.abort();
  });
  onUnheard(() => asked.abort());
  if (problems.length > 0) say(false, 'demos');
  for (const problem of problems) console.log(`     ${formatProblem(problem)}`);
  const { slides, areWell } = await checkSlides();
  const wanted = demos.filter(({ name }) => names.length === 0 || names.includes(name));
  const played = await checkDemos(wanted, signal);
  const app = !signal.aborted && (await checkApp(names[0] ?? known[0] ?? '', signal));
  if (signal.aborted) return endedWith;
  const recordings = lookAtRecordings(slides, wanted, (name) => readRecording(programsOf(name)));
  for (const sentence of [...recordings, ...lookAtMachine()]) console.log(`--   ${sentence}`);
  return problems.length === 0 && areWell && played && app ? 0 : 1;
}

async function checkPhone(): Promise<number> {
  const asked = new AbortController();
  let endedWith = 1;
  onEnd((code) => {
    endedWith = code;
    asked.abort();
  });
  const { isSeen, words } = await waitForPhone(asked.signal);
  if (asked.signal.aborted) return endedWith;
  say(isSeen, `the network: ${words}`);
  return isSeen ? 0 : 1;
}

/** `signal`: its abort ends what is playing, in order. */
async function checkDemos(demos: Demo[], signal: AbortSignal): Promise<boolean> {
  const waiting = [...demos];
  let areWell = true;
  const playOn = async () => {
    for (let demo = waiting.shift(); demo && !signal.aborted; demo = waiting.shift())
      areWell = (await checkDemo(demo, signal)) && areWell;
  };
  await Promise.all(Array.from({ length: AT_ONCE }, playOn));
  return areWell;
}

async function checkApp(demo: string, signal: AbortSignal): Promise<boolean> {
  let fits = true;
  try {
    await tryApp(demo, signal, async (address) => {
      say(true, `the app: the page, its socket, a picture of ${demo}`);
      fits = await checkFit(address, signal);
    });
    return fits;
  } catch (error) {
    if (!signal.aborted) say(false, `the app: ${(error as Error).message}`);
    return false;
  }
}

/** A machine without a browser can present all the same: slides that were not measured are named, and are not a failure. */
async function checkFit(address: string, signal: AbortSignal): Promise<boolean> {
  try {
    const { slides, wrongs, browser } = await measure(address, signal);
    say(wrongs.length === 0, `${slides} slides fit at 1280 × 720 and on a telephone held upright (${browser})`);
    for (const wrong of wrongs) console.log(`     ${wrong}`);
    return wrongs.length === 0;
  } catch (error) {
    if (!signal.aborted) console.log(`--   the slides were not measured: ${(error as Error).message}`);
    return true;
  }
}

async function checkSlides(): Promise<{ slides: Slide[]; areWell: boolean }> {
  const folders = { slidesDir: project.slides, artDir: project.art, catalogue, questions };
  try {
    const { slides, problems } = await loadDeck(folders);
    say(problems.length === 0, `${slides.length} slides`);
    for (const problem of problems) console.log(`     ${formatProblem(problem)}`);
    return { slides, areWell: problems.length === 0 };
  } catch (error) {
    say(false, `slides: ${(error as Error).message}`);
    return { slides: [], areWell: false };
  }
}

/** Plays the demo with its real processes. */
async function checkDemo(demo: Demo, signal: AbortSignal): Promise<boolean> {
  const lacks = await missingFor(demo);
  if (lacks.length > 0) {
    const recording = readRecording(programsOf(demo.name));
    say(recording !== null, `demo ${demo.name}: ${recording ? 'as a recording; ' : ''}${askFor(demo.name, lacks)}`);
    return recording !== null;
  }
  // A request to end that came during the trial would not come again.
  if (signal.aborted) return false;
  const began = performance.now();
  const log = new EventLog(() => performance.now() - began);
  const lastWords = keepLastWords(log);
  const stage = new Stage(demo, programsOf(demo.name), log, undefined, async () => lacks);
  const stop = () => void stage.stop();
  signal.addEventListener('abort', stop);
  let trouble = '';
  const held = await stage.start().then(
    () => playScript(stage),
    (error: Error) => {
      trouble = `could not start: ${error.message}`;
      return false;
    },
  );
  const leftover = await stage.stop();
  signal.removeEventListener('abort', stop);
  if (signal.aborted) return false;
  const well = held && leftover === 0;
  say(well, `demo ${demo.name}${well ? '' : `: ${failureOf(stage.log.view) ?? trouble}`}`);
  if (!held) for (const line of lastWords()) console.log(`     ${line}`);
  return well;
}
