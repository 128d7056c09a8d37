/** Opens the user's browser at an address that holds a secret, without telling the secret to anybody else on this machine. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { project } from '../project.js';
import { removeFolders, runFolderPrefix } from '../stage/leftovers.js';
import { isIdentityAlive, ownIdentity } from '../supervisor/processes.js';

/**
 * First a folder of this project: a browser from a snap or a flatpak sees the user's files, and a /tmp of its own. Where
 * nobody may write there, the temporary folder.
 */
const PLACES = [project.redirects, tmpdir()];
/** A browser that has to be started first, on a busy machine. In ms. */
const FOLLOWED_WITHIN_MS = 120_000;

const prefixFor = (owner: string) => `${runFolderPrefix(owner)}open-`;

/** The path of a new file that leads to `address`, in a folder of its own that only this user can enter. */
export function redirectFile(address: string, owner = ownIdentity(), places = PLACES): string {
  const path = join(privateFolder(prefixFor(owner), places), 'reboot-camp.html');
  writeFileSync(path, pageTo(address), { mode: 0o600, flag: 'wx' });
  return path;
}

function privateFolder(prefix: string, [place = tmpdir(), ...others]: string[]): string {
  try {
    mkdirSync(place, { recursive: true });
    return mkdtempSync(join(place, prefix));
  } catch (error) {
    if (others.length === 0) throw error;
    return privateFolder(prefix, others);
  }
}

/** Removes the files that lead to this run, from every start, and those that lead to runs that are over. */
export function removeRedirects(places = PLACES): void {
  const own = prefixFor(ownIdentity());
  removeFolders((owner, folder) => basename(folder).startsWith(own) || !isIdentityAlive(owner), places);
}

function pageTo(address: string): string {
  const safe = address.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  return `<!doctype html>
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<meta http-equiv="refresh" content="0; url=${safe}">
<title>Reboot Camp</title>
<p><a href="${safe}">Reboot Camp</a></p>
`;
}

/**
 * Opens the browser at `address`. All users of a machine can read the arguments of a process, so the browser is given a file
 * that leads there. `owner`: the identity of the run whose address it is; it removes the file when the presenter has come in,
 * and at its end. A browser that does not open does not end the talk: the address is on the screen.
 */
export async function openBrowser(address: string, owner = ownIdentity()): Promise<void> {
  try {
    const path = redirectFile(address, owner);
    setTimeout(removeRedirects, FOLLOWED_WITHIN_MS).unref();
    const { default: open } = await import('open');
    await open(path);
  } catch {
    // No browser, or no folder for the file.
  }
}
