import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { PLAN_FILE, parsePlan } from './plan.js';
import type { Pictures, SourceFile } from './types.js';

const KINDS = ['.svg', '.png', '.jpg', '.jpeg', '.gif', '.webp', '.avif'];

/** Every `*.md` of a folder, in the order of their names. Throws a plain error when there is none to read. */
export async function readSlides(folder: string): Promise<SourceFile[]> {
  const names = (await list(folder, 'slides')).filter((name) => name.endsWith('.md')).sort();
  if (names.length === 0) throw new Error(`There are no slides in ${folder}. Put a markdown file (*.md) there.`);
  return Promise.all(
    names.map(async (name) => ({ path: `${basename(folder)}/${name}`, text: await read(join(folder, name)) })),
  );
}

/** The style sheets beside the slides, without their ending. */
export const readThemes = async (folder: string): Promise<string[]> =>
  (await list(folder, 'slides')).filter((name) => name.endsWith('.css')).map((name) => name.slice(0, -'.css'.length));

/** The plan beside the slides; null when there is none, or when it cannot be read. */
export async function readPlan(folder: string): Promise<ReturnType<typeof parsePlan>> {
  if (!(await list(folder, 'slides')).includes(PLAN_FILE)) return { plan: null, problems: [] };
  return parsePlan(`${basename(folder)}/${PLAN_FILE}`, await read(join(folder, PLAN_FILE)));
}

/** The pictures of a folder by the name of their file. An SVG brings its own words, its title and description, and its ink. */
export async function readPictures(folder: string, base = 'art'): Promise<Pictures> {
  const names = (await list(folder, 'pictures')).filter((name) =>
    KINDS.some((kind) => name.toLowerCase().endsWith(kind)),
  );
  const entries = names.sort().map(async (name) => {
    const svg = name.toLowerCase().endsWith('.svg') ? await read(join(folder, name)) : '';
    const ink = /<svg[^>]*\bdata-ink="([a-z]+)"/.exec(svg)?.[1];
    return [name, { src: `${base}/${encodeURIComponent(name)}`, alt: alternativeText(svg), ink }] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

export function alternativeText(svg: string): string {
  const words = ['title', 'desc'].map((tag) => new RegExp(`<${tag}[^>]*>([^<]*)</${tag}>`).exec(svg)?.[1] ?? '');
  return words
    .map((text) => decode(text).replace(/\s+/g, ' ').trim())
    .filter(Boolean)
    .map((text) => (/[.!?…]$/.test(text) ? text : `${text}.`))
    .join(' ');
}

const decode = (text: string): string =>
  text
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&apos;/g, "'")
    .replace(/&amp;/g, '&');

/** The names in a folder, but for hidden ones: an editor, or a copy from a Mac, puts `.#title.md` or `._title.md` beside `title.md`. */
async function list(folder: string, what: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    throw new Error(`The ${what} in ${folder} cannot be read: ${reason(error)}`);
  });
  return names.filter((name) => !name.startsWith('.'));
}

async function read(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((error: unknown) => {
    throw new Error(`${path} cannot be read: ${reason(error)}`);
  });
}

const REASONS: Record<string, string> = {
  ENOENT: 'it is not there.',
  EACCES: 'the permission is missing.',
  ENOTDIR: 'it is not a folder.',
  EISDIR: 'it is a folder, not a file.',
};

function reason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return REASONS[code] ?? (error instanceof Error ? error.message : String(error));
}
