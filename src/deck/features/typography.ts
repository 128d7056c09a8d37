import { Renderer, type RendererObject } from 'marked';

const HYPHENATED = /\p{L}+(?:-\p{L}+)+/gu;

// No line begins with a dash.
const dash = (html: string): string => html.replace(/(?<!-)---(?!-)/g, '—').replaceAll(' —', '\u00a0—');

// The words stay in the page as they were typed; the theme draws the arrow over them.
const arrow = (html: string): string => html.replace(/-&gt;/g, '<span class="arrow">-&gt;</span>');

const whole = (html: string): string => html.replace(HYPHENATED, '<span class="whole">$&</span>');

const together = (html: string): string => html.replace(/(?<=\s)\([^()]+\)/g, '<span class="together">$&</span>');

const number = (html: string): string => html.replace(/^#\d+(?=\s)/, '<span class="number">$&</span>');

/**
 * `---` in a sentence is a dash, `->` an arrow, `#1` at the head of a title the number of a principle;
 * a word with hyphens stays on one line, and words in parentheses when they can.
 */
export const typography: RendererObject = {
  text(token) {
    if ('tokens' in token && token.tokens) return false;
    return together(arrow(dash(whole(Renderer.prototype.text.call(this, token)))));
  },
  codespan({ text }) {
    return text.trim() === '->' ? arrow('-&gt;') : false;
  },
  heading({ tokens, depth }) {
    return `<h${depth}>${number(this.parser.parseInline(tokens))}</h${depth}>\n`;
  },
};
