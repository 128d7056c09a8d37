/** Opens the user's browser at an address that holds a secret, without telling the secret to anybody else on this machine. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runFolderPrefix, sweepPlace } from '../stage/leftovers.js';

/**
 * First a folder of this project: a browser from a snap or a flatpak sees the user's files, and a /tmp of its own. Where
 * nobody may write there, the temporary folder.
 */
const PLACES = [join(dirname(fileURLToPath(import.meta.url)), '../../open'), tmpdir()];
/** A browser that has to be started first, on a busy machine. In ms. */
const FOLLOWED_WITHIN_MS = 120_000;

/** A file that leads to `address`, in a folder that only this user can enter; and how to remove both. */
export function redirectFile(address: string, places: string[] = PLACES): { path: string; remove(): void } {
  const folder = privateFolder(places);
  const path = join(folder, 'reboot-camp.html');
  writeFileSync(path, pageTo(address), { mode: 0o600, flag: 'wx' });
  return { path, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

function privateFolder([place = tmpdir(), ...others]: string[]): string {
  try {
    mkdirSync(place, { recursive: true });
    sweepPlace(place);
    return mkdtempSync(join(place, runFolderPrefix()));
  } catch (error) {
    if (others.length === 0) throw error;
    return privateFolder(others);
  }
}

/** The address is one of our own making, and holds no character that means something in HTML but `&`, of which there is one at most. */
const pageTo = (address: string) => {
  const safe = address.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  return `<!doctype html>
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<meta http-equiv="refresh" content="0; url=${safe}">
<title>Reboot Camp</title>
<p><a href="${safe}">Reboot Camp</a></p>
`;
};

/**
 * Opens the browser at `address`. All users of a machine can read the arguments of a process, so the browser is given a file
 * that leads there. The file is removed when `followed` is called, after a while, and at the end of this process. A browser
 * that does not open is no reason to stop: the address is on the screen.
 */
export function openBrowser(address: string): { followed(): void } {
  let file: ReturnType<typeof redirectFile>;
  try {
    file = redirectFile(address);
  } catch {
    return { followed() {} };
  }
  const remove = () => {
    clearTimeout(timer);
    process.off('exit', remove);
    file.remove();
  };
  const timer = setTimeout(remove, FOLLOWED_WITHIN_MS).unref();
  process.on('exit', remove);
  void import('open').then(({ default: open }) => open(file.path)).catch(() => {});
  return { followed: remove };
}
