import { Marked, type Token } from 'marked';
import { sizedDefinition } from './features/definition.js';
import { touchingHeading } from './features/heading.js';
import { listEndsAtNotes, noteMark } from './features/notes.js';
import { typography } from './features/typography.js';

// A private instance: marked's own is shared with whoever else imports it.
export const markdown = new Marked({ gfm: true }).use({
  extensions: [
    touchingHeading,
    sizedDefinition,
    noteMark,
    { name: 'rendered', renderer: (token) => String(token.html) },
  ],
  tokenizer: listEndsAtNotes,
  renderer: typography,
});

/** Puts finished HTML in the place of a token. */
export function replaceToken(token: Token, html: string): void {
  Object.assign(token, { type: 'rendered', html, tokens: undefined });
}
