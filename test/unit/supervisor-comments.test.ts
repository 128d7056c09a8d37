import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../helpers/app.js';

const source = (name: string) => readFileSync(join(ROOT, 'src/supervisor', name), 'utf8').split('\n');

/** The lines of the block that begins with `head`, as the formatter leaves it: its end has no indent. */
function block(file: string, head: string): string[] {
  const lines = source(file);
  const from = lines.findIndex((line) => line.startsWith(head));
  if (from < 0) throw new Error(`${file} has no ${head}`);
  return lines.slice(
    from - 1,
    lines.findIndex((line, at) => at > from && /^(}|.*;$)/.test(line) && !line.startsWith(' ')),
  );
}

/** Those lines that declare something which others can use, and have no comment right above them. */
const bare = (lines: string[], declares: RegExp) =>
  lines.filter((line, at) => declares.test(line) && !lines[at - 1]?.endsWith('*/')).map((line) => line.trim());

const FIELD = /^ {2}(readonly )?\w+\??:/;
/** A method or a field of a class that is neither private nor protected. */
const MEMBER = /^ {2}(?!private|protected|constructor)(readonly |async )*\w+(\(| = |: )/;

describe('the comments that an editor shows of the supervisor', () => {
  it.each([
    ['spec.ts', 'export interface ProcessStart', 5],
    ['spec.ts', 'export interface ChildSpec', 12],
    ['spec.ts', 'export interface SupervisorSpec', 5],
    ['supervisor.ts', 'export interface Started', 2],
    ['supervisor.ts', 'export interface Ending', 2],
    ['queries.ts', 'export interface ChildInfo', 3],
    ['queries.ts', 'export interface Count', 4],
    ['draw.ts', 'export interface Tree', 5],
  ])('%s: each field of "%s" has a comment, and so has the interface', (file, head, fields) => {
    const [above = '', , ...lines] = block(file, head);
    expect(above).toMatch(/\*\/$/);
    expect(lines.filter((line) => FIELD.test(line)).length).toBeGreaterThanOrEqual(fields);
    expect(bare(lines, FIELD)).toEqual([]);
  });

  it('each optional field of a spec says its default and the source of its rule', () => {
    const text = ['ProcessStart', 'ChildSpec', 'SupervisorSpec']
      .map((name) => block('spec.ts', `export interface ${name}`).join('\n'))
      .join('\n');
    const optional = [...text.matchAll(/\/\*\*((?:(?!\/\*\*).)*?)\*\/\n {2}(\w+)\?:/gs)];
    expect(optional).toHaveLength([...text.matchAll(/^ {2}\w+\?:/gm)].length);
    expect(optional.filter(([, comment = '']) => !comment.includes('Default: ')).map(([, , name]) => name)).toEqual([]);
    // The arguments of execve(2) have no other source.
    const sourced = optional.filter(([, , name]) => !['args', 'env', 'cwd'].includes(name as string));
    expect(sourced.filter(([, comment = '']) => !comment.includes('Source: ')).map(([, , name]) => name)).toEqual([]);
  });

  it('each public method and field of the supervisor has a comment', () => {
    const lines = block('supervisor.ts', 'export class Supervisor');
    expect(lines.filter((line) => MEMBER.test(line)).length).toBeGreaterThanOrEqual(18);
    expect(bare(lines, MEMBER)).toEqual([]);
  });

  it('each event of the supervisor has a comment', () => {
    const lines = block('events.ts', 'export type SupervisorEvent');
    const EVENT = /^ {2}\| \{/;
    expect(lines.filter((line) => EVENT.test(line)).length).toBeGreaterThanOrEqual(10);
    expect(bare(lines, EVENT)).toEqual([]);
  });
});
