import { escapeHtml } from './text.js';
import type { Problem } from './types.js';

/** `slides/03.md:12:7 There is no demo …`: what editors and terminals turn into a link. */
export const formatProblem = ({ path, line, column, message }: Problem): string =>
  `${path}:${line}:${column} ${message}`;

export function problemHtml(problem: Problem): string {
  const { path, line, column, message } = problem;
  return `<div class="slide-error" role="alert"><p>${escapeHtml(message)}</p><code>${escapeHtml(`${path}:${line}:${column}`)}</code></div>\n`;
}
