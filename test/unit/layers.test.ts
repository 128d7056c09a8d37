import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { mistakesIn, overridesOf } from '../../tools/layers/rule.js';
import { LAYERS, OUTSIDE, WITHIN } from '../../tools/layers/table.js';

const says = '';
const patternsFor = (folder: string, overrides: ReturnType<typeof overridesOf>) =>
  overrides.find(({ includes }) => includes.includes(folder))?.linter.rules.style.noRestrictedImports.options
    .patterns[0]?.group;

describe('the table of layers', () => {
  it('the table of layers is what the lint rule was made from', () => {
    const { overrides } = JSON.parse(readFileSync(new URL('../../biome.json', import.meta.url), 'utf8'));
    expect(overrides).toEqual(overridesOf(LAYERS, OUTSIDE, WITHIN));
  });

  it('the table of layers is refused when a folder of the sources has no row in it', () => {
    expect(mistakesIn({ log: { may: [], says } }, {}, ['log', 'talk', 'clock.js'])).toEqual([
      'src/talk has no row in the table of layers.',
      'src/clock.ts has no row in the table of layers.',
    ]);
  });

  it('the table of layers is refused when a row is of nothing', () => {
    expect(mistakesIn({ log: { may: [], says } }, {}, [])).toEqual([
      'The table of layers has a row log, and there is no such part of src.',
    ]);
  });

  it('the table of layers is refused when a row may import one that comes after it', () => {
    const table = { log: { may: ['stage'], says }, stage: { may: ['log/view.js'], says } };
    expect(mistakesIn(table, {}, ['log', 'stage'])).toEqual([
      'The row log may import stage, and no row before it is named so.',
    ]);
  });

  it('the table of layers forbids all other rows, and takes back a module that is allowed', () => {
    const table = { log: { may: [], says }, 'project.js': { may: [], says }, stage: { may: ['log/view.js'], says } };
    const overrides = overridesOf(table, {}, {});
    expect(patternsFor('src/stage/**', overrides)).toEqual(['**/log/**', '**/project.js', '!**/log/view.js']);
    expect(patternsFor('src/project.ts', overrides)).toEqual(['**/log/**', '**/stage/**']);
  });

  it('forbids a folder within a layer what the layer may not import, and more', () => {
    const table = { log: { may: [], says: 'L' }, browser: { may: [], says: 'B' } };
    const overrides = overridesOf(table, {}, { 'src/browser/demo': { not: ['**/deck/**'], says: 'D' } });
    const rule = overrides.find(({ includes }) => includes.includes('src/browser/demo/**'));
    expect(rule?.linter.rules.style.noRestrictedImports.options.patterns).toEqual([
      { group: ['**/log/**'], message: 'B' },
      { group: ['**/deck/**'], message: 'D' },
    ]);
  });
});
