/** The results of a soak, as lines to read. */
import { slope } from './leaks.js';
import type { Kind } from './plan.js';
import type { Result } from './soak.js';

const KINDS: Kind[] = ['gateway', 'stage', 'objects', 'threads', 'line'];

const quantile = (values: number[], share: number) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(share * values.length))] ?? 0;

const ms = (value: number) => `${Math.round(value)} ms`.padStart(8);

export function table(result: Result): string[] {
  const { arena, wrongs } = result;
  return [
    '',
    `${arena.book.killed} kills and ${result.rootKills} of the root in ${(result.elapsedMs / 60_000).toFixed(1)} min, seed ${arena.seed}`,
    ...killLines(result),
    '',
    ...recoveryLines(result),
    '',
    `reader: ${arena.reader.reconnects} reconnects; viewers that vanished: ${arena.book.vanished}; reloads: ${arena.book.reloads}; resets: ${arena.book.resets}; supervisors that gave up: ${arena.book.giveups}`,
    ...leakLines(result),
    ...memoryLines(result),
    '',
    wrongs.length === 0 ? 'Nothing is lost, left or grown.' : `WRONG, ${wrongs.length} times:`,
    ...wrongs.map((wrong) => `  ${wrong}`),
  ];
}

function killLines({ arena }: Result): string[] {
  const entries = [...arena.book.kills].map(([key, count]) => ({
    kind: key.split(' ')[0],
    what: key.split(' ')[1],
    count,
  }));
  return KINDS.map((kind) => {
    const own = entries.filter((entry) => entry.kind === kind).sort((a, b) => b.count - a.count);
    const total = own.reduce((sum, { count }) => sum + count, 0);
    return `  ${kind.padEnd(8)} ${String(total).padStart(6)}  ${own.map(({ what, count }) => `${what} ${count}`).join(', ')}`;
  });
}

function recoveryLines({ arena, watch }: Result): string[] {
  const all = [...arena.book.recoveries, ...arena.recoveries];
  const lines = KINDS.map((kind) => {
    const times = all.filter((recovery) => recovery.kind === kind).map((recovery) => recovery.ms);
    const share = watch.availability.of(kind);
    return `  ${kind.padEnd(8)} ${String(times.length).padStart(6)}  ${ms(quantile(times, 0.5))} ${ms(quantile(times, 0.95))} ${ms(Math.max(0, ...times))}  ${share === null ? '–' : `${(share * 100).toFixed(2)} %`}`;
  });
  return [
    `  ${'back'.padEnd(8)} ${'n'.padStart(6)}  ${'median'.padStart(8)} ${'p95'.padStart(8)} ${'max'.padStart(8)}  available`,
    ...lines,
  ];
}

function leakLines({ samples }: Result): string[] {
  const [first, last] = [samples[0], samples.at(-1)];
  if (!first || !last) return [];
  const row = (what: string, before: number, after: number) =>
    `  ${what.padEnd(12)} ${before.toFixed(0).padStart(6)} ${after.toFixed(0).padStart(6)}`;
  return [
    `  ${'at quiet'.padEnd(12)} ${'first'.padStart(6)} ${'last'.padStart(6)}`,
    ...(['root', 'gateway', 'stage'] as const).flatMap((name) => [
      row(`fds ${name}`, first.fds[name], last.fds[name]),
      row(`MB ${name}`, first.rss[name], last.rss[name]),
    ]),
    ...(['ptys', 'zombies', 'processes', 'folders', 'sockets'] as const).map((what) =>
      row(what, first[what], last[what]),
    ),
  ];
}

function memoryLines({ watch }: Result): string[] {
  return (['root', 'stage'] as const).map((name) => {
    const longest = [...watch.memory[name].values()].sort((a, b) => b.length - a.length)[0] ?? [];
    const found = slope(longest);
    const verdict = found
      ? `second quarter ${found.before.toFixed(1)} MB, last ${found.after.toFixed(1)} MB`
      : 'too short to be judged';
    return `  memory of the ${name} that lived longest (${longest.length} s): ${verdict}`;
  });
}
