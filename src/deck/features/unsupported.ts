/** Markdown that authors write by habit and this deck does not support: each kind is named, with what to write instead. */
import type { Token, Tokens } from 'marked';

export interface Habit {
  pattern: RegExp;
  message: string;
}

const IN_TEXT: Habit[] = [
  {
    pattern: /\$\$[^$]+\$\$|\$(?=[^\s$])[^$\n]*(?:\\[a-zA-Z]+|[\^_]\{?\w)[^$\n]*\$/,
    message:
      'Formulas between dollar signs are not set. Write it in words and signs, as in “A = MTTF ÷ (MTTF + MTTR)”, or show it as a picture.',
  },
  {
    pattern: /\[\^[^\]\s]+\]/,
    message: 'Footnotes are not set, because the room cannot look down. Write it in parentheses, or behind “Note:”.',
  },
];

const DOWN: Habit = {
  pattern: /^ {0,3}--\s*$/m,
  message:
    'Two dashes ask for a slide below, and here all slides stand in one row. Write three, with an empty line before and behind.',
};

/** The content policy of the page runs no script of a slide and loads nothing from outside. */
const IN_HTML: Habit[] = [
  {
    pattern: /<(script|iframe|object|embed|video|audio|style|link)\b/i,
    message:
      'The page neither runs nor loads this from a slide. Use a picture, a demo, or a link that opens beside the talk.',
  },
  { pattern: /<[a-z][^>]*\son\w+\s*=/i, message: 'The page runs no script of a slide. Take the on… attribute away.' },
];

type Report = (offset: number, message: string) => void;

/** Reports each habit of a slide once (`seen` are those of its blocks before), at its place; HTML that would not work is taken out. */
export function refuseHabits(
  block: Token,
  walk: (tokens: Token[], look: (token: Token) => void) => void,
  report: Report,
  seen: Set<Habit>,
): void {
  const look = (habits: Habit[], text: string): boolean => {
    const found = habits.flatMap((habit) => {
      const [words] = habit.pattern.exec(text) ?? [];
      return words === undefined ? [] : [{ habit, words }];
    });
    for (const { habit, words } of found) {
      if (seen.has(habit)) continue;
      seen.add(habit);
      report(Math.max(block.raw.indexOf(words), 0), habit.message);
    }
    return found.length > 0;
  };
  if (block.type === 'paragraph') look([DOWN], (block as Tokens.Paragraph).raw);
  walk([block], (token) => {
    if (token.type === 'text' && !('tokens' in token && token.tokens)) look(IN_TEXT, token.raw);
    // A footnote with its text in one word is a link to markdown.
    if (token.type === 'link') look(IN_TEXT.slice(1), token.raw);
    if (token.type === 'paragraph') look(IN_TEXT.slice(0, 1), withoutCode(token.raw));
    // The room gets the message in its place.
    if (token.type === 'html' && look(IN_HTML, token.raw)) Object.assign(token, { text: '' });
  });
}

/** Markdown cuts a formula with `_` or `\` in it into several pieces. */
const withoutCode = (raw: string): string => raw.replace(/(`+)[^`][\s\S]*?\1/g, (code) => ' '.repeat(code.length));
