import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { redirectFile } from '../../src/cli/open-browser.js';

const ADDRESS = 'http://127.0.0.1:1986/?token=a-secret';
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reboot-test-redirect-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the file that leads a browser to a secret address', () => {
  it('is readable by this user alone, in a folder that this user alone can enter, and goes with it', () => {
    const { path, remove } = redirectFile(ADDRESS, [folder]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(path)).mode & 0o777).toBe(0o700);
    expect(readFileSync(path, 'utf8')).toContain(`content="0; url=${ADDRESS}"`);
    remove();
    expect(readdirSync(folder)).toEqual([]);
    remove();
  });

  it('is at the first place where there may be one', () => {
    const inTheWay = join(folder, 'file');
    writeFileSync(inTheWay, '');
    const { path, remove } = redirectFile(ADDRESS, [join(inTheWay, 'below'), join(folder, 'made')]);
    expect(path.startsWith(join(folder, 'made'))).toBe(true);
    remove();
    expect(() => redirectFile(ADDRESS, [join(inTheWay, 'below')])).toThrow(/ENOTDIR/);
  });

  it('takes away those of runs that were killed', () => {
    const dead = mkdtempSync(join(folder, 'reboot-camp-999999999-1-'));
    const { remove } = redirectFile(ADDRESS, [folder]);
    expect(existsSync(dead)).toBe(false);
    remove();
  });

  it('holds no address that could be more than an address', () => {
    const { path, remove } = redirectFile('http://127.0.0.1/?a=1&b="><script>', [folder]);
    expect(readFileSync(path, 'utf8')).toContain('url=http://127.0.0.1/?a=1&amp;b=&quot;>&lt;script>"');
    remove();
  });
});
