/** Entry point of the process that builds the pages of the project in the folder it is given. */
import { explain } from '../system-error.js';

const [root] = process.argv.slice(2) as [string];
try {
  // Loaded here, so that a package that is missing is told in words.
  const { buildPages } = await import('./build.js');
  const { projectPages } = await import('./pages.js');
  await buildPages(projectPages(root));
} catch (error) {
  console.error(explain(error) ?? (error as Error).message);
  process.exitCode = 1;
}
