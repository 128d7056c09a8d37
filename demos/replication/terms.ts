/**
 * The primary is the owner of the latest term. A process that goes on without the other has to claim the next
 * term first. Each can be claimed once, by one: the file system makes a link or it does not.
 */
import { linkSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

export interface Term {
  number: number;
  owner: string | null;
}

export function latest(shop: string): Term {
  const numbers = readdirSync('.')
    .filter((name) => name.startsWith(`${shop}.term-`))
    .map((name) => Number(name.split('-').at(-1)));
  const number = Math.max(0, ...numbers);
  return { number, owner: number === 0 ? null : readFileSync(`${shop}.term-${number}`, 'utf8') };
}

export function claim(shop: string, number: number, owner: string): boolean {
  const draft = `${owner}.claim`;
  writeFileSync(draft, owner);
  try {
    linkSync(draft, `${shop}.term-${number}`);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(draft);
  }
}
