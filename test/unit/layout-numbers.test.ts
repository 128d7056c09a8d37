/** A number by which the arrangement is computed stands in TypeScript, and in no style sheet. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { measuresOf, planOf } from '../../src/browser/demo/arrangement.js';
import { CHART_MEASURES } from '../../src/browser/demo/chart/place.js';
import { DESK_OUTSIDE, desk, HAND_OUTSIDE, inHand, rowsOf, SLIDE } from '../../src/browser/demo/format.js';
import { TITLE_MEASURES } from '../../src/browser/demo/title.js';
import { demoManifest } from '../../src/demo/manifest-of.js';
import { demoNamed } from '../helpers/demos.js';

interface Rule {
  file: string;
  selectors: string[];
  declarations: [property: string, value: string][];
}

const ROWS = 'grid-template-rows';

/** Where each measure is used: the end of a selector, and what is declared there. */
const USES: Record<string, [selector: string, property: string][]> = {
  '--panes-height': [['reboot-demo[name]', ROWS]],
  '--lanes-height': [['reboot-demo[name]', ROWS]],
  '--faults-height': [['reboot-demo[name]', ROWS]],
  '--chart-row': [['reboot-demo[name]', ROWS]],
  '--head': [['reboot-demo[name][grows]', ROWS]],
  '--foot': [['reboot-demo[name][grows]', ROWS]],
  '--row-gap': [['reboot-demo[name]', 'gap']],
  '--pane-gap': [
    ['.panes', 'gap'],
    ['.panes > div', 'gap'],
  ],
  '--pane-header': [
    ['.pane > header', 'height'],
    ['.pane .name', 'height'],
  ],
  '--button-height': [['.faults button', 'height']],
  '--button-gap': [['.faults', 'gap']],
  '--column-gap': [['.tree', 'column-gap']],
  '--indent': [['.guide', 'width']],
  '--chart-size': [['.chart', 'font']],
  '--chart-gap': [
    ['.chart', 'gap'],
    ['[data-arrangement="panels"]', 'gap'],
  ],
  '--lane-height': [['[data-kind="track"] dl > div', 'height']],
  '--tile-gap': [['[data-arrangement="rows"]', 'gap']],
  '--panel-rule': [['svg.many', 'border-top']],
  '--cable': [['.cable', 'height']],
  '--title-size': [['.headline', 'font']],
};

const ROOT = new URL('../../src/browser/', import.meta.url).pathname;

function rulesOf(css: string, file: string): Rule[] {
  const rules = css.replace(/\/\*.*?\*\//gs, '').matchAll(/([^{}]+)\{([^{}]*)\}/g);
  return [...rules].map(([, selectors = '', body = '']) => ({
    file,
    selectors: selectors.split(',').map((selector) => selector.trim()),
    declarations: body.split(';').flatMap((line): [string, string][] => {
      const [, property, value] = /^\s*([\w-]+):\s*(.*?)\s*$/s.exec(line) ?? [];
      return property && value !== undefined ? [[property, value]] : [];
    }),
  }));
}

const sheets = readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.css'))
  .map((file) => ({ file, css: readFileSync(ROOT + file, 'utf8') }));

/** The declarations of style sheets that stand in place of a measure, or against it. */
function repeatsIn(all: { file: string; css: string }[]): string[] {
  const rules = all.flatMap(({ css, file }) => rulesOf(css, file));
  const uses = Object.entries(USES).flatMap(([name, places]) => places.map((place) => [name, ...place] as const));
  const found = uses.map(([name, selector, property]) => ({
    ...{ name, selector, property },
    said: rules.flatMap((rule) =>
      rule.selectors.some((one) => one.endsWith(selector))
        ? rule.declarations.flatMap(([what, value]) => (what === property ? [{ file: rule.file, value }] : []))
        : [],
    ),
  }));
  return [
    ...found.flatMap(({ name, selector, property, said }) =>
      said.length === 0 ? [`${name} is used nowhere: no ${property} of ${selector}`] : [],
    ),
    ...found.flatMap(({ name, selector, property, said }) =>
      said.flatMap(({ file, value }) =>
        value.includes(`var(${name}`) ? [] : [`${file}: ${property} of ${selector} is ${value} and not var(${name})`],
      ),
    ),
    ...rules.flatMap(({ file, declarations }) =>
      declarations.flatMap(([property, value]) => (property in USES ? [`${file} sets ${property} to ${value}`] : [])),
    ),
  ];
}

const formats = { slide: SLIDE, desk: desk(700, 700), hand: inHand(800) };
const names = ['isolation', 'blackbox', 'race', 'supervision'];
const plans = (await Promise.all(names.map(demoNamed))).flatMap((demo) =>
  Object.values(formats).map((format) => planOf(demoManifest(demo), format)),
);

describe('a measure of the arrangement', () => {
  it('is repeated by no style sheet', () => expect(repeatsIn(sheets)).toEqual([]));

  it.each([
    ['.bench reboot-demo[name] .guide { width: 18px; }', 'width of .guide is 18px and not var(--indent)'],
    ['@media print { reboot-demo[name] .panes { gap: 12px; } }', 'gap of .panes is 12px and not var(--pane-gap)'],
    ['.bench reboot-demo[name] { --head: 48px; }', 'new.css sets --head to 48px'],
  ])('would be found in %s', (css, words) => {
    expect(repeatsIn([...sheets, { file: 'new.css', css }]).join()).toContain(words);
  });

  it('is written for each format, and each that is written has its place', () => {
    const written = plans.flatMap((plan) => [
      ...Object.keys({ ...measuresOf(plan), ...rowsOf(plan.format), ...CHART_MEASURES, ...TITLE_MEASURES }),
    ]);
    expect([...new Set(written)].sort()).toEqual(Object.keys(USES).sort());
    for (const plan of plans) {
      for (const px of Object.values(measuresOf(plan))) expect(px).toBeGreaterThanOrEqual(0);
    }
  });

  it('leaves the demo beside a lesson, and on an upright slide, the room that its bars do not take', () => {
    expect(rowsOf(SLIDE)).toEqual({});
    expect(rowsOf(formats.desk)).toEqual({ '--head': '48px', '--foot': '36px' });
    expect(rowsOf(formats.hand)).toEqual({ '--head': '60px 86px', '--foot': '180px' });
    expect([DESK_OUTSIDE, HAND_OUTSIDE]).toEqual([163, 540]);
  });
});
