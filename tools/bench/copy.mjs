/** A copy of the built project that may be changed; gone when the benches end. */
import { cpSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './app.mjs';
import { newFolder } from './clean.mjs';

const PARTS = ['src', 'demos', 'slides', 'public', 'dist', 'package.json', 'tsconfig.json', 'package-lock.json'];

export function copyProject(name) {
  const folder = newFolder(name);
  // The marks of those who run from a build come and go meanwhile, and are not the copy's.
  const filter = (path) => path !== join(ROOT, 'dist/users');
  // The links of `dist` stay as they are: made absolute, they would lead to the original.
  const how = { recursive: true, preserveTimestamps: true, verbatimSymlinks: true, filter };
  for (const part of PARTS) cpSync(join(ROOT, part), join(folder, part), how);
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}
