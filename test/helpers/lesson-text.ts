/** Compares the text of a lesson with its claims. Pure. */
import type { Claims } from '../../src/demo/claims.js';

const inOneLine = (text: string) => text.replace(/\s+/g, ' ').trim();

/** The part under `## name`, in one line, without the marks of quotes. */
export function partOf(lesson: string, name: string): string {
  const [, part = ''] = new RegExp(`^## ${name}$([\\s\\S]*?)(?=^## |(?![\\s\\S]))`, 'm').exec(lesson) ?? [];
  return inOneLine(part.replace(/^ *>/gm, ''));
}

/** The option that is marked as right, with its feedback, in one line. */
export function rightOptionOf(lesson: string): string {
  const [, question = ''] = /^## Predict$([\s\S]*?)^## /m.exec(lesson) ?? [];
  const [, option = ''] = /^- \[x\]([\s\S]*?)(?=^- \[|(?![\s\S]))/m.exec(question) ?? [];
  return inOneLine(option.replace(/^ *>/gm, ''));
}

/** The pieces of text that claims and unseen pieces quote. */
export const quotesOf = ({ acts, unseen }: Claims): string[] =>
  [...acts.flatMap(({ claims }) => claims.map(({ says }) => says)), ...unseen].map(inOneLine);

/** Quotes that do not stand in the lesson. */
export function strayQuotes(lesson: string, claims: Claims): string[] {
  const whole = inOneLine(lesson.replace(/^ *>/gm, ''));
  return quotesOf(claims).filter((quote) => !whole.includes(quote));
}

/** The pieces of `part` with a letter that no quote covers. */
export function uncovered(part: string, claims: Claims): string[] {
  const isCovered = new Array<boolean>(part.length).fill(false);
  for (const quote of quotesOf(claims)) {
    for (let at = part.indexOf(quote); at >= 0; at = part.indexOf(quote, at + 1))
      isCovered.fill(true, at, at + quote.length);
  }
  return [...part]
    .map((character, at) => (isCovered[at] ? '\n' : character))
    .join('')
    .split('\n')
    .map((piece) => piece.trim())
    .filter((piece) => /\p{L}/u.test(piece));
}
