import { afterEach, expect, it } from 'vitest';
import { type App, startApp } from '../helpers/app.js';
import { stat } from '../helpers/os.js';
import { until } from '../helpers/until.js';

let app: App | null = null;
afterEach(async () => {
  await app?.stop();
  app = null;
});

it('Ctrl-Z does not stop the app; it says why', async () => {
  app = await startApp();
  const { pid } = app.process;
  app.process.kill('SIGTSTP');
  await until(() => app?.stdout.includes('Ctrl-Z would stop the supervisor') ?? false, { deadline: 4000 });
  expect(stat(pid as number)?.state).not.toBe('T');
  expect((await fetch(`${app.origin}/healthz`)).status).toBe(200);
});
