import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { buildPages } from '../../src/pages/build.js';

it('the build refuses slides with mistakes, and names every one of them with its place', async () => {
  const root = await mkdtemp(join(tmpdir(), 'deck-'));
  const slidesDir = join(root, 'slides');
  const artDir = join(root, 'art');
  await Promise.all([mkdir(slidesDir), mkdir(artDir)]);
  await writeFile(join(slidesDir, '01.md'), '# A\n\n![](gone.jpg)\n');
  await writeFile(join(slidesDir, '02.md'), '# B\n\n```demo gone\n```\n');

  const build = buildPages({ root, outDir: join(root, 'dist'), slidesDir, artDir, catalogue: async () => ({}) });
  await expect(build).rejects.toThrow(
    [
      'The slides have mistakes:',
      'slides/01.md:3:1 There is no picture “gone”. Add gone.svg to the pictures.',
      'slides/02.md:3:9 There is no demo “gone”. There is none to choose from.',
    ].join('\n'),
  );
  await rm(root, { recursive: true });
});

it('the build refuses a folder of the speaker that browsers would keep for ever', async () => {
  const root = await mkdtemp(join(tmpdir(), 'deck-'));
  const [slidesDir, artDir] = [join(root, 'slides'), join(root, 'public/art')];
  await Promise.all(
    [slidesDir, artDir, join(root, 'public/immutable')].map((path) => mkdir(path, { recursive: true })),
  );
  await writeFile(join(slidesDir, '01.md'), '# A\n');

  const build = buildPages({ root, outDir: join(root, 'dist'), slidesDir, artDir, catalogue: async () => ({}) });
  await expect(build).rejects.toThrow(/^public\/immutable: .*Rename the folder\.$/);
  await rm(root, { recursive: true });
});
