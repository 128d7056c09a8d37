/** The prose of a source file: its comments, its strings and the titles of its tests, each with its line. */

export interface Prose {
  kind: 'comment' | 'string' | 'title';
  line: number;
  text: string;
}

/** A `/` behind one of these, or at the start of a file, begins a regular expression and is not a division. */
const BEFORE_A_PATTERN = /(?:^|[([{},;:=!&|?+\-*%<>~]|\b(?:return|typeof|case|of|in))\s*$/;
const PATTERN = /\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*/y;
/** The call of a test or of a group stands before its title; `each` and `skipIf` take arguments of their own first. */
const BEFORE_A_TITLE = /(?:(?<![\w.])(?:it|test|describe)(?:\.\w+)*|[)\]`]\s*)\(\s*$/;
const BLOCK = /\/\*[\s\S]*?\*\//y;
const LINE = /\/\/.*/y;
const QUOTED = /'(?:\\[\s\S]|[^'\\\n])*'|"(?:\\[\s\S]|[^"\\\n])*"/y;

/** Lines of `//` that follow each other are one comment. */
export function proseOf(source: string, isTest: boolean): Prose[] {
  const prose: Prose[] = [];
  let at = 0;
  let line = 1;
  const take = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    return pattern.exec(source)?.[0] ?? null;
  };
  const move = (text: string) => {
    at += text.length;
    line += text.split('\n').length - 1;
  };
  const isTitle = () => isTest && BEFORE_A_TITLE.test(source.slice(Math.max(0, at - 200), at));
  const addLine = (text: string) => {
    const last = prose.at(-1);
    const end = last?.kind === 'comment' ? last.line + last.text.split('\n').length : 0;
    if (last && end === line) last.text += `\n${text}`;
    else prose.push({ kind: 'comment', line, text });
  };
  /** Reads code up to the `}` that closes it, or to the end of the file. */
  const readCode = () => {
    for (let open = 0; at < source.length; ) {
      const block = take(BLOCK);
      const rest = block === null ? take(LINE) : null;
      const quoted = take(QUOTED);
      if (block !== null) {
        prose.push({ kind: 'comment', line, text: block.slice(2, -2).replace(/^[ \t]*\*+ ?/gm, '') });
        move(block);
      } else if (rest !== null) {
        addLine(rest.slice(2).trim());
        move(rest);
      } else if (quoted !== null) {
        prose.push({ kind: isTitle() ? 'title' : 'string', line, text: quoted.slice(1, -1) });
        move(quoted);
      } else if (source[at] === '`') {
        readTemplate();
      } else {
        const isPattern = source[at] === '/' && BEFORE_A_PATTERN.test(source.slice(Math.max(0, at - 20), at));
        if (source[at] === '}' && open === 0) return;
        if (source[at] === '{') open += 1;
        if (source[at] === '}') open -= 1;
        move((isPattern && take(PATTERN)) || (source[at] as string));
      }
    }
  };
  const readTemplate = () => {
    const piece: Prose = { kind: isTitle() ? 'title' : 'string', line, text: '' };
    prose.push(piece);
    for (move('`'); at < source.length && source[at] !== '`'; ) {
      const plain = take(/(?:\\[\s\S]|\$(?!\{)|[^`\\$])+/y);
      if (plain !== null) {
        piece.text += plain;
        move(plain);
      } else {
        // A value is a word of the sentence, whatever it is.
        piece.text += '…';
        move('${');
        readCode();
        move('}');
      }
    }
    move('`');
  };
  readCode();
  return prose;
}

const START = /(?:^|[.!?:](?:['"’”)]|\*\*)*\s+)(?:[-*] +)?(?:\*\*)?((?:Who|What|Of|It|Whoever)\s[^.!?]*)/g;
const TITLE = /^(?:who|what|of|it|whoever)\s/i;

/** The sentences of a text that begin with a bare Who, What, Of or It. */
export const bareStarts = ({ kind, text }: Pick<Prose, 'kind' | 'text'>): string[] =>
  kind === 'title' && TITLE.test(text) ? [text] : [...text.trim().matchAll(START)].map(([, found = '']) => found);
