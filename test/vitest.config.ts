import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const folder = (kind: string) => `test/${kind}/**/*.test.ts`;

/** Node reads these certificates at each start of a process; nothing that the tests start asks another machine. */
delete process.env.NODE_EXTRA_CA_CERTS;

const isNight = process.env.NIGHTLY_TESTS === '1';

const browser = 'test/helpers/prepare-chromium.ts';

/** One for each core: a file that starts processes or a browser keeps a core busy. Two also where there is one core. */
const maxWorkers = Math.min(6, Math.max(2, availableParallelism()));

/** How long a condition is waited for, in ms: a busy machine is no reason to fail. */
const poll = { timeout: 20_000 };

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    globalSetup: 'test/helpers/nothing-left.ts',
    projects: [
      // Pure functions share nothing that one file could spoil for the next: one process for all of them.
      { test: { name: 'unit', isolate: false, include: [folder('unit')], testTimeout: 30_000 } },
      // The files of one worker share their process, so that their imports are loaded once.
      {
        test: {
          name: 'process',
          isolate: false,
          // Lessons at the pace of a learner wait far more than they work.
          maxConcurrency: process.env.CLAIMS === 'all' ? 12 : 4,
          maxWorkers,
          include: [folder('process')],
          expect: { poll },
          testTimeout: 90_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'browser',
          globalSetup: browser,
          isolate: false,
          maxWorkers,
          include: [folder('browser')],
          expect: { poll },
          testTimeout: 90_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      // Tests that take long, and so run once a night: `npm run test:nightly`.
      ...(isNight
        ? [
            {
              test: {
                name: 'nightly',
                globalSetup: browser,
                fileParallelism: false,
                include: [folder('nightly')],
                expect: { poll },
                testTimeout: 180_000,
                hookTimeout: 60_000,
                sequence: { groupOrder: 3 },
              },
            },
          ]
        : []),
      // A test that is about the whole machine, or ends processes that it finds, runs alone.
      {
        test: {
          name: 'chaos',
          globalSetup: browser,
          include: [folder('chaos')],
          expect: { poll },
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
