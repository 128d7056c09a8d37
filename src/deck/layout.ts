import type { Token, Tokens } from 'marked';
import { markdown } from './markdown.js';
import { textOfHtml } from './text.js';
import type { Layout } from './types.js';

export interface Content {
  hasPicture: boolean;
  hasList: boolean;
  headings: number[];
  /** Blocks beside the headings. */
  others: number;
  /** Whether those are a line or two, and pictures. */
  areShort: boolean;
  headlineIsLink: boolean;
}

/** The layout of a slide, chosen by its content. The first rule that fits wins. */
export function layoutOf(content: Content): Layout {
  if (content.headlineIsLink) return 'poster';
  if (content.headings[0] === 1 && content.areShort && !content.hasList) {
    return content.headings.length + content.others > 1 ? 'title' : 'section';
  }
  if (content.hasList) return 'list';
  return content.hasPicture ? 'picture' : 'statement';
}

const isHeading = (token: Token): token is Tokens.Heading => token.type === 'heading';

export function contentOf(tokens: Token[]): Omit<Content, 'hasPicture'> {
  const headings = tokens.filter(isHeading);
  const headline = headings[0]?.tokens ?? [];
  return {
    hasList: tokens.some(({ type }) => type === 'list'),
    headings: headings.map(({ depth }) => depth),
    others: tokens.length - headings.length,
    areShort: areShort(tokens),
    headlineIsLink: headline.length === 1 && headline[0]?.type === 'link',
  };
}

/** Lines that a poster has room for below its title. */
const POSTER_LINES = 3;
const SHORT = ['heading', 'paragraph', 'html', 'rendered', 'space'];

function areShort(tokens: Token[]): boolean {
  const lines = tokens.filter((token) => token.type === 'paragraph' && plainText([token]) !== '');
  return tokens.every(({ type }) => SHORT.includes(type)) && lines.length <= POSTER_LINES;
}

/** The slide's name for lists, the overview and the speaker: its first heading, or else its first words. */
export function titleOf(tokens: Token[]): string {
  const named = tokens.find(isHeading) ?? tokens.find(({ type }) => type === 'paragraph');
  return named ? plainText([named]) : '';
}

/** How many characters of a list fit on one line beside its picture, in the larger type. */
const LINE = 33;

/** How many lines the lists take, each in its rows, with the headings between them. */
export function linesOf(tokens: Token[]): number {
  const lists = tokens.filter((token): token is Tokens.List => token.type === 'list');
  const rows = lists.flatMap(({ items }) => items.map((item) => Math.ceil(plainText(item.tokens).length / LINE)));
  return rows.reduce((sum, lines) => sum + lines, tokens.filter(isHeading).slice(1).length);
}

const plainText = (tokens: Token[]): string => textOfHtml(markdown.parser(structuredClone(tokens)));
