import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { EventLog } from '../../src/log/index.js';
import { openLive, openRecording } from '../../src/stage/open-stage.js';
import { RecordedStage } from '../../src/stage/recorded-stage.js';
import { readRecording, refuseUnwritable, writeRecording } from '../../src/stage/recording.js';
import { Refusal } from '../../src/stage/stage.js';
import { ROOT } from '../helpers/app.js';
import { DEMOS, demoNamed, demoNames } from '../helpers/demos.js';
import { until } from '../helpers/until.js';

const recordingOf = (name: string) => readRecording(join(DEMOS, name)) as NonNullable<ReturnType<typeof readRecording>>;

const stages: RecordedStage[] = [];
afterEach(async () => {
  for (const stage of stages.splice(0)) await stage.stop();
});

/** Its first seconds are played; what comes later is not waited for. */
async function played(name: string) {
  const began = performance.now();
  const log = new EventLog(() => performance.now() - began);
  const stage = new RecordedStage(await demoNamed(name), recordingOf(name), [], log);
  stages.push(stage);
  await stage.start();
  return { stage, log };
}

const demos = await Promise.all(demoNames.map(demoNamed));
const demanding = demos.filter(({ requires }) => requires).map(({ name }) => name);

it.each(demanding)('%s needs what a machine may lack, and has a recording of what its script showed', async (name) => {
  const { events, day, machine } = recordingOf(name);
  const demo = await demoNamed(name);
  expect(day).toMatch(/^\d{4}-\d\d-\d\d$/);
  expect(machine).toMatch(/\d+ cores, Node \d+/);
  const faults = events.flatMap((event) => (event.type === 'fault' ? [`${event.name} ${event.id}`] : []));
  expect(faults).toEqual(demo.script.map(({ fault, id }) => `${fault} ${id}`));
  // The recording is of this demo as it is now.
  const tree = events[0]?.type === 'scene' ? events[0].tree.map(({ id }) => id) : [];
  expect(tree).toEqual(expect.arrayContaining(demo.panes.flatMap(({ processes }) => processes)));
});

it('is shown as it happened, says when and where, and can be reset', async () => {
  const { stage, log } = await played('erlang');
  expect(log.view.recorded).toMatch(/^A recording of \d{4}-\d\d-\d\d \(.*cores, Node .*\)\./);
  const areUp = () => Object.values(log.view.processes).every(({ state }) => state === 'up');
  const words = () =>
    Object.keys(log.view.processes)
      .flatMap((id) => stage.lines(id).flat())
      .map(({ text }) => text.trim())
      .join('');
  await until(areUp);
  await until(() => words() !== '');
  expect((await stage.snapshot()).screens.map(({ data }) => data).join('')).toMatch(/\S/);

  const { sceneAt } = log.view;
  await stage.do({ do: 'reset' });
  expect(log.view).toMatchObject({ running: true, kills: 0, recorded: expect.stringContaining('A recording of') });
  expect(log.view.sceneAt).toBeGreaterThan(sceneAt);
  expect(areUp()).toBe(false);
  expect(words()).toBe('');
  await until(areUp);
  await until(() => words() !== '');
});

it('takes no faults, and says why', async () => {
  const { stage, log } = await played('erlang');
  const refused = stage.do({ do: 'fault', id: 'erl', name: 'kill' });
  await expect(refused).rejects.toThrow(Refusal);
  await expect(refused).rejects.toThrow('Nothing can be done to a recording');
  await stage.do({ do: 'stop' });
  expect(log.view).toMatchObject({ running: false, leftover: 0 });
});

it('a demo without a recording is refused in one sentence, which says how one is made', async () => {
  const log = new EventLog(() => 0);
  const demo = { ...(await demoNamed('erlang')), name: 'nobody' };
  const opened = () => openRecording(demo, log);
  expect(opened).toThrow(Refusal);
  expect(opened).toThrow('nobody has no recording; npm run record -- nobody makes one.');
  expect(log.next).toBe(0);
});

it('a demo is not played live where something that it needs is missing, and the refusal names the package', async () => {
  const requires = [{ command: 'no-such-program', package: 'no-such-package' }];
  const opened = openLive({ ...(await demoNamed('erlang')), requires }, new EventLog(() => 0));
  await expect(opened).rejects.toThrow(Refusal);
  await expect(opened).rejects.toThrow(/no-such-program.*apt-get install no-such-package/);
});

it.each([
  ['a head that is not JSON', 'nonsense\n', /recording\.jsonl:1: expected the head/],
  ['a head without its day', '{"machine":"a"}\n', /recording\.jsonl:1: expected the head/],
  [
    'a line that is not an event',
    '{"day":"2026-01-01","machine":"a"}\n{"type":"x"}\n',
    /recording\.jsonl:2: expected event #0, found a line that is not an event\. Record the demo again/,
  ],
])('a recording with %s is refused, and the error names the line', (_, text, words) => {
  const folder = mkdtempSync(join(tmpdir(), 'reboot-test-'));
  writeFileSync(join(folder, 'recording.jsonl'), text);
  try {
    expect(() => readRecording(folder)).toThrow(words);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it('a folder into which no recording can be written is refused with its name', () => {
  expect(() => refuseUnwritable(tmpdir())).not.toThrow();
  expect(() => refuseUnwritable('/no/such/folder')).toThrow(/ENOENT.*'\/no\/such\/folder'/);
});

it('comes out of its file as it went in', () => {
  const folder = mkdtempSync(join(tmpdir(), 'reboot-test-'));
  try {
    const { events } = recordingOf('erlang');
    writeRecording(folder, events, ROOT);
    expect(readRecording(folder)?.events).toEqual(events);
    expect(readRecording(tmpdir())).toBeNull();
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it('a recording shows no place of the machine on which it was made', () => {
  const shown = demoNames.filter((name) => readFileSync(join(DEMOS, name, 'recording.jsonl'), 'utf8').includes(ROOT));
  expect(shown).toEqual([]);
  const folder = mkdtempSync(join(tmpdir(), 'reboot-test-'));
  try {
    const data = `at ${ROOT}/dist/demos/isolation/misbehave.js:10`;
    const file = writeRecording(folder, [{ type: 'output', seq: 0, at: 1, id: 'a', data }], ROOT);
    expect(readFileSync(file, 'utf8')).toContain('at /reboot-camp/dist/demos/isolation/misbehave.js:10');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
