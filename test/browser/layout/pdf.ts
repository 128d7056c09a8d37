/** Reads what a browser prints: the pages of a PDF, as far as a slide needs it. */
import { inflateSync } from 'node:zlib';

export interface PdfPage {
  /** As it is written: left, bottom, right, top; in points. */
  box: string;
  /** The colour of the last rectangle that fills a whole slide: red, green and blue of 255. */
  ground: number[];
}

export function pagesOf(pdf: Buffer): PdfPage[] {
  const text = pdf.toString('latin1');
  return [...text.matchAll(/<<\/Type \/Page\b[\s\S]*?endobj/g)].map(([page]) => {
    const [, box = ''] = /\/MediaBox \[([^\]]*)\]/.exec(page) ?? [];
    const [, contents = ''] = /\/Contents (\d+) 0 R/.exec(page) ?? [];
    return { box, ground: groundOf(streamOf(pdf, text, contents)) };
  });
}

function streamOf(pdf: Buffer, text: string, number: string): string {
  const at = text.indexOf(`\n${number} 0 obj`);
  const start = text.indexOf('stream\n', at) + 'stream\n'.length;
  const [, length] = /\/Length (\d+)/.exec(text.slice(at, start)) ?? [];
  return inflateSync(pdf.subarray(start, start + Number(length))).toString('latin1');
}

function groundOf(commands: string): number[] {
  const fills = [...commands.matchAll(/([\d.]+) ([\d.]+) ([\d.]+) rg\s(?:\S+ gs\s)?0 \d+ 1280 720 re\sf\s/g)];
  const [, ...colour] = fills.at(-1) ?? [];
  return colour.map((share) => Math.round(Number(share) * 255));
}
