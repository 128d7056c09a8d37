/** The front matter of a talk: YAML between two lines of dashes, before its first slide. */
import { isScalar, LineCounter, parseDocument } from 'yaml';
import { suggest } from './nearest.js';
import type { Front } from './types.js';

const KEYS = ['title', 'author', 'date', 'description', 'card', 'lang', 'theme'] as const;
const FENCE = /^---[ \t]*\n((?:[ \t]*(?:#.*)?\n)*[A-Za-z][\w-]*[ \t]*:[\s\S]*?)^---[ \t]*(?:\n|$)/m;

export interface FrontMatter {
  front: Front;
  /** Characters that it takes, with its dashes; 0 when the text has none. */
  length: number;
  wrongs: { offset: number; message: string }[];
}

/** Reads it off the beginning of a file. */
export function readFrontMatter(text: string): FrontMatter {
  const found = FENCE.exec(text);
  if (found?.index !== 0) return { front: {}, length: 0, wrongs: [] };
  const [whole, yaml = ''] = found;
  const start = whole.indexOf(yaml);
  const wrongs: FrontMatter['wrongs'] = [];
  const front: Front = {};
  const document = parseDocument(yaml, { lineCounter: new LineCounter(), schema: 'failsafe' });
  for (const { pos, message } of document.errors) {
    wrongs.push({ offset: start + pos[0], message: `${(message.split('\n')[0] ?? '').replace(/ at line.*/, '')}.` });
  }
  const items = document.contents && 'items' in document.contents ? document.contents.items : [];
  for (const { key, value } of items as { key: unknown; value: unknown }[]) {
    const offset = start + (isScalar(key) ? (key.range?.[0] ?? 0) : 0);
    const name = isScalar(key) ? String(key.value) : '';
    const known = KEYS.find((one) => one === name);
    if (known === undefined) wrongs.push({ offset, message: `There is no key “${name}”. ${suggest(name, KEYS)}` });
    else if (!isScalar(value)) wrongs.push({ offset, message: `“${name}” takes one line of text.` });
    else front[known] = String(value.value ?? '');
  }
  return { front, length: whole.length, wrongs };
}
