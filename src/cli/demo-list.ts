/** The output of `npm run demo`: every demo with its claim, in the order of the talk. */
import { formatProblem } from '../deck/problem.js';
import { readSlides } from '../deck/read.js';
import { demoNames } from '../demo/catalogue.js';
import type { Demo } from '../demo/demo.js';
import { readDemos } from '../preflight/demos.js';
import { project } from '../project.js';
import { terminalCapabilities } from './terminal/capabilities.js';
import { restyle } from './terminal/ink.js';
import type { Size } from './terminal/layout.js';
import { wrap } from './terminal/text.js';

const FENCE = /^```demo +(\S+)/gm;
const BETWEEN = 2;
/** Below the list: a blank line, how to play one, and the shell's next line. */
const ROWS_BELOW = 3;

/** Those that the talk shows, as it shows them; then the others by name. */
export function inOrder(names: readonly string[], slides: readonly string[]): string[] {
  const shown = slides.flatMap((text) => [...text.matchAll(FENCE)].map(([, name]) => name as string));
  return [...new Set([...shown.filter((name) => names.includes(name)), ...[...names].sort()])];
}

/** Names in the talk's order; by name alone when the slides cannot be read. */
export async function namesInOrder(): Promise<string[]> {
  const slides = await readSlides(project.slides).catch(() => []);
  return inOrder(
    demoNames(),
    slides.map(({ text }) => text),
  );
}

/** `window`: of the terminal; null where lines may be as long as they are. A list that would scroll off has one line for each demo. */
export function listed(demos: readonly Demo[], window: Size | null, strong: (text: string) => string): string {
  const nameWidth = Math.max(0, ...demos.map(({ name }) => name.length)) + BETWEEN;
  const room = window ? Math.max(nameWidth, window.columns - nameWidth) : null;
  const claims = demos.map(({ claim }) => (room === null ? [claim] : wrap(claim, room)));
  const isTooHigh = window !== null && claims.flat().length + ROWS_BELOW > window.rows;
  const lines = demos.map(({ name }, at) => {
    const [first = '', ...more] = claims[at] ?? [];
    const words = isTooHigh ? [more.length > 0 ? `${first.slice(0, (room ?? 0) - 1)}…` : first] : [first, ...more];
    return strong(name) + ' '.repeat(nameWidth - name.length) + words.join(`\n${' '.repeat(nameWidth)}`);
  });
  return lines.join('\n');
}

/** Resolves with the exit code: 1 when one of them was done wrong. */
export async function list(): Promise<number> {
  const { stdout } = process;
  const { colours } = terminalCapabilities(process.env, stdout.isTTY);
  // On the user's own background: no inks but its own.
  const strong = (text: string) =>
    colours === 'none' ? text : `${restyle({}, { bold: true }, '16')}${text}${restyle({ bold: true }, {}, '16')}`;
  const { demos, problems } = await readDemos();
  const order = await namesInOrder();
  const sorted = [...demos].sort((one, other) => order.indexOf(one.name) - order.indexOf(other.name));
  console.log(listed(sorted, stdout.isTTY ? stdout : null, strong));
  console.log(`\nPlay one: npm run demo ${sorted[0]?.name ?? '<name>'}`);
  for (const problem of problems) console.error(formatProblem(problem));
  return problems.length > 0 ? 1 : 0;
}
