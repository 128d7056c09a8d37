import { Marked, type Token } from 'marked';
import { sizedDefinition } from './features/definition.js';
import { touchingHeading } from './features/heading.js';
import { outside } from './features/links.js';
import { numbered } from './features/lists.js';
import { typography } from './features/typography.js';

// A private instance: marked's own is shared with every other module that imports it.
export const markdown = new Marked({ gfm: true }).use({
  extensions: [touchingHeading, sizedDefinition, { name: 'rendered', renderer: (token) => String(token.html) }],
  renderer: { ...typography, ...outside, ...numbered },
});

/** Puts finished HTML in the place of a token. */
export function replaceToken(token: Token, html: string): void {
  Object.assign(token, { type: 'rendered', html, tokens: undefined });
}
