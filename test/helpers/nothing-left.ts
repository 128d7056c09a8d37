import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { ROOT_MARK } from '../../src/stage/leftovers.js';
import { isIdentityAlive, processesWith } from '../../src/supervisor/processes.js';

const folders = () =>
  readdirSync(tmpdir()).filter((name) => /^(reboot-camp|copy-of-project)-/.test(name) && !isOfTheLiving(name));

/** Another run on this machine, a talk that is on, has its own. */
const isOfTheLiving = (name: string) =>
  isIdentityAlive(/^(?:reboot-camp|copy-of-project)-(\d+-\d+-\d+)-/.exec(name)?.[1] ?? '0-0');

const orphans = () => processesWith(ROOT_MARK).filter(({ value }) => !isIdentityAlive(value));

/** Looks, when all tests are over, for what they left: no process, no folder. */
export default function nothingLeft(): () => void {
  const before = new Set(folders());
  return () => {
    const left = folders().filter((name) => !before.has(name));
    const processes = orphans().map(({ pid }) => pid);
    if (left.length === 0 && processes.length === 0) return;
    console.error(
      `Left behind by the tests: folders ${left.join(', ') || 'none'}; processes ${processes.join(', ') || 'none'}.`,
    );
    process.exitCode = 1;
    throw new Error('The tests left something behind.');
  };
}
