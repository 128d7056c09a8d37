import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './app.js';
import { type Copy, copyProject } from './copy.js';

/** The slides of the demos in `test/fixtures/demos`, behind those of the talk. */
export const SLIDE = { alone: 36, family: 37, thirty: 38, flood: 39, clicks: 40, history: 41 };

const SLIDES = `## Alone

\`\`\`demo alone
steps: start, kill loner, stop
\`\`\`

---

## A family of processes and its fate

\`\`\`demo family
steps: start, kill cache
\`\`\`

---

## Thirty

\`\`\`demo thirty
steps: start
\`\`\`

---

## Flood

\`\`\`demo flood
steps: start
\`\`\`

---

## Clicks

\`\`\`demo clicks
steps: start
\`\`\`

---

## History

\`\`\`demo history
steps: start
\`\`\`
`;

/** A copy of the project that has demos of other shapes too; its first command builds it. */
export function copyWithFixtureDemos(): Copy {
  const copy = copyProject();
  cpSync(join(ROOT, 'test/fixtures/demos'), join(copy.folder, 'demos'), { recursive: true });
  writeFileSync(join(copy.folder, 'slides/10-fixtures.md'), SLIDES);
  return copy;
}
