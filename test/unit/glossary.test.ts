/** Plain English, as far as a program can hold it: sentences with a subject, and one name for each thing. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bareStarts, type Prose, proseOf } from '../helpers/prose.js';

const ROOT = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, ROOT), 'utf8');

/** Folders with sentences that begin with a bare Who, What, Of or It, and how many. A number here may only fall. */
const BARE_STARTS_LEFT: Record<string, number> = { 'src/browser': 3 };
/** Folders that use a word of `AVOIDED`, and how often. A number here may only fall. */
const AVOIDED_LEFT: Record<string, number> = {};
const AVOIDED = /\b(?:anew|begun|whoever)\b/gi;
/** Metaphors that the glossary replaces. Processes of demos may have such names, so tests may too. */
const METAPHORS = /\b(?:condemned|guests?|houses?|obituar(?:y|ies)|strangers?|visitors?|wish(?:es)?)\b/gi;

/** This file and the glossary name the words that nothing else uses. */
const NAMES_THEM = ['test/unit/glossary.test.ts', 'test/helpers/prose.ts', 'docs/glossary.md'];
const PROGRAM = /\.(?:ts|mjs|cjs)$/;

/** Every file below `folder` that holds prose, without the pages that the tests build. */
const filesOf = (folder: string) =>
  readdirSync(new URL(`${folder}/`, ROOT), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((path) => PROGRAM.test(path) || path.endsWith('.md'))
    .filter((path) => !NAMES_THEM.includes(path));

/**
 * Strings are input and output of the programs under test in `test`, and have the voice of the talk in `demos`; only the strings of
 * `src` and `tools` are held to the rule.
 */
const isOurs =
  (path: string) =>
  ({ kind }: Prose) =>
    kind !== 'string' || !/^(?:test|demos)\//.test(path);

/** A paragraph of a document is a piece of prose. */
const paragraphsOf = (text: string): Prose[] =>
  [...text.matchAll(/(?:[^\n]|\n(?!\n))+/g)].map(({ index, 0: paragraph }) => ({
    kind: 'comment',
    line: text.slice(0, index).split('\n').length,
    text: paragraph,
  }));

const prose = ['src', 'docs', 'test', 'tools', 'demos']
  .flatMap(filesOf)
  // A lesson has the voice of the talk.
  .filter((path) => PROGRAM.test(path) || !path.startsWith('demos/'))
  .concat('README.md')
  .flatMap((path) => {
    const pieces = PROGRAM.test(path) ? proseOf(read(path), path.endsWith('.test.ts')) : paragraphsOf(read(path));
    return pieces
      .filter(isOurs(path))
      .map((piece) => ({ path, folder: path.split('/').slice(0, 2).join('/'), ...piece }));
  });

/** The places of all faults, but of those folders that have no more than they may have. */
function placesOf(
  faults: { path: string; folder: string; line: number; words: string }[],
  left: Record<string, number>,
) {
  const counts = new Map<string, number>();
  for (const { folder } of faults) counts.set(folder, (counts.get(folder) ?? 0) + 1);
  return faults
    .filter(({ folder }) => (counts.get(folder) ?? 0) > (left[folder] ?? 0))
    .map(({ path, line, words }) => `${path}:${line} ${words}`);
}

describe('the prose of the project', () => {
  it('has no sentence that begins with a bare Who, What, Of or It', () => {
    const faults = prose.flatMap((piece) => bareStarts(piece).map((words) => ({ ...piece, words })));
    expect(placesOf(faults, BARE_STARTS_LEFT)).toEqual([]);
  });

  it('uses none of the words anew, begun and whoever', () => {
    const faults = prose.flatMap((piece) => (piece.text.match(AVOIDED) ?? []).map((words) => ({ ...piece, words })));
    expect(placesOf(faults, AVOIDED_LEFT)).toEqual([]);
  });

  it('uses no metaphor for a thing that has a name in the glossary', () => {
    const faults = prose
      // Processes of demos may have such names.
      .filter(({ path }) => !/^(?:test|demos)\//.test(path))
      .flatMap((piece) => (piece.text.match(METAPHORS) ?? []).map((words) => ({ ...piece, words })));
    expect(placesOf(faults, {})).toEqual([]);
  });
});

describe('the reader of prose', () => {
  const source = `const a = 'Who'; // What is it.
/** Of a page. */
const b = /['"\`]/.test(\`It has \${a + \`\${'nested'}\`} parts.\`);
it('of nobody', () => {});`;

  it('finds comments, strings, templates and titles, each with its line', () => {
    expect(proseOf(source, true).map(({ kind, line, text }) => [kind, line, text.trim()])).toEqual([
      ['string', 1, 'Who'],
      ['comment', 1, 'What is it.'],
      ['comment', 2, 'Of a page.'],
      ['string', 3, 'It has … parts.'],
      ['string', 3, '…'],
      ['string', 3, 'nested'],
      ['title', 4, 'of nobody'],
    ]);
  });

  it('finds the sentences that begin with a bare Who, What, Of or It, and no other', () => {
    expect(proseOf(source, true).flatMap(bareStarts)).toEqual([
      'What is it',
      'Of a page',
      'It has … parts',
      'of nobody',
    ]);
    const clean = ['Its size.', 'A page, of which it is one.', 'Offsets.', 'What'];
    expect(clean.flatMap((text) => bareStarts({ kind: 'comment', text }))).toEqual([]);
    expect(bareStarts({ kind: 'comment', text: 'One. It is two. **Whole.** Of three.' })).toEqual([
      'It is two',
      'Of three',
    ]);
  });
});

describe('docs/glossary.md', () => {
  const [used = '', notUsed = ''] = read('docs/glossary.md').split('## Not used');
  const rowsOf = (text: string) =>
    [...text.matchAll(/^\| (?!not this|noun|-)(.+?) \| (.+) \|$/gm)].map(([, first = '', second = '']) => [
      first,
      second,
    ]);
  const nouns = rowsOf(used);

  it('says in one sentence what each noun is, and begins with that noun', () => {
    expect(nouns.length).toBeGreaterThan(40);
    for (const [noun = '', meaning = ''] of nouns) {
      expect(meaning).toMatch(new RegExp(`^(?:A|An|The) ${noun}\\b(?:[^.]|\\.\\w)*\\.$`));
    }
  });

  it('has each noun once', () => {
    const names = nouns.map(([noun]) => noun);
    expect(names).toEqual([...new Set(names)]);
  });

  it('names a word in place of each word that is not used, and explains none of those', () => {
    const refused = rowsOf(notUsed);
    expect(refused.length).toBeGreaterThan(15);
    const words = refused.filter(([word = '']) => !/,? for /.test(word)).flatMap(([word = '']) => word.split(', '));
    expect(nouns.map(([noun]) => noun).filter((noun = '') => words.includes(noun))).toEqual([]);
  });
});
