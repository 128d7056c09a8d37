/** A command whose output nobody takes: the reader of its pipe has ended, or its disk is full. */

import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ROOT_MARK } from '../../src/stage/leftovers.js';
import { processesWith } from '../../src/supervisor/processes.js';
import { gatewayOf, isHealthy, ROOT, startApp } from '../helpers/app.js';
import { until } from '../helpers/until.js';

const BOOT = join(ROOT, 'src/boot.cjs');
/** Each write to it fails with ENOSPC (full(4)). */
const FULL = '/dev/full';
let temporary: string;

beforeEach(() => {
  temporary = mkdtempSync(join(tmpdir(), 'reboot-test-unheard-'));
});
afterEach(() => rmSync(temporary, { recursive: true }));

const surroundings = () => ({ ...process.env, CI: '1', TMPDIR: temporary });

/** Runs the command, reads one line of it, and leaves. */
function headOf(args: string[]): Promise<{ code: number | null; pid: number; errors: string }> {
  const child = spawn(process.execPath, [BOOT, ...args], { env: surroundings(), stdio: ['ignore', 'pipe', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (data) => (errors += data));
  child.stdout.once('data', () => child.stdout.destroy());
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, pid: child.pid as number, errors })));
}

const startedBy = (pid: number) => processesWith(ROOT_MARK).filter(({ value }) => value.startsWith(`${pid}-`));

describe('a command whose reader has left', () => {
  it.each([
    ['demo', 'integrity', '--auto'],
    ['check', 'integrity'],
    ['demo', 'integrity', '--json', '--auto'],
  ])('%s %s ends in order, without a word, and leaves nothing', async (...args) => {
    const { code, pid, errors } = await headOf(args);
    expect(errors).toBe('');
    expect(code).not.toBe(0);
    expect(startedBy(pid)).toEqual([]);
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('the talk goes on when its gateway is killed and the words about it have no reader', async () => {
    const app = await startApp('present', [], { env: { TMPDIR: temporary } });
    try {
      app.process.stdout?.destroy();
      for (let kills = 0; kills < 2; kills++) {
        const gateway = gatewayOf(app) as number;
        process.kill(gateway, 'SIGKILL');
        await until(() => ![undefined, gateway].includes(gatewayOf(app)));
        await until(() => isHealthy(app));
      }
      expect(app.process.exitCode).toBeNull();
      expect(app.stderr).toBe('');
    } finally {
      await app.stop();
    }
    expect(readdirSync(temporary)).toEqual([]);
  });
});

describe.skipIf(!existsSync(FULL))('a command whose output is on a full disk', () => {
  it.each([[['demo']], [['demo', 'integrity', '--auto']]])('%j says so once, and ends with 1', async (args) => {
    const full = openSync(FULL, 'w');
    const child = spawn(process.execPath, [BOOT, ...args], { env: surroundings(), stdio: ['ignore', full, 'pipe'] });
    closeSync(full);
    let errors = '';
    child.stderr?.on('data', (data) => (errors += data));
    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(1);
    expect(errors).toBe('The output of this command is on a disk that is full: the rest of it is lost.\n');
    expect(readdirSync(temporary)).toEqual([]);
  });
});
