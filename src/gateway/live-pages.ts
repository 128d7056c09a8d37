import type { Server } from 'node:http';
import type { Config } from './config.js';
import { roleOfCookie } from './credentials.js';
import { type Pages, plain } from './http.js';

/** Pages that Vite builds as they are asked for, and changes in the browser as they are saved. */
export async function livePages(server: Server, config: Config): Promise<Pages> {
  const { createServer } = await import('vite');
  const { viteConfig } = await import('../pages/vite.js');
  const { projectPages } = await import('../pages/project-pages.js');
  const pages = viteConfig(projectPages);
  const vite = await createServer({
    ...pages,
    appType: 'mpa',
    // Its own socket goes over our server, so it is behind our checks of host, origin and cookie.
    server: { ...pages.server, middlewareMode: true, hmr: { server }, cors: false },
  });
  return (request, response) => {
    if (isTool(request.url) && roleOfCookie(config, request.headers.cookie) !== 'presenter') {
      plain(response, 403, 'Only the presenter can do that.');
    } else vite.middlewares(request, response);
  };
}

/** Vite's tools act on this machine, like `/__open-in-editor`. Vite also takes absolute URLs, whose path is not where the guard looks for it. */
const isTool = (address = '/') => !address.startsWith('/') || address.startsWith('/__');
