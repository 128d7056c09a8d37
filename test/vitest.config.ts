import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const folder = (kind: string) => `test/${kind}/**/*.test.ts`;

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    globalSetup: 'test/helpers/nothing-left.ts',
    // Two cores: what starts processes or browsers runs one file at a time, so that deadlines mean something.
    projects: [
      { test: { name: 'unit', include: [folder('unit')], testTimeout: 30_000 } },
      {
        test: {
          name: 'process',
          maxConcurrency: 6,
          include: [folder('process')],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'browser',
          include: [folder('browser')],
          fileParallelism: false,
          testTimeout: 90_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 2 },
        },
      },
      // Takes all of the machine that it can get: the last of all.
      {
        test: {
          name: 'chaos',
          include: [folder('chaos')],
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
