import { get } from 'node:http';
import { networkInterfaces } from 'node:os';
import { afterEach, describe, expect, it } from 'vitest';
import { type App, startApp } from '../helpers/app.js';

let app: App | null = null;
afterEach(async () => {
  await app?.stop();
  app = null;
});

const addresses = () => Object.values(networkInterfaces()).flatMap((all) => all ?? []);
const lan = addresses().find(({ internal, family }) => !internal && family === 'IPv4')?.address;
const hasIPv6 = addresses().some(({ address }) => address === '::1');

/** Every printed address, and the status of its answer. */
async function answers(from: App): Promise<Record<string, number>> {
  const printed = [...from.stdout.matchAll(/http:\S+/g)].map(([address]) => address);
  const statuses = await Promise.all(
    printed.map(async (address) => (await fetch(address, { redirect: 'manual' })).status),
  );
  return Object.fromEntries(printed.map((address, at) => [new URL(address).hostname, statuses[at] as number]));
}

describe('every address that is printed answers', () => {
  it.runIf(hasIPv6).each(['::1', '0:0:0:0:0:0:0:1', '::'])('--host %s', async (host) => {
    app = await startApp('present', ['--host', host]);
    expect(await answers(app)).toEqual({ '[::1]': 303 });
  });

  it('--host LOCALHOST', async () => {
    app = await startApp('present', ['--host', 'LOCALHOST']);
    expect(await answers(app)).toEqual({ localhost: 303 });
    const headers = { host: `LocalHost:${app.port}` };
    const { port } = app;
    const status = await new Promise((resolve, reject) => {
      get({ host: 'localhost', port, path: '/healthz', headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      }).on('error', reject);
    });
    expect(status).toBe(200);
  });

  it.runIf(lan)('--share', async () => {
    app = await startApp('present', ['--share']);
    expect(await answers(app)).toMatchObject({ '127.0.0.1': 303, [lan as string]: 303 });
  });

  it.runIf(lan)('--share on one address: that one, for all', async () => {
    app = await startApp('present', ['--share', '--host', lan as string]);
    expect(await answers(app)).toEqual({ [lan as string]: 303 });
    expect(app.stdout).toContain('may follow, vote and ask');
  });
});
