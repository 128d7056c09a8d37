/** Random output into screens without a window: no cell, no piece of work and no memory without bound. */
import { MARKS_PER_CHARACTER, OutputFilter } from '../../src/terminal/emulator/filter.js';
import { Screen } from '../../src/terminal/screen.js';
import { fullestCell, type HeadlessTerminal, openHeadless, withWork, writeSync } from '../../test/helpers/headless.js';
import type { ScreenSize } from '../../test/helpers/sequences.js';
import { between, type Random, randomOf } from '../soak/random.js';
import { chunksOf, hostileOutput } from './hostile-output.js';

/** The most that a filter may hold back, in bytes. */
const MOST_PENDING = 1024 + 8;
/**
 * Calls to rows and buffers for each printed character that a piece of output counts as. In insert mode each character
 * moves a row, cell by cell, with two calls for each; in the last column of a scroll region it moves the rows.
 */
const callsAllowed = (work: number, { cols, rows }: ScreenSize) => 4 * (cols + rows) * work + 10_000;

export interface Findings {
  bytes: number;
  /** Terminals that threw, and the first words and the seed of each kind of failure. */
  failures: number;
  kinds: Map<string, number>;
  /** The most calls for a printed character of work, and for a piece. */
  callsPerWork: number;
  callsPerPiece: number;
  wrongs: string[];
}

export const newFindings = (): Findings => ({
  bytes: 0,
  failures: 0,
  kinds: new Map(),
  callsPerWork: 0,
  callsPerPiece: 0,
  wrongs: [],
});

const sizeOf = (random: Random): ScreenSize => ({ cols: between(random, 2, 160), rows: between(random, 1, 50) });

/** One screen of its own for each seed. */
export async function fuzzScreen(seed: number, findings: Findings): Promise<void> {
  const random = randomOf(seed);
  const size = sizeOf(random);
  const wrong = (what: string) => findings.wrongs.push(`seed ${seed}, ${size.cols}x${size.rows}: ${what}`);
  const measured = new Measured(seed, size, findings, wrong);
  const pressure: boolean[] = [];
  const screen = new Screen(size.cols, size.rows, { pressure: (full) => pressure.push(full), answer: () => {} });
  for (let times = between(random, 1, 30); times > 0; times--) {
    const output = hostileOutput(random, size);
    findings.bytes += output.length;
    for (const chunk of chunksOf(random, output)) {
      measured.write(chunk);
      screen.write(chunk);
    }
  }
  await screen.snapshot();
  if (pressure.at(-1) === true) wrong('the source of the screen still waits');
  if (!measured.hasFailed && screen.lines().join('\n') !== measured.lines()) wrong('two emulators show two screens');
  const fullest = fullestCell(measured.terminal);
  if (fullest > 1 + MARKS_PER_CHARACTER) wrong(`a cell holds ${fullest} characters`);
  screen.close();
  measured.terminal.dispose();
}

/** A terminal behind a filter whose work is counted. */
class Measured {
  terminal: HeadlessTerminal;
  hasFailed = false;
  private readonly filter: OutputFilter;

  constructor(
    private readonly seed: number,
    private readonly size: ScreenSize,
    private readonly findings: Findings,
    private readonly wrong: (what: string) => void,
  ) {
    this.terminal = openHeadless(size, 500);
    this.filter = new OutputFilter(size);
  }

  write(chunk: Uint8Array): void {
    for (const { bytes, work } of this.filter.push(chunk)) this.parse(bytes, work);
    const { length } = this.filter.pending;
    if (length > MOST_PENDING) this.wrong(`${length} bytes are pending`);
  }

  lines(): string {
    const { active } = this.terminal.buffer;
    const rowAt = (row: number) => (active.getLine(active.baseY + row)?.translateToString(true) ?? '').trimEnd();
    return Array.from({ length: this.size.rows }, (_, row) => rowAt(row)).join('\n');
  }

  private parse(bytes: Uint8Array, work: number): void {
    const { findings, size } = this;
    withWork(this.terminal, (workOf) => {
      const calls = workOf(() => this.tryParse(bytes));
      if (calls > callsAllowed(work, size)) this.wrong(`${calls} calls for ${bytes.length} bytes, counted as ${work}`);
      findings.callsPerWork = Math.max(findings.callsPerWork, calls / Math.max(work, 100));
      findings.callsPerPiece = Math.max(findings.callsPerPiece, calls);
    });
  }

  private tryParse(bytes: Uint8Array): void {
    try {
      writeSync(this.terminal, bytes);
    } catch (error) {
      const kind = String((error as Error).stack)
        .split('\n')
        .slice(0, 2)
        .join(' ')
        .replace(/\(.*/, '');
      this.findings.failures++;
      if (!this.findings.kinds.has(kind)) this.findings.kinds.set(kind, this.seed);
      this.hasFailed = true;
      this.terminal.dispose();
      this.terminal = openHeadless(this.size, 500);
    }
  }
}
