import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import isolation from '../../demos/isolation/demo.js';
import type { Demo, Requirement } from '../../src/demo/demo.js';
import { askFor, inShort, missingFor } from '../../src/demo/requirements.js';

const PATH = `/nowhere:${dirname(process.execPath)}`;

const needing = (...requires: NonNullable<Demo['requires']>): Demo => ({ ...isolation, requires });
const needs = (...commands: string[]): Demo =>
  needing(...commands.map((command) => ({ command, package: `${command}-base` })));
/** Node, and whether it ends well when it is tried. */
const tried = (script: string): Requirement => ({ command: 'node', package: 'nodejs', trial: ['-e', script] });
const ABSENT: Requirement = { command: 'no-erl', package: 'no-erl-base' };
const REFUSED = tried('console.error("some\\nnot permitted"); process.exit(1)');

describe('the requirements of a demo', () => {
  it('a demo that names no requirements has none', async () => {
    expect(await missingFor(isolation, '')).toEqual([]);
  });

  it('a program is found in the PATH, or named with its package', async () => {
    expect(await missingFor(needs('node'), PATH)).toEqual([]);
    const missing = await missingFor(needs('node', 'no-erl', 'no-sv'), PATH);
    expect(askFor('erlang', missing)).toBe(
      'erlang needs no-erl and no-sv, which this machine does not have. On Debian: apt-get install no-erl-base no-sv-base',
    );
  });

  it('a program with a trial has to pass it', async () => {
    expect(await missingFor(needing(tried('')), PATH)).toEqual([]);
    expect(askFor('box', await missingFor(needing(REFUSED), PATH))).toBe(
      'box needs node, and here it gets nowhere:\n  node: not permitted',
    );
  });

  it('a trial does not hold up the event loop', async () => {
    let ticks = 0;
    const clock = setInterval(() => ticks++, 10);
    await missingFor(needing(tried('setTimeout(() => {}, 300)')), PATH);
    clearInterval(clock);
    expect(ticks).toBeGreaterThan(5);
  });

  it('one of several requirements is enough when it works', async () => {
    expect(await missingFor(needing({ oneOf: [ABSENT, REFUSED, tried('')] }), PATH)).toEqual([]);
    expect(askFor('box', await missingFor(needing(ABSENT, { oneOf: [ABSENT, REFUSED] }), PATH))).toBe(
      `box needs no-erl, which this machine does not have. On Debian: apt-get install no-erl-base
box needs no-erl or node, and here it gets nowhere:
  no-erl: not here. On Debian: apt-get install no-erl-base
  node: not permitted`,
    );
  });
});

it('the missing requirements are named in a few words where there is little room', async () => {
  const short = async (demo: Demo) => inShort(await missingFor(demo, PATH));
  expect(await short(needs('no-erl'))).toBe('no no-erl (package no-erl-base)');
  expect(await short(needing({ oneOf: [ABSENT, REFUSED] }))).toBe('no no-erl or node (package no-erl-base)');
  expect(await short(needing(REFUSED))).toBe('node may not work');
});
