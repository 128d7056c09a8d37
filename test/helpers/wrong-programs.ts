/** Demos as somebody writes them who has not understood the principle: the script of each must fail. */
import { expect } from 'vitest';
import { EventLog } from '../../src/log/index.js';
import { failureOf, playScript } from '../../src/stage/play.js';
import { Stage } from '../../src/stage/stage.js';
import { demoNamed, programsWith, type Replacement } from '../helpers/demos.js';
import { canPlay } from '../helpers/real-thing.js';

/** One program of a demo as somebody writes it who has not understood, and which condition notices. */
export interface Wrong {
  demo: string;
  how: string;
  programs: Record<string, Replacement>;
  notices: string;
  /** The stunts that show the fault, where the others only take time: their messages have this text in them. */
  only?: string;
  /** After this the check has long held where the program is right. */
  patienceMs: number;
  /** True for a program that takes some seconds, and so runs with all tests; the others run at night. */
  isQuick?: boolean;
}

export const WRONG_PROGRAMS: Wrong[] = [
  {
    // A fault that does nothing would make the principle look true for the wrong reason.
    demo: 'isolation',
    how: 'the thread build shares no fate, because nothing happens to it',
    programs: { 'misbehave.js': { line: 'segfault,', by: 'segfault: () => {},' } },
    only: 'segfault threads',
    notices: 'threads is gone, and with it all its calls',
    patienceMs: 6000,
  },
  {
    demo: 'separation',
    how: 'the counter waits for the renderer',
    programs: {
      'counter.js': `
        import { ask, serve } from '../common/http.js';
        import { ready } from '../../src/demo/worker.js';
        await serve('counter.sock', async ({ body }) => (await ask('renderer.sock', '/1', { body })).text);
        ready();`,
    },
    notices: 'while one huge picture is drawn, the clerk lets everybody wait, and the counter nobody',
    only: 'huge customer',
    patienceMs: 10_000,
  },
  {
    demo: 'blackbox',
    how: 'the toaster with one lever has a second one',
    programs: {
      'toaster-b.js': `
        import { serve } from '../common/http.js';
        import { ready } from '../../src/demo/worker.js';
        await serve(process.argv[2], ({ body }) => (process.env.SPRING === '0' ? body : 'toast'));
        console.log('ready');
        ready();`,
    },
    notices: 'of the toasters with one lever, all make toast',
    only: 'twiddle chimp',
    patienceMs: 20_000,
  },
  {
    demo: 'durability',
    how: 'the journal is written once in a while',
    programs: {
      'journal.js': `
        import { writeFileSync } from 'node:fs';
        import { count } from './counter.js';
        let lines = '';
        setInterval(() => writeFileSync('journal.book', lines), 2000);
        await count('journal', 0, () => { lines += 'click\\n'; });`,
    },
    notices: 'journal: no click lost that was acknowledged',
    patienceMs: 10_000,
  },
  {
    demo: 'punt',
    how: 'the shop that punts holds on to the count after all',
    programs: {
      'punt.js': `
        import { open } from './shop.js';
        let visits = 0;
        await open('punt', () => ++visits);`,
    },
    notices: 'punt still knows its visitor',
    only: 'kill punt',
    patienceMs: 8000,
  },
  {
    demo: 'session',
    how: 'the jar does not look at the seal',
    programs: {
      'seal.js': `
        export const seal = (user) => user;
        export const unseal = (cookie) => cookie || null;`,
    },
    notices: 'the jar too',
    only: 'flip customer',
    patienceMs: 15_000,
  },
  {
    // No answer is no refusal.
    demo: 'session',
    how: 'the jar dies of a broken seal',
    programs: {
      'seal.js': {
        line: "const [text = '', signature = ''] = cookie.split('.');",
        by: "const [text = '', signature = ''] = cookie.split('.'); if (cookie !== '' && !isSame(signature, sign(text, key))) process.exit(1);",
      },
    },
    notices: 'the jar too',
    only: 'flip customer',
    patienceMs: 15_000,
  },
  {
    demo: 'replication',
    how: 'who was replaced while he was frozen goes on as the primary',
    programs: { 'lead.js': { line: 'if (!claim(shop, term + 1, me)) {', by: 'if (false) {' } },
    notices: 'no two primaries answer in one term',
    patienceMs: 10_000,
  },
  {
    demo: 'replication',
    how: 'the standby takes over at once, and opens its door late',
    programs: {
      'lead.js': {
        line: 'symlinkSync(',
        by: 'await new Promise((late) => setTimeout(late, 2000)); symlinkSync(',
      },
    },
    notices: 'the shortest outage is far shorter than the shortest of a restart',
    patienceMs: 10_000,
  },
  {
    demo: 'replication',
    how: 'the customer takes every answer, whatever its term',
    programs: { 'shop.js': { line: 'if (term < this.term) {', by: 'if (false) {' } },
    notices: 'the answer of the term that is over is refused',
    patienceMs: 10_000,
  },
  {
    demo: 'integrity',
    how: 'the careful bank guesses when both copies are damaged',
    programs: { 'careful.js': { line: 'mended === null', by: 'false' } },
    notices: 'the careful bank was never wrong',
    only: 'both mouse',
    patienceMs: 8000,
  },
  {
    demo: 'consistency',
    how: 'the careful replica does not look at what its reader has seen',
    programs: { 'careful.js': { line: 'copy.entries >= Number(seen)', by: 'true' } },
    notices: 'careful: no answer was ever older than what its reader had seen',
    only: 'careful',
    patienceMs: 10_000,
  },
  {
    isQuick: true,
    demo: 'container',
    how: 'the king listens',
    programs: {
      'king.js': { line: 'let refused = 0;', by: "process.on('SIGTERM', () => process.exit()); let refused = 0;" },
    },
    notices: 'the same program as process 1 does not hear it, and answers on',
    only: 'dismiss king',
    patienceMs: 6000,
  },
  {
    demo: 'gameday',
    how: 'the ledger learns its orders by heart',
    programs: {
      'ledger.js': { line: 'if (writeSync(file, line) === line.length)', by: 'if (true)' },
      'plug.js': { line: 'play(10, 20_000)', by: 'play(1, 1000)' },
    },
    notices: 'none of those that were acknowledged is lost',
    patienceMs: 6000,
  },
];

/** The same luck each time. */
const SEED = 1;

/** Plays the script, which must fail by the condition that notices. */
export async function expectFailure({ demo, programs, notices, only = '', patienceMs }: Wrong): Promise<void> {
  const whole = await demoNamed(demo);
  if (!(await canPlay(whole))) return;
  const script = whole.script.filter(({ fault, id }) => `${fault} ${id}`.includes(only));
  const { folder, remove } = programsWith(demo, programs);
  const began = performance.now();
  const log = new EventLog(() => performance.now() - began);
  const stage = new Stage({ ...whole, script }, folder, log, SEED);
  try {
    await stage.start();
    expect(await playScript(stage, patienceMs)).toBe(false);
  } finally {
    expect(await stage.stop()).toBe(0);
    remove();
  }
  const failed = log.view.verdict?.failed.map(({ says }) => says);
  expect(failed, failureOf(log.view)).toContain(notices);
}
