import { present } from './present.js';

/** As `present`, with pages that change as their sources are saved. */
export const run = (args: string[]) => present(args, null, 'npm run dev --');
