import { type Deck, type DeckOptions, parseDeck } from '../../src/deck/index.js';

export const catalogue: DeckOptions['catalogue'] = {
  isolation: {
    objects: ['throw', 'kill'],
    threads: ['throw', 'segfault', 'drop', 'kill'],
    'line-1': ['throw', 'segfault', 'kill'],
    'line-2': ['throw', 'segfault', 'kill'],
    'line-3': ['throw', 'segfault', 'kill'],
  },
  recovery: { router: ['kill'] },
};

export const pictures: DeckOptions['pictures'] = {
  'vettel.svg': { src: 'art/vettel.svg', alt: 'Pushed home. Three marshals push a racing car.' },
  'malibu.svg': { src: 'art/malibu.svg', alt: 'A sedan.' },
};

export const parse = (text: string): Deck => parseDeck([{ path: 'slides/01.md', text }], { catalogue, pictures });

export const htmlOf = (text: string): string =>
  parse(text)
    .slides.map(({ html }) => html)
    .join('');

export const textOf = (html: string): string =>
  html
    .replace(/<br>/g, ' ')
    .replace(/<[^>]+>/g, '')
    .replace(/\s+/g, ' ')
    .trim();

/** The problems, each with its place and its words. */
export const problemsOf = (text: string): string[] =>
  parse(text).problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
