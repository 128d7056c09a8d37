import { transformWithOxc } from 'vite';

/** TypeScript as JavaScript. Needs a whole tool box. */
export const work = async (source: string): Promise<string> => (await transformWithOxc(source, 'source.ts')).code;
