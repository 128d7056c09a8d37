import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { explain, reasonOf, SystemError } from '../../src/system-error.js';

function thrown(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

describe('explain', () => {
  it('explain() names the path and the reason of a refusal of the operating system', () => {
    const error = thrown(() => readFileSync('/no/such/file'));
    expect(explain(error)).toBe('/no/such/file does not exist (open: ENOENT). Mend that, then try again.');
  });

  it('explain() names the command that installs a missing package', async () => {
    const name = 'no-such-package-at-all';
    const error = await import(/* @vite-ignore */ name).catch((caught: unknown) => caught);
    const plain = Object.assign(new Error((error as Error).message), { code: 'ERR_MODULE_NOT_FOUND' });
    expect(explain(plain)).toMatch(/no-such-package-at-all.*Run `npm ci --ignore-scripts`/);
  });

  it('explain() passes on the words of a SystemError', () => {
    expect(explain(new SystemError('The disk is gone.'))).toBe('The disk is gone.');
  });

  it.each([new TypeError('x is not a function'), new Error('plain'), 'text', null])(
    'explain() leaves %s alone, because its stack is wanted',
    (error) => {
      expect(explain(error)).toBeNull();
    },
  );
});

describe('reasonOf', () => {
  it('reasonOf() quotes the system for a code without words of its own', () => {
    const error = Object.assign(new Error('x'), { code: 'EIO', errno: -5 });
    expect(reasonOf(error)).toBe('cannot be used: i/o error (EIO)');
  });
});
