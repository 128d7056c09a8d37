import { execFile } from 'node:child_process';
import { findProgram } from '../supervisor/program.js';
import type { Demo, Requirement } from './demo.js';

/** Why what a demo needs cannot be had: one for each thing that would do, if there are several. */
export type Lack = { requirement: Requirement; trouble: 'absent' | { says: string } }[];

const NO_ANSWER_MS = 5000;

/** Null when it is here and works. */
async function troubleWith({ command, trial }: Requirement, path: string): Promise<Lack[number]['trouble'] | null> {
  if (!findProgram(command, path)) return 'absent';
  if (!trial) return null;
  const options = { timeout: NO_ANSWER_MS, env: { ...process.env, PATH: path } };
  return new Promise((resolve) => {
    execFile(command, trial, options, (error, _, stderr) => {
      const lastWords = stderr.trim().split('\n').at(-1);
      const says = error?.killed ? `no answer within ${NO_ANSWER_MS / 1000} s` : lastWords || error?.message;
      resolve(error ? { says: says ?? '' } : null);
    });
  });
}

/** The requirements of `demo` that this machine does not meet. Tries no more of them than it has to. */
export async function missingFor(demo: Demo, path = process.env.PATH ?? ''): Promise<Lack[]> {
  const lacks: Lack[] = [];
  for (const need of demo.requires ?? []) {
    const lack = await lackOf('oneOf' in need ? need.oneOf : [need], path);
    if (lack) lacks.push(lack);
  }
  return lacks;
}

/** Null when one of them is here and works. */
async function lackOf(choice: Requirement[], path: string): Promise<Lack | null> {
  const lack: Lack = [];
  for (const requirement of choice) {
    const trouble = await troubleWith(requirement, path);
    if (trouble === null) return null;
    lack.push({ requirement, trouble });
  }
  return lack;
}

/** In a few words, for where there is little room. */
export const inShort = (lacks: Lack[]): string =>
  lacks
    .map((lack) => {
      const names = lack.map(({ requirement }) => requirement.command).join(' or ');
      const packages = lack.flatMap(({ trouble, requirement }) => (trouble === 'absent' ? requirement.package : []));
      return packages.length > 0 ? `no ${names} (package ${packages.join(', ')})` : `${names} may not work`;
    })
    .join('; ');

/** The instruction to the user that mends it, in words. */
export function askFor(demo: string, lacks: Lack[]): string {
  const absent = lacks.filter((lack) => lack.length === 1 && lack[0]?.trouble === 'absent').flat();
  const others = lacks.filter((lack) => !lack.every((one) => absent.includes(one)));
  const commands = absent.map(({ requirement }) => requirement.command).join(' and ');
  const packages = absent.map(({ requirement }) => requirement.package).join(' ');
  const ask = `${demo} needs ${commands}, which this machine does not have. On Debian: apt-get install ${packages}`;
  return [...(absent.length > 0 ? [ask] : []), ...others.map((lack) => askForOneOf(demo, lack))].join('\n');
}

function askForOneOf(demo: string, lack: Lack): string {
  const commands = lack.map(({ requirement }) => requirement.command).join(' or ');
  const troubles = lack.map(({ requirement, trouble }) => {
    const why = trouble === 'absent' ? `not here. On Debian: apt-get install ${requirement.package}` : trouble.says;
    return `  ${requirement.command}: ${why}`;
  });
  return [`${demo} needs ${commands}, and here it gets nowhere:`, ...troubles].join('\n');
}
