import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const folder = (kind: string) => `test/${kind}/**/*.test.ts`;

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    globalSetup: 'test/helpers/nothing-left.ts',
    projects: [
      // Pure functions share nothing that one file could spoil for the next: one process for all of them.
      { test: { name: 'unit', isolate: false, include: [folder('unit')], testTimeout: 30_000 } },
      // What starts processes or a browser waits more than it works: of those files two run at a time, one for each core.
      {
        test: {
          name: 'process',
          maxConcurrency: 4,
          maxWorkers: 2,
          include: [folder('process')],
          testTimeout: 90_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'browser',
          maxWorkers: 2,
          include: [folder('browser')],
          testTimeout: 90_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      // What is about the whole machine, or ends what it finds on it, has it for itself.
      {
        test: {
          name: 'chaos',
          include: [folder('chaos')],
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
