/** The head of a page: the title of the talk, its description, and the card that links to it show. */
import { escapeHtml } from './text.js';
import type { Deck, Front } from './types.js';

/** The talk's own title, or that of its first slide. */
export const talkTitle = ({ front, slides }: Pick<Deck, 'front' | 'slides'>): string =>
  front.title ?? slides.find(({ title }) => title !== '')?.title ?? 'Slides';

/** The lines of the head; `page` names a page other than the deck. */
export function headHtml(deck: Pick<Deck, 'front' | 'slides'>, page?: string): string {
  const { front } = deck;
  const title = talkTitle(deck);
  const described = front.description ?? describe(front, title);
  const lines = [
    `<title>${escapeHtml(page === undefined ? title : `${page} · ${title}`)}</title>`,
    meta('name', 'description', described),
    ...(front.author === undefined ? [] : [meta('name', 'author', front.author)]),
    meta('property', 'og:title', title),
    meta('property', 'og:description', described),
    meta('property', 'og:image:alt', front.card ?? `The first slide of “${title}”.`),
  ];
  return lines.join('\n    ');
}

const describe = ({ author, date }: Front, title: string): string =>
  `${[title, author === undefined ? '' : `by ${author}`, date ?? ''].filter(Boolean).join(', ')}.`;

const meta = (kind: 'name' | 'property', name: string, content: string): string =>
  `<meta ${kind}="${name}" content="${escapeHtml(content)}">`;
