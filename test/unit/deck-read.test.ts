import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { alternativeText, readPictures, readSlides } from '../../src/deck/read.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'deck-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

describe('the reader of slides', () => {
  it('the reader of slides takes the markdown files in the order of their names', async () => {
    const slides = join(folder, 'slides');
    await mkdir(slides);
    for (const name of ['02.md', '01.md', 'notes.txt']) await writeFile(join(slides, name), name);
    expect(await readSlides(slides)).toEqual([
      { path: 'slides/01.md', text: '01.md' },
      { path: 'slides/02.md', text: '02.md' },
    ]);
  });

  it('the reader of slides leaves hidden files out, because editors and Macs put them beside slides', async () => {
    await writeFile(join(folder, '01.md'), '# One');
    await writeFile(join(folder, '._01.md'), 'no text');
    await symlink('user@host.1:2', join(folder, '.#01.md'));
    expect((await readSlides(folder)).map(({ text }) => text)).toEqual(['# One']);
  });

  it('names the mistake of a folder that cannot be read', async () => {
    await writeFile(join(folder, 'file'), '');
    await expect(readSlides(folder)).rejects.toThrow(
      `There are no slides in ${folder}. Put a markdown file (*.md) there.`,
    );
    await expect(readSlides(join(folder, 'gone'))).rejects.toThrow(
      /slides in .*gone cannot be read: it is not there\./,
    );
    await expect(readSlides(join(folder, 'file'))).rejects.toThrow(/cannot be read: it is not a folder\./);
  });

  it('names the file that cannot be read', async () => {
    await mkdir(join(folder, '01.md'));
    await expect(readSlides(folder)).rejects.toThrow(/01\.md cannot be read: it is a folder, not a file\./);
  });
});

describe('the reader of pictures', () => {
  it('the reader of pictures knows them by the name of their file, with the words that an SVG brings', async () => {
    await writeFile(join(folder, 'reboot-2.svg'), '<svg><title>It works</title><desc>A plug.</desc></svg>');
    await writeFile(join(folder, 'a b.png'), '');
    await writeFile(join(folder, 'read.me'), '');
    expect(await readPictures(folder)).toEqual({
      'reboot-2.svg': { src: 'art/reboot-2.svg', alt: 'It works. A plug.' },
      'a b.png': { src: 'art/a%20b.png', alt: '' },
    });
  });

  it('the reader of pictures knows the spot ink of a drawing that names it', async () => {
    await writeFile(join(folder, 'egg.svg'), '<svg viewBox="0 0 2 3" data-ink="amber"><title>Egg</title></svg>');
    expect((await readPictures(folder))['egg.svg']).toEqual({ src: 'art/egg.svg', alt: 'Egg.', ink: 'amber' });
  });

  it('the reader of pictures reads titles with attributes, entities and line breaks', () => {
    expect(alternativeText('<svg><title id="t">Cat &amp;\n  mouse!</title><desc id="d">x &lt; y</desc></svg>')).toBe(
      'Cat & mouse! x < y.',
    );
    expect(alternativeText('<svg></svg>')).toBe('');
  });
});
