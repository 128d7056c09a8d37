import type { Token, Tokens } from 'marked';
import { type Block, blocksOf, splitSlides } from './blocks.js';
import { demoHtml, isDemoFence, readDemo } from './features/demo.js';
import { closeGaps } from './features/heading.js';
import { splitNotes } from './features/notes.js';
import { placePictures } from './features/pictures.js';
import { contentOf, layoutOf, linesOf, titleOf } from './layout.js';
import { markdown, replaceToken } from './markdown.js';
import { problemHtml } from './problem.js';
import { normalise, positionAt } from './text.js';
import type { Deck, DeckOptions, Demo, Problem, Slide, SourceFile } from './types.js';

export const EMPTY_FILE = 'There is no slide in this file. Write one, or remove the file.';

/** Markdown files, in order, to slides. A mistake costs its own slide, never the others. */
export function parseDeck(files: SourceFile[], options: DeckOptions): Deck {
  const decks = files.map((file) => parseFile({ ...file, text: normalise(file.text) }, options));
  return { slides: decks.flatMap(({ slides }) => slides), problems: decks.flatMap(({ problems }) => problems) };
}

function parseFile(file: SourceFile, options: DeckOptions): Deck {
  const problems: Problem[] = [];
  const parts = splitSlides(blocksOf(file.text));
  if (parts.length === 0) problems.push({ path: file.path, line: 1, column: 1, message: EMPTY_FILE });
  const slides = parts.map((blocks) => {
    const writer = new SlideWriter(file, options);
    const slide = writer.write(blocks);
    problems.push(...writer.problems);
    return slide;
  });
  return { slides, problems: problems.sort((a, b) => a.line - b.line || a.column - b.column) };
}

/** Turns the blocks of one slide into a slide, and collects what is wrong with them. */
class SlideWriter {
  readonly problems: Problem[] = [];

  constructor(
    private readonly file: SourceFile,
    private readonly options: DeckOptions,
  ) {}

  write(blocks: Block[]): Slide {
    const { body, notes } = splitNotes(blocks);
    const tokens = body.map(({ token }) => token);
    closeGaps(tokens);
    // A demo covers its slide when it is played; until then the slide looks like what else is on it.
    const content = contentOf(tokens.filter((token) => !isDemoFence(token)));
    const lines = linesOf(tokens);

    for (const block of body) this.refuseUnderline(block);
    const demos = this.placeDemos(body);
    const pictures = body.map((block) => this.placePictures(block));
    for (const block of notes) this.placePictures(block);
    const hasPicture = pictures.some((count) => count > 0);

    return {
      html: markdown.parser(tokens),
      notes: markdown.parser(notes.map(({ token }) => token)),
      title: titleOf(tokens),
      layout: layoutOf({ ...content, hasPicture }),
      lines,
      demos,
      source: { path: this.file.path, line: positionAt(this.file.text, blocks[0]?.offset ?? 0).line },
    };
  }

  private report(offset: number, message: string): Problem {
    const problem = { path: this.file.path, ...positionAt(this.file.text, offset), message };
    this.problems.push(problem);
    return problem;
  }

  private placeDemos(body: Block[]): Demo[] {
    const placed: Demo[] = [];
    for (const { token, offset } of body.filter(({ token }) => isDemoFence(token))) {
      const mistakes: Problem[] = [];
      const report = (at: number, message: string) => mistakes.push(this.report(offset + at, message));
      const demo = readDemo(token as Tokens.Code, this.options.catalogue, report);
      if (placed.some(({ name }) => name === demo?.name))
        report(0, 'This slide plays that demo already. Take one of the two away.');
      if (mistakes.length > 0) replaceToken(token, mistakes.map(problemHtml).join(''));
      else if (demo) {
        replaceToken(token, demoHtml(demo));
        placed.push(demo);
      }
    }
    return placed;
  }

  private placePictures({ token, offset }: Block): number {
    const report = (at: number, message: string) => this.report(offset + at, message);
    return placePictures(token, this.options.pictures, report);
  }

  /** Dashes right under a line make it a heading in markdown: hardly ever what the author of a slide meant. */
  private refuseUnderline({ token, offset }: Block): void {
    if (!isUnderlined(token)) return;
    const message = 'These dashes make the line above a heading. For a new slide, put an empty line before them.';
    const problem = this.report(offset + token.raw.lastIndexOf('\n', token.raw.trimEnd().length) + 1, message);
    replaceToken(token, `${markdown.parser([structuredClone(token)])}${problemHtml(problem)}`);
  }
}

const isUnderlined = (token: Token): boolean => token.type === 'heading' && /\n {0,3}-+\s*$/.test(token.raw);
