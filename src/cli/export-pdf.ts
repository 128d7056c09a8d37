/** The deck as a PDF, printed by a browser of this machine. */
import { mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { installedBrowser } from '../export/installed.js';
import { NotPrinted, printDeck, startBrowser } from '../export/pdf.js';
import { runFolderPrefix, temporaryFolder } from '../stage/leftovers.js';
import { findProgram } from '../supervisor/paths.js';
import { refuseTaken, writeWhole } from './new-files.js';
import { withApp } from './own-app.js';
import { onEnd } from './signals.js';
import { UsageError } from './usage.js';

interface Pdf {
  file: string;
  /** The program that the user names. */
  browser?: string;
  overwrite: boolean;
}

const BY_HAND =
  'Name another browser with --browser PATH, or print by hand: npm start, open its address with &print-pdf behind it, ' +
  'and press Ctrl+P (no margins, background graphics on).';

/** Resolves with 1 when there is no PDF. Rejects with a `UsageError`, before anything is started. */
export async function exportPdf({ file, browser: named, overwrite }: Pdf): Promise<number> {
  const path = resolve(file);
  if (!overwrite) refuseTaken([path]);
  const program = programFor(named);
  if (program === undefined) return refuse(`This machine has no browser that this command knows. ${BY_HAND}`);
  const asked = new AbortController();
  const { signal } = asked;
  let endedWith = 1;
  onEnd((code) => {
    endedWith = code;
    asked.abort();
  });
  const folder = mkdtempSync(join(temporaryFolder(), `${runFolderPrefix()}export-`));
  try {
    const data = await printedWith(program, folder, signal);
    const trouble = writeWhole([{ path, data }]);
    if (trouble !== null) return refuse(trouble);
    console.log(path);
    return 0;
  } catch (error) {
    if (signal.aborted) return endedWith;
    if (error instanceof NotPrinted) return refuse(`There is no PDF: ${error.message}. ${BY_HAND}`);
    throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  }
}

function refuse(sentence: string): number {
  console.error(sentence);
  return 1;
}

function programFor(named?: string): string | undefined {
  const { CHROME_PATH, PATH } = process.env;
  const name = named ?? CHROME_PATH;
  if (!name) return installedBrowser(PATH);
  const program = findProgram(name, PATH);
  if (program !== undefined) return program;
  throw new UsageError(`${named === undefined ? 'CHROME_PATH=' : '--browser '}${name}: there is no such program.`);
}

/** The browser starts first: what drives it takes seconds to load on a busy machine, and a root that is silent for so long is taken for dead. */
async function printedWith(program: string, folder: string, signal: AbortSignal): Promise<Uint8Array> {
  const browser = await startBrowser(program, folder);
  const close = () => void browser.close();
  signal.addEventListener('abort', close);
  try {
    signal.throwIfAborted();
    return await withApp(signal, (origin, { presenter }) => printDeck(browser, `${origin}/?token=${presenter}`));
  } finally {
    await browser.close();
  }
}
