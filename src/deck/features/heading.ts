import type { Token, TokenizerAndRendererExtension } from 'marked';

// `#1 reason`, `#!/bin/sh`, `#erlang` and `#include` are text: a bracket has to follow one sign, a letter at least two.
const TOUCHING = /^ {0,3}(#(?=\()|#{2,6}(?=[\p{L}(]))([^\n]*)(?:\n+|$)/u;
const TOUCHING_START = /(?:^|\n) {0,3}(?:#\(|#{2,6}[\p{L}(])/u;

/** `###(runit, systemd)`: a heading that touches its hashes, as older markdown allowed. */
export const touchingHeading: TokenizerAndRendererExtension = {
  name: 'heading',
  level: 'block',
  start(src) {
    const found = TOUCHING_START.exec(src);
    if (found) return found.index + (found[0].startsWith('\n') ? 1 : 0);
  },
  tokenizer(src) {
    const [raw, hashes = '', rest = ''] = TOUCHING.exec(src) ?? [];
    if (raw === undefined) return;
    const text = rest.trim();
    return { type: 'heading', raw, depth: hashes.length, text, tokens: this.lexer.inline(text) };
  },
};

/** A screen reader's user jumps from heading to heading: on a slide no level is skipped. */
export function closeGaps(tokens: Token[]): void {
  let above: number | undefined;
  for (const token of tokens) {
    if (token.type !== 'heading') continue;
    if (above !== undefined) token.depth = Math.min(token.depth, above + 1);
    above = token.depth;
  }
}
