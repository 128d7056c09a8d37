import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { type Deck, type Layout, parseDeck, sectionHtml } from '../../src/deck/index.js';
import { loadDeck } from '../../src/deck/load.js';
import { catalogueOf } from '../../src/demo/catalogue.js';
import type { Demo } from '../../src/demo/demo.js';
import { textOf } from './deck-helpers.js';

const demos = import.meta.glob<Demo>('../../demos/*/demo.ts', { eager: true, import: 'default' });

const STEMS =
  'vettel malibu maxima erlang caveman spock isolation reboot reboot-2 tools controls scribes punt session cookiejar complexity wedge conclusion';
const pictures = Object.fromEntries(
  STEMS.split(' ').map((stem) => [`${stem}.svg`, { src: `art/${stem}.svg`, alt: stem }]),
);

const fixture = new URL('../fixtures/talk.md', import.meta.url);
const original: Deck = parseDeck([{ path: 'talk.md', text: readFileSync(fixture, 'utf8') }], {
  catalogue: {},
  pictures,
});

describe('the original talk, untouched', () => {
  it('the original talk, untouched, has 34 slides and no problem', () => {
    expect(original.problems).toEqual([]);
    expect(original.slides).toHaveLength(34);
  });

  it('the original talk, untouched, shows no stray markup', () => {
    for (const { html, title } of original.slides) {
      for (const markup of ['![', '[malibu]', '[maxima]', '###', '**', '`', '---', '](']) {
        expect(textOf(html)).not.toContain(markup);
        expect(title).not.toContain(markup);
      }
    }
  });

  it('the original talk, untouched, resolves the sized pictures by reference', () => {
    const html = original.slides[3]?.html;
    expect(html).toContain('<img src="art/malibu.svg" alt="malibu" style="height:250px" loading="lazy">');
    expect(html).toContain('<img src="art/maxima.svg" alt="maxima" style="height:250px" loading="lazy">');
    expect(textOf(html ?? '')).toBe('Quality Wars, circa 1980s');
  });

  it('the original talk, untouched, shows every picture once', () => {
    const shown = original.slides.flatMap(({ html }) =>
      [...html.matchAll(/<img src="art\/([^.]+)/g)].map(([, stem]) => stem),
    );
    expect(shown.sort()).toEqual(STEMS.split(' ').sort());
  });

  it('the original talk, untouched, keeps headings that touch their hashes, small print, line breaks and curly quotes', () => {
    expect(original.slides[29]?.html).toBe(
      '<h2>Run OS processes<br>under supervision!</h2>\n<h3>(runit, systemd, launchd)</h3>\n',
    );
    expect(original.slides[12]?.html).toContain('<h2>Steps <small>(Courtesy South Park)</small></h2>');
    expect(original.slides[5]?.title).toBe('Erlang’s Roots: PLEX');
  });

  it('the original talk, untouched, finds a layout for each slide from what is on it', () => {
    const expected: Record<number, Layout> = {
      0: 'statement',
      1: 'picture',
      2: 'section',
      5: 'list',
      31: 'statement',
      33: 'poster',
    };
    for (const [index, layout] of Object.entries(expected)) {
      expect(original.slides[Number(index)]?.layout).toBe(layout);
    }
  });
});

describe('the slides of this project', async () => {
  const root = new URL('../../', import.meta.url).pathname;
  const { slides, problems } = await loadDeck({
    slidesDir: `${root}slides`,
    artDir: `${root}public/art`,
    catalogue: async () => catalogueOf(Object.values(demos)),
  });

  it('the slides of this project are the title slide and the 34 of the talk, without a problem', () => {
    expect(problems).toEqual([]);
    expect(slides).toHaveLength(35);
    expect(slides[0]).toMatchObject({ title: 'Fault Tolerance in Erlang', layout: 'title' });
  });

  it("the slides of this project say the author's words in the author's order, but for two typos", () => {
    const mended = original.slides.map(({ html }) =>
      textOf(html).replace('Back box', 'Black box').replace('unhahdled', 'unhandled'),
    );
    expect(slides.slice(1).map(({ html }) => textOf(html))).toEqual(mended);
  });

  it('the slides of this project have notes for the speaker on every slide, which the room does not see', () => {
    for (const { notes, html } of slides) {
      expect(notes).not.toBe('');
      expect(html).not.toMatch(/Notes?:/);
    }
  });

  it('the slides of this project play isolation on #1 Isolation, over its picture', () => {
    expect(slides[10]).toMatchObject({ title: '#1 Isolation', layout: 'picture' });
    expect(slides[10]?.demos[0]?.steps.map(({ text }) => text)).toEqual([
      'start',
      'throw objects',
      'predict',
      'votes',
      'segfault threads',
      'answer',
      'segfault line-7',
    ]);
    expect(slides[10]?.html).toContain('<figure class="picture"><img src="art/spock.svg"');
  });

  it('the slides of this project answer each question that they ask the room, after a fault that puts it to the processes', () => {
    for (const { name, steps } of slides.flatMap(({ demos: shown }) => shown)) {
      const texts = steps.map(({ text }) => text);
      const asks = (Object.values(demos).find((demo) => demo.name === name)?.outcome?.after ?? []).map(
        ({ fault, process }) => `${fault} ${process}`,
      );
      const put = texts.findIndex((text) => asks.includes(text));
      if (!texts.includes('predict')) continue;
      expect(texts[texts.indexOf('predict') + 1], name).toBe('votes');
      expect(put, name).toBeGreaterThan(texts.indexOf('predict'));
      expect(texts.indexOf('answer'), name).toBeGreaterThan(put);
    }
  });

  it('the slides of this project have a drawing of its own beside every list, printed in one spot ink, with shapes only', async () => {
    const lists = slides.filter(({ layout }) => layout === 'list');
    expect(lists).toHaveLength(11);
    const drawings = lists.map(
      ({ html }) => /<img src="(art\/spot-[a-z]+\.svg)" .* data-ink="([a-z]+)"/.exec(html) ?? [],
    );
    expect(new Set(drawings.map(([, src]) => src)).size).toBe(11);
    const tokens = await readFile(`${root}src/browser/theme/tokens.css`, 'utf8');
    const hexOf = (ink = ''): string => new RegExp(`--${ink}: (#[0-9a-f]{6});`).exec(tokens)?.[1] ?? `no ${ink}`;
    for (const [, src, ink] of drawings) {
      const svg = await readFile(`${root}public/${src}`, 'utf8');
      expect(new Set(svg.match(/#[0-9a-f]{6}\b/gi)), src).toEqual(new Set(['ink', 'paper', ink].map(hexOf)));
      expect(svg, src).not.toMatch(/<text|<image|<style|gradient/i);
    }
  });

  it('the slides of this project become flat sections: a live edit keeps a running demo only as a direct child', () => {
    expect(sectionHtml(slides[10] as (typeof slides)[number])).toMatch(/^<section [^>]+>\n<h2>[\s\S]+<\/h2>\n<figure/);
  });
});
