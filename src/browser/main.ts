/** Entry point of the process that builds the pages of the project in the folder it is given. */
import { buildPages } from './build.js';
import { projectPages } from './pages.js';

const [root] = process.argv.slice(2) as [string];
await buildPages(projectPages(root)).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
