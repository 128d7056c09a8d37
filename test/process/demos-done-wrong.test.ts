import { expect, it } from 'vitest';
import { EventLog } from '../../src/log/index.js';
import { playScript } from '../../src/stage/play.js';
import { Stage } from '../../src/stage/stage.js';
import { demoNamed, programsWith } from '../helpers/demos.js';

/** One program of a demo as somebody writes it who has not understood, and which check notices. */
interface Wrong {
  demo: string;
  how: string;
  programs: Record<string, string>;
  notices: string;
  /** After this the check has long held where the program is right. */
  patienceMs: number;
}

const WRONG: Wrong[] = [
  {
    demo: 'separation',
    how: 'the counter waits for the renderer',
    programs: {
      'counter.js': `
        import { ask, serve } from '../common/http.js';
        import { ready } from '../common/tell.js';
        await serve('counter.sock', async (_, photo) => (await ask('renderer.sock', '/1', { body: photo })).text);
        ready();`,
    },
    notices: 'while one huge picture is drawn, the clerk lets everybody wait, and the counter nobody',
    patienceMs: 10_000,
  },
  {
    demo: 'blackbox',
    how: 'the toaster with one lever has a second one',
    programs: {
      'toaster-b.js': `
        import { serve } from '../common/http.js';
        import { ready } from '../common/tell.js';
        await serve(process.argv[2], (_, bread) => (process.env.SPRING === '0' ? bread : 'toast'));
        console.log('ready');
        ready();`,
    },
    notices: 'of the toasters with one lever, all make toast',
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
        await count('journal', 0, () => { lines += 'click\n'; });`,
    },
    notices: 'journal: nothing torn, and no click lost that was acknowledged',
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
    patienceMs: 8000,
  },
];

/** The same luck each time. */
const SEED = 1;

it.each(WRONG)(
  '$demo: $how, and its script fails',
  { timeout: 120_000 },
  async ({ demo, programs, notices, patienceMs }) => {
    const { folder, remove } = programsWith(demo, programs);
    const began = performance.now();
    const log = new EventLog(() => performance.now() - began);
    const stage = new Stage(await demoNamed(demo), folder, log, SEED);
    try {
      await stage.start();
      expect(await playScript(stage, patienceMs)).toBe(false);
    } finally {
      expect(await stage.stop()).toBe(0);
      remove();
    }
    expect(log.view.verdict?.seen).toContain(`not so: ${notices}`);
  },
);
