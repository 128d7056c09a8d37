/** The files of the built pages, by the paths of addresses. Pure. */
import type { Role } from '../protocol/messages.js';

/** The names of the files, below the folder of the pages, that may be meant by the path of an address. */
export function namesFor(path: string): string[] {
  const parts = decoded(path).split('/').filter(Boolean);
  // Hidden files are not for browsers, and `..` leads out of the folder.
  if (parts.some((part) => part.startsWith('.') || /[\\\0]/.test(part))) return [];
  const name = parts.join('/');
  return name === '' ? ['index.html'] : [name, `${name}.html`, `${name}/index.html`];
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** The pages that show the notes, each with the role that it is for, beside the presenter. */
const PRESENTERS: Readonly<Record<string, Role>> = { 'presenter.html': 'presenter', 'remote.html': 'remote' };

/** The role that the page is for to which the path of an address leads, however it is written; null when it is for everybody. */
export const roleForPage = (path: string): Role | null =>
  namesFor(path)
    .map((name) => (Object.hasOwn(PRESENTERS, name) ? PRESENTERS[name] : undefined))
    .find((role) => role !== undefined) ?? null;
