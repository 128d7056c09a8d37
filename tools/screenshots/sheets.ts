/** All pictures beside each other: one page to open, and sheets as pictures, made by the browser. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import type { Picture } from './options.js';

const SHEETS = 'sheets';
/** In pixels. */
const SHEET_WIDTH = 1920;
const THUMB_HEIGHT = 260;
const GAP = 12;
const ROWS = 4;
/** Four bytes each: pictures are unpacked in full, however small they are shown. */
const MOST_PIXELS = 100_000_000;

const STYLE = `
  body { margin: ${GAP}px; width: ${SHEET_WIDTH - 2 * GAP}px; background: #777; color: #fff; font: 14px sans-serif }
  section { display: flex; flex-wrap: wrap; gap: ${GAP}px }
  figure { margin: 0; width: min-content; overflow-wrap: anywhere }
  img { display: block; height: ${THUMB_HEIGHT}px; background: #000 }
  a { color: inherit }`;

/** Makes them of all that is there now, from this run or an earlier one. */
export async function makeSheets(folder: string, browser: Browser): Promise<void> {
  const pictures = picturesIn(folder);
  writeFileSync(join(folder, 'index.html'), pageOf([...groups(pictures)]));
  rmSync(join(folder, SHEETS), { recursive: true, force: true });
  mkdirSync(join(folder, SHEETS));
  const page = await browser.newPage({ viewport: { width: SHEET_WIDTH, height: THUMB_HEIGHT } });
  const sheet = join(folder, SHEETS, 'sheet.html');
  for (const [size, all] of groups(pictures)) {
    for (const [index, some] of chunks(all, thumbsOnSheet(join(folder, pathOf(all[0] as Picture)))).entries()) {
      writeFileSync(sheet, pageOf([[size, some]], '../'));
      await page.goto(pathToFileURL(sheet).href);
      await page.screenshot({ path: join(folder, SHEETS, `${size}-${index + 1}.png`), fullPage: true });
    }
  }
  rmSync(sheet);
  await page.close();
}

const pathOf = ({ folder, name }: Picture) => `${folder}/${name}.png`;

const picturesIn = (root: string): Picture[] =>
  readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== SHEETS)
    .flatMap(({ name: folder }) =>
      readdirSync(join(root, folder))
        .filter((file) => file.endsWith('.png'))
        .map((file) => file.replace(/\.png$/, ''))
        .sort()
        .map((name) => ({ folder, name })),
    );

const groups = (pictures: Picture[]): Map<string, Picture[]> => {
  const byFolder = new Map<string, Picture[]>();
  for (const picture of pictures) byFolder.set(picture.folder, [...(byFolder.get(picture.folder) ?? []), picture]);
  return byFolder;
};

const pageOf = (sections: [string, Picture[]][], base = '') => `<!doctype html>
<meta charset="utf-8">
<title>Screenshots</title>
<style>${STYLE}</style>
${sections.map(([size, pictures]) => `<h2>${size}</h2>\n<section>\n${pictures.map((picture) => thumb(picture, base)).join('\n')}\n</section>`).join('\n')}
`;

const thumb = (picture: Picture, base: string) =>
  `<figure><a href="${base}${pathOf(picture)}"><img src="${base}${pathOf(picture)}" alt="" decoding="sync">${picture.name}</a></figure>`;

/** As many as fit, by the shape of the first, and as the browser can hold at once. */
function thumbsOnSheet(file: string): number {
  const header = readFileSync(file).subarray(16, 24);
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const columns = Math.max(1, Math.floor((SHEET_WIDTH - GAP) / ((THUMB_HEIGHT * width) / height + GAP)));
  return Math.min(ROWS * columns, Math.ceil(MOST_PIXELS / (width * height)));
}

const chunks = <Item>(items: Item[], size: number): Item[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));
