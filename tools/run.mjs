// `node tools/run.mjs <tool> [options]`: loads a tool that is written in TypeScript, without a build of its own.
import { fileURLToPath } from 'node:url';
import wayIn from '../src/build/way-in.cjs';

wayIn.checkNode();
const { runnerImport } = await import('vite').catch(wayIn.endWith);
const [tool, ...args] = process.argv.slice(2);
const { module } = await runnerImport(fileURLToPath(new URL(`${tool}/main.ts`, import.meta.url)), {
  configFile: false,
  logLevel: 'error',
});
// A tool returns its exit code, or sets it.
process.exitCode = (await module.main(args)) ?? process.exitCode;
