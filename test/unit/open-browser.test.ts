import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { redirectFile, removeRedirects } from '../../src/cli/open-browser.js';
import { runFolderPrefix } from '../../src/stage/leftovers.js';
import { identityOf, ownIdentity } from '../../src/supervisor/processes.js';

const ADDRESS = 'http://127.0.0.1:1986/?token=a-secret';
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reboot-test-redirect-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the file that leads a browser to a secret address', () => {
  it('the file is readable by this user alone, in a folder that this user alone can enter, and goes with it', () => {
    const path = redirectFile(ADDRESS, ownIdentity(), [folder]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(path)).mode & 0o777).toBe(0o700);
    expect(readFileSync(path, 'utf8')).toContain(`content="0; url=${ADDRESS}"`);
    removeRedirects([folder]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('the file is at the first place that can be written', () => {
    const inTheWay = join(folder, 'file');
    writeFileSync(inTheWay, '');
    const path = redirectFile(ADDRESS, ownIdentity(), [join(inTheWay, 'below'), join(folder, 'made')]);
    expect(path.startsWith(join(folder, 'made'))).toBe(true);
    expect(() => redirectFile(ADDRESS, ownIdentity(), [join(inTheWay, 'below')])).toThrow(/ENOTDIR/);
  });

  it('the file is removed together with those of killed runs, and those of a living run, and other folders, stay', () => {
    const dead = mkdtempSync(join(folder, `${runFolderPrefix(identityOf(999_999_999))}open-`));
    const parent = redirectFile(ADDRESS, identityOf(process.ppid), [folder]);
    const own = mkdtempSync(join(folder, `reboot-camp-${ownIdentity()}-`));
    removeRedirects([folder]);
    expect([dead, dirname(parent), own].map(existsSync)).toEqual([false, true, true]);
  });

  it('the file holds no address that could be more than an address', () => {
    const path = redirectFile('http://127.0.0.1/?a=1&b="><script>', ownIdentity(), [folder]);
    expect(readFileSync(path, 'utf8')).toContain('url=http://127.0.0.1/?a=1&amp;b=&quot;>&lt;script>"');
  });
});
