export interface Line {
  text: string;
  /** The offset of its first character in the whole text. */
  offset: number;
}

/** The beginning of a code fence: also in a list item or a quote. */
const FENCE = /^[\s>]*(?:[-*+]\s+|\d+[.)]\s+)*(`{3,}(?=[^`]*$)|~{3,})/;

/** The lines that are markdown: those of code fences and of comments of more than one line are left out. */
export function linesOutsideCode(text: string): Line[] {
  const lines: Line[] = [];
  let fence: string | null = null;
  let isComment = false;
  let offset = 0;
  for (const line of text.split('\n')) {
    const opened: string | undefined = FENCE.exec(line)?.[1];
    if (fence !== null) {
      if (isEndOf(fence, line)) fence = null;
    } else if (isComment) isComment = !line.includes('-->');
    else if (opened !== undefined) fence = opened;
    else {
      lines.push({ text: line, offset });
      isComment = line.lastIndexOf('<!--') > line.lastIndexOf('-->');
    }
    offset += line.length + 1;
  }
  return lines;
}

/** A fence ends with at least as many of the same signs, and nothing behind them. */
function isEndOf(fence: string, line: string): boolean {
  const signs = line.replace(/^[\s>]*/, '').trimEnd();
  return signs.length >= fence.length && signs === (fence[0] as string).repeat(signs.length);
}
