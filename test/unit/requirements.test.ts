import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import isolation from '../../demos/isolation/demo.js';
import type { Demo } from '../../src/stage/demo.js';
import { askFor, missingFor } from '../../src/stage/requirements.js';

const needs = (...commands: string[]): Demo => ({
  ...isolation,
  requires: commands.map((command) => ({ command, package: `${command}-base` })),
});

describe('what a demo needs of the machine', () => {
  it('is nothing, if the demo says nothing', () => {
    expect(missingFor(isolation, '')).toEqual([]);
  });

  it('is found in the PATH, or named with its package', () => {
    const path = `/nowhere:${dirname(process.execPath)}`;
    expect(missingFor(needs('node'), path)).toEqual([]);
    const missing = missingFor(needs('node', 'no-erl', 'no-sv'), path);
    expect(askFor('erlang', missing)).toBe(
      'erlang needs no-erl and no-sv, which this machine does not have. On Debian: apt-get install no-erl-base no-sv-base',
    );
  });
});
