/** The mistakes of a demo that can be found before any of its processes is started. Every function is pure. */
import * as v from 'valibot';
import { wrongFault } from '../deck/faults.js';
import { suggest } from '../deck/nearest.js';
import { type Demo, type DemoNode, faultsOf, isDemoWorker, workersOf } from '../demo/demo.js';

/** `at`: words of the source that lead to the place, the outer ones first, as `panes` and then a name in it. */
export interface Mistake {
  message: string;
  at: string[];
}

const text = v.pipe(v.string(), v.nonEmpty());
const whole = v.pipe(v.number(), v.integer(), v.minValue(1));
const worker = v.looseObject({
  id: text,
  cols: whole,
  rows: whole,
  program: v.optional(text),
  command: v.optional(text),
});
const node: v.GenericSchema = v.lazy((input) =>
  input !== null && typeof input === 'object' && 'children' in input ? supervisor : worker,
);
const supervisor = v.looseObject({
  id: text,
  strategy: text,
  intensity: v.number(),
  period: v.number(),
  children: v.array(node),
});
const checks = v.array(v.looseObject({ says: v.string(), look: v.function() }));
const step = v.looseObject({ fault: text, id: text, checks });

/** The parts that a stage reads before it starts anything; what else there is, the compiler checks. */
const DemoSchema = v.looseObject({
  name: text,
  title: text,
  claim: text,
  tree: supervisor,
  panes: v.array(v.looseObject({ title: text, processes: v.array(text) })),
  faults: v.record(v.string(), v.looseObject({ label: text, on: v.array(text) })),
  running: checks,
  script: v.array(step),
  outcome: v.optional(v.looseObject({ after: v.array(v.looseObject({ fault: text, process: text })), checks })),
});

/** The demo that a file exports, or all mistakes that keep it from being one. */
export function asDemo(value: unknown): { demo: Demo } | { mistakes: Mistake[] } {
  if (value === undefined)
    return { mistakes: [{ message: 'This file exports no demo. End it with “export default demo;”.', at: [] }] };
  const { success, issues } = v.safeParse(DemoSchema, value);
  if (success) return { demo: value as Demo };
  return {
    mistakes: issues.map((issue) => {
      const keys = v.getDotPath(issue)?.split('.') ?? [];
      const what = keys.length > 0 ? `“${keys.join('.')}”` : 'A demo';
      const isMissing = issue.received === 'undefined';
      return {
        message: isMissing ? `${what} is missing.` : `${what} cannot be ${issue.received}. ${issue.message}.`,
        at: keys.filter((key) => !/^\d+$/.test(key)),
      };
    }),
  };
}

/** `folder`: the name of the one it is in. `hasProgram`: whether the compiled program of that name is there. */
export function mistakesOf(demo: Demo, folder: string, hasProgram: (program: string) => boolean): Mistake[] {
  const ids = workersOf(demo.tree).map(({ id }) => id);
  const mistakes: Mistake[] = [];
  const report = (message: string, ...at: string[]) => void mistakes.push({ message, at });
  const find = (id: string, what: string, ...at: string[]) => {
    if (!ids.includes(id))
      report(`${what} “${id}”, and there is no such process. ${suggest(id, [...new Set(ids)])}`, ...at, id);
  };

  if (demo.name !== folder)
    report(`This demo is named “${demo.name}”, and its folder demos/${folder}. Give both one name.`, 'name', demo.name);
  if (ids.length === 0) report('This demo has no process. Give its tree one.', 'tree');
  for (const id of twice(idsOf(demo.tree)))
    report(`Two parts of the tree have the id “${id}”. Give one of them another id.`, id);
  for (const worker of workersOf(demo.tree)) {
    if (!('program' in worker) || hasProgram(worker.program)) continue;
    const source = `demos/${folder}/${worker.program.replace(/\.js$/, '.ts')}`;
    report(
      `“${worker.id}” runs ${worker.program}, and there is no such program. Write ${source}.`,
      worker.id,
      worker.program,
    );
  }
  if (demo.panes.length === 0) report('The demo has no pane. Write one with the processes that it shows.', 'panes');
  for (const { title, processes } of demo.panes) {
    if (processes.length === 0) report(`The pane “${title}” shows no process. Name one.`, 'panes', title);
    for (const id of processes) find(id, `The pane “${title}” shows`, 'panes');
  }
  for (const id of chartProcesses(demo.chart)) find(id, 'The chart shows', 'chart');
  for (const [name, { on }] of Object.entries(demo.faults)) {
    if (on.length === 0) report(`Nobody takes the fault “${name}”. Name a process in its “on”.`, 'faults', name);
    for (const id of on) find(id, `The fault “${name}” is on`, 'faults', name);
  }
  const entry = Object.fromEntries(ids.map((id) => [id, faultsOf(demo, id)]));
  // A fault whose own processes are wrong is told once.
  const isTold = (fault: string) => demo.faults[fault]?.on.every((id) => !ids.includes(id)) ?? false;
  const wrong = (what: string, fault: string, id: string, at: string) => {
    if (isTold(fault)) return;
    const found = wrongFault(entry, fault, id);
    if (found) report(`${what} “${fault} ${id}”. ${found.message}`, at, found.word === 'fault' ? fault : id);
  };
  for (const { fault, id } of demo.script) wrong('A step of the script is', fault, id, 'script');
  const { outcome } = demo;
  for (const { fault, process } of outcome?.after ?? []) wrong('The outcome comes after', fault, process, 'outcome');
  if (outcome?.after.length === 0)
    report('No fault puts the question of the lesson. Name one in “after”.', 'outcome', 'after');
  if (outcome?.checks.length === 0)
    report(
      'The outcome has no condition, so anything would answer the question. Give it a check.',
      'outcome',
      'checks',
    );
  return mistakes;
}

const idsOf = (node: DemoNode): string[] =>
  isDemoWorker(node) ? [node.id] : [node.id, ...node.children.flatMap(idsOf)];

const twice = (ids: string[]): string[] => [...new Set(ids.filter((id, at) => ids.indexOf(id) !== at))];

/** Under these keys a chart, whatever its kind, names processes. */
const PROCESS_KEYS = ['process', 'drives', 'cable'];

function chartProcesses(part: unknown): string[] {
  if (part === null || typeof part !== 'object') return [];
  const found = Object.entries(part).flatMap(([key, value]) =>
    PROCESS_KEYS.includes(key) && typeof value === 'string' ? [value] : chartProcesses(value),
  );
  return [...new Set(found)];
}

/**
 * Where in `source` the words `at` lead, as an offset: each of them is looked for behind the one before, else anywhere. A
 * word that is nowhere in the source, because a function has made it, is left out.
 */
export const placeOf = (source: string, at: string[]): number =>
  at.reduce((from, word) => find(source, word, from) ?? find(source, word, 0) ?? from, 0);

function find(source: string, word: string, from: number): number | null {
  const escaped = word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  // As a text or a key, else as any word.
  const forms = [`(['"\`])${escaped}\\1|(?<![\\w-])${escaped}(?=\\??:)`, `(?<![\\w-])${escaped}(?![\\w-])`];
  const places = forms.map((form) => source.slice(from).search(new RegExp(form)));
  const found = places.find((place) => place >= 0);
  return found === undefined ? null : from + found;
}
