import type { Server } from 'node:http';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Pages } from './http.js';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../../..');

/** Pages that Vite builds as they are asked for, and changes in the browser as they are saved. */
export async function livePages(server: Server): Promise<Pages> {
  const { createServer } = await import('vite');
  const { viteConfig } = await import('../browser/vite.js');
  const { projectPages } = await import('../browser/pages.js');
  const vite = await createServer({
    ...viteConfig(projectPages(ROOT)),
    appType: 'mpa',
    // Its own socket goes over our server, so it is behind the same checks of host and origin.
    server: { middlewareMode: true, hmr: { server }, cors: false },
  });
  return (request, response) => vite.middlewares(request, response);
}
