import { closeSync, openSync, writeSync } from 'node:fs';

/** The guest book: how many came, and a good deal to write each time. */
const GUESTS = JSON.stringify(Array.from({ length: 50_000 }, (_, at) => `guest number ${at}`));

export const written = (clicks: number): string => `{"clicks":${clicks},"guests":${GUESTS}}`;

/** A page of it. */
const PIECE = 4096;

/** Writes over what is in `path`, page by page, as a book is written. */
export function save(path: string, text: string): void {
  const file = openSync(path, 'w');
  for (let at = 0; at < text.length; at += PIECE) writeSync(file, text.slice(at, at + PIECE));
  closeSync(file);
}

/** Null when what was found is no guest book. */
export function clicksIn(text: string): number | null {
  try {
    return (JSON.parse(text) as { clicks: number }).clicks;
  } catch {
    return null;
  }
}
