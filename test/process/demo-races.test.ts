/** Some events come between two steps of a demo's program once in many runs: each test makes one come there for certain. */
import { expect, it } from 'vitest';
import { atLeast, check, told } from '../../src/demo/checks.js';
import type { Demo } from '../../src/demo/demo.js';
import { EventLog } from '../../src/log/index.js';
import { failureOf, playScript } from '../../src/stage/play.js';
import { Stage } from '../../src/stage/stage.js';
import { demoNamed, programsWith, type Replacement } from '../helpers/demos.js';

/** Plays `demo` with some lines of its programs replaced; resolves with what failed. */
async function playWith(demo: Demo, programs: Record<string, Replacement>, patienceMs: number) {
  const { folder, remove } = programsWith(demo.name, programs);
  const log = new EventLog(() => performance.now());
  const stage = new Stage(demo, folder, log, 1);
  try {
    await stage.start();
    await playScript(stage, patienceMs);
    return failureOf(log.view);
  } finally {
    expect(await stage.stop()).toBe(0);
    remove();
  }
}

it.concurrent('integrity loses a page in both copies also when the scrubber mends the first between the two bites', async () => {
  const demo = await demoNamed('integrity');
  const script = demo.script.filter(({ fault }) => fault === 'both');
  const line = 'closeSync(file);';
  // After its first bite the mouse waits until that byte is as it was.
  const wait = 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20)';
  const by = `${line} while (!globalThis.waited && readFileSync(path).readUInt8(at) !== byte) ${wait}; globalThis.waited = true;`;
  expect(await playWith({ ...demo, script }, { 'mouse.js': { line, by } }, 10_000)).toBeUndefined();
});

it.concurrent('integrity loses a page in both copies also when a slow scrubber reads between the two bites and writes after them', async () => {
  const demo = await demoNamed('integrity');
  const script = demo.script.filter(({ fault }) => fault === 'both');
  const waits = (ms: number) => `Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ${ms})`;
  const fs = "process.getBuiltinModule('node:fs')";
  const bite = 'closeSync(file);';
  const round = 'const damages = scrub(copies.a, copies.b);';
  const programs = {
    'mouse.js': {
      line: bite,
      by: `${bite} while (!globalThis.waited && !${fs}.existsSync('read')) ${waits(20)}; globalThis.waited = true;`,
    },
    'scrubber.js': {
      line: round,
      by: `${round} if (damages.length > 0 && !${fs}.existsSync('read')) { ${fs}.writeFileSync('read', ''); ${waits(600)}; }`,
    },
  };
  expect(await playWith({ ...demo, script }, programs, 10_000)).toBeUndefined();
});

it.concurrent('punt: a shop whose data goes while it counts has forgotten its visitor', async () => {
  const demo = await demoNamed('punt');
  const running = [check('save has forgotten its visitor', told('visitor', 'save forgot'), atLeast(1))];
  const line = "const visits = (existsSync(FILE) ? Number(readFileSync(FILE, 'utf8')) : 0) + 1;";
  const by = `${line} if (visits === 5) process.getBuiltinModule('node:fs').rmSync('data', { recursive: true });`;
  expect(await playWith({ ...demo, running, script: [] }, { 'save.js': { line, by } }, 10_000)).toBeUndefined();
});
