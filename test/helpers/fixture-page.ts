/** Pages that are made for a test from the page's own modules. */
import { join } from 'node:path';
import { build } from 'vite';
import { loadDeck } from '../../src/deck/load.js';
import { ROOT } from './app.js';

type Lessons = typeof import('../../src/pages/lessons.js');
type Manifests = typeof import('../../src/pages/manifests.js');
type Project = typeof import('../../src/pages/project-pages.js');

/** A module of the pages as it is compiled: the demos that it reads are the compiled ones. */
const compiled = <Module>(name: string) => import(join(ROOT, 'dist/src/pages', name)) as Promise<Module>;

/** In one file that needs no server: the module `test/fixtures/pages/<name>.ts`, its style sheets, and this body. */
export async function fixturePage(name: string, body: string): Promise<string> {
  const { lessonsPlugin } = await compiled<Lessons>('lessons.js');
  const { manifestsPlugin } = await compiled<Manifests>('manifests.js');
  const { projectPages } = await compiled<Project>('project-pages.js');
  const built = await build({
    configFile: false,
    root: ROOT,
    logLevel: 'error',
    plugins: [manifestsPlugin(), lessonsPlugin(ROOT, projectPages, () => loadDeck(projectPages))],
    build: {
      write: false,
      target: 'es2022',
      minify: false,
      lib: { entry: join(ROOT, `test/fixtures/pages/${name}.ts`), formats: ['iife'], name: 'page', fileName: 'page' },
    },
  });
  const parts = [built].flat().flatMap((result) => ('output' in result ? result.output : []));
  const script = parts.flatMap((part) => (part.type === 'chunk' ? [part.code] : [])).join('\n');
  const style = parts
    .flatMap((part) => (part.type === 'asset' && part.fileName.endsWith('.css') ? [String(part.source)] : []))
    .join('\n');
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${name}</title>
    <style>${style}</style></head><body>${body}<script>${script.replaceAll('</script', '<\\/script')}</script></body></html>`;
}
