/** Entry point of the process that builds the pages of this project. */
import { explain } from '../system-error.js';

try {
  // Loaded here, so that a package that is missing is told in words.
  const { buildPages } = await import('./build.js');
  const { projectPages } = await import('./project-pages.js');
  await buildPages(projectPages);
} catch (error) {
  console.error(explain(error) ?? (error as Error).message);
  process.exitCode = 1;
}
