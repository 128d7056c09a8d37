import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface UnitFile {
  /** Relative to the folder of its kind. */
  path: string;
  text: string;
  executable?: boolean;
}

/** Writes the files below `folder`; those of the same names are replaced. Returns where they are. */
export function writeFiles(folder: string, files: UnitFile[]): string[] {
  return files.map(({ path, text, executable }) => {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text, { mode: executable ? 0o755 : 0o644 });
    return file;
  });
}
