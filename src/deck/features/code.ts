/** ```` ```js [1|2-3] ````: lines of code that are pointed at, one group after the other, as in reveal.js. */
import type { Tokens } from 'marked';
import { escapeHtml } from '../text.js';

type Report = (message: string) => void;

const INFO = /^(\S*)\s*[[{](?:\s*(\d+)\s*:)?([^\]}]*)[\]}]\s*$/;

/** The numbers of the lines of each step; null for all of them. Undefined when the fence names no lines. */
function readSteps(
  lang: string,
  count: number,
  report: Report,
): { language: string; from: number; steps: (Set<number> | null)[] } | undefined {
  const [, language = '', first, groups] = INFO.exec(lang) ?? [];
  if (groups === undefined) return;
  const from = Number(first ?? 1);
  const steps = groups.split('|').map((group) => {
    if (group.trim() === '' || group.trim() === 'all' || group.trim() === '*') return null;
    return new Set(group.split(',').flatMap((range) => readRange(range.trim(), count, report)));
  });
  return { language, from, steps };
}

function readRange(range: string, count: number, report: Report): number[] {
  const [, first, last = first] = /^(\d+)(?:-(\d+))?$/.exec(range) ?? [];
  if (first === undefined) {
    report(`“${range}” is not a line. Lines are named like this: [1|2-3,5].`);
    return [];
  }
  const beyond = [Number(first), Number(last)].find((line) => line < 1 || line > count);
  if (beyond !== undefined) report(`There is no line ${beyond} in this code: it has ${count}.`);
  return Array.from({ length: Math.max(0, Number(last) - Number(first) + 1) }, (_, at) => Number(first) + at);
}

/** The HTML of a fence that points at lines; null for any other one. Each step but the first is a fragment that covers the one before. */
export function codeHtml({ lang = '', text }: Tokens.Code, report: Report): string | null {
  const lines = text.split('\n');
  const read = readSteps(lang, lines.length, report);
  if (!read) return null;
  const { language, from, steps } = read;
  const name = language ? ` class="language-${escapeHtml(language)}"` : '';
  const layers = steps.map((step, index) => {
    const rows = lines.map((line, at) => {
      const dim = step === null || step.has(at + 1) ? '' : ' class="dim"';
      return `<span data-line="${from + at}"${dim}>${escapeHtml(line)}\n</span>`;
    });
    const code = `<code${name}>${rows.join('')}</code>`;
    return index === 0 ? code : `<div class="fragment" aria-hidden="true">${code}</div>`;
  });
  return `<pre class="code-steps">${layers.join('')}</pre>\n`;
}
