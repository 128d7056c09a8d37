import type { Token, Tokens } from 'marked';
import { type Block, blocksOf, splitNotes, splitSlides } from './blocks.js';
import { type Attribute, applyAttributes } from './features/attributes.js';
import { codeHtml } from './features/code.js';
import { demoHtml, isDemoFence, readDemo } from './features/demo.js';
import { closeGaps } from './features/heading.js';
import { findPicture } from './features/picture-names.js';
import { placePictures } from './features/pictures.js';
import { type Habit, refuseHabits } from './features/unsupported.js';
import { readFrontMatter } from './front-matter.js';
import { contentOf, layoutOf, linesOf, titleOf } from './layout.js';
import { markdown, replaceToken } from './markdown.js';
import { suggest } from './nearest.js';
import { problemHtml } from './problem.js';
import { normalise, positionAt } from './text.js';
import {
  type Deck,
  type DeckOptions,
  type Demo,
  LAYOUTS,
  type Layout,
  type Problem,
  type Slide,
  type SourceFile,
} from './types.js';

export const EMPTY_FILE = 'There is no slide in this file. Write one, or remove the file.';

/** Markdown files, in order, to slides. A mistake costs its own slide, never the others. */
export function parseDeck(files: SourceFile[], options: DeckOptions): Deck {
  const decks = files.map((file, index) => parseFile({ ...file, text: normalise(file.text) }, index === 0, options));
  return {
    front: decks[0]?.front ?? {},
    slides: decks.flatMap(({ slides }) => slides),
    problems: decks.flatMap(({ problems }) => problems),
  };
}

function parseFile(file: SourceFile, isFirst: boolean, options: DeckOptions): Deck {
  const problems: Problem[] = [];
  const report = (offset: number, message: string) =>
    void problems.push({ path: file.path, ...positionAt(file.text, offset), message });
  const { front, length, wrongs } = readFrontMatter(file.text);
  for (const { offset, message } of wrongs) report(offset, message);
  if (length > 0 && !isFirst) report(0, 'Front matter stands in the first file of a talk. Move these lines there.');
  if (front.theme !== undefined && !options.themes?.includes(front.theme)) {
    report(
      file.text.indexOf('theme'),
      `There is no theme “${front.theme}”. Add ${front.theme}.css beside the slides, or take the line away.`,
    );
  }
  // Blanks in its place keep every offset true.
  const text = file.text.slice(0, length).replace(/[^\n]/g, ' ') + file.text.slice(length);
  const parts = splitSlides(blocksOf(text));
  if (parts.length === 0) report(0, EMPTY_FILE);
  const slides = parts.map((blocks) => {
    const writer = new SlideWriter(file, options);
    const slide = writer.write(blocks);
    problems.push(...writer.problems);
    return slide;
  });
  return { front, slides, problems: problems.sort((a, b) => a.line - b.line || a.column - b.column) };
}

/** Turns the blocks of one slide into a slide, and collects what is wrong with them. */
class SlideWriter {
  readonly problems: Problem[] = [];

  constructor(
    private readonly file: SourceFile,
    private readonly options: DeckOptions,
  ) {}

  /** Whatever goes wrong with this slide, also in the library that reads markdown, is told on this slide. */
  write(blocks: Block[]): Slide {
    try {
      return this.compose(blocks);
    } catch (error) {
      const problem = this.report(blocks[0]?.offset ?? 0, `This slide cannot be read: ${(error as Error).message}`);
      return this.slideOf(blocks, { html: problemHtml(problem) });
    }
  }

  private compose(blocks: Block[]): Slide {
    const { body, notes } = splitNotes(blocks);
    const tokens = body.map(({ token }) => token);
    closeGaps(tokens);
    // A demo covers its slide when it is played; until then the slide looks like what else is on it.
    const content = contentOf(tokens.filter((token) => !isDemoFence(token)));
    const title = titleOf(tokens);
    const lines = linesOf(tokens);

    for (const block of body) this.refuseUnderline(block);
    const unseen = notes.flatMap((block) => this.refuseUnderline(block));
    const seen = new Set<Habit>();
    for (const block of body) this.refuseHabits(block, seen);
    const demos = this.placeDemos(body);
    for (const block of body) this.placeCode(block);
    const pictures = body.map((block) => this.placePictures(block));
    for (const block of notes) this.placePictures(block);
    const hasPicture = pictures.some((count) => count > 0);

    const { html, slide, wrongs } = applyAttributes(markdown.parser(tokens));
    const complaints = [
      ...unseen,
      ...wrongs.map(({ comment, message }) => this.report(this.offsetIn(body, comment), message)),
    ];
    const attributes = slide.map((attribute) => this.readAttribute(attribute, body));
    return this.slideOf(blocks, {
      html: html + complaints.map(problemHtml).join(''),
      notes: markdown.parser(notes.map(({ token }) => token)),
      title,
      layout: this.chosenLayout(attributes, body) ?? layoutOf({ ...content, hasPicture }),
      isAlone: content.others === 0,
      attributes: attributes.filter(({ name }) => name !== 'data-layout'),
      lines,
      demos,
    });
  }

  private slideOf(blocks: Block[], slide: Partial<Slide>): Slide {
    const { line } = positionAt(this.file.text, blocks[0]?.offset ?? 0);
    const source = { path: this.file.path, line };
    const empty = {
      html: '',
      notes: '',
      title: '',
      layout: 'statement',
      isAlone: false,
      attributes: [],
      lines: 0,
      demos: [],
    } as const;
    return { ...empty, demos: [], attributes: [], ...slide, source };
  }

  private offsetIn(blocks: Block[], raw: string): number {
    const block = blocks.find(({ token }) => token.raw.includes(raw));
    return block ? block.offset + block.token.raw.indexOf(raw) : (blocks[0]?.offset ?? 0);
  }

  /** A picture behind the slide is one of the talk's, like those on it. */
  private readAttribute(attribute: Attribute, body: Block[]): Attribute {
    const { name, value } = attribute;
    const isPicture = name === 'data-background-image' || (name === 'data-background' && /\.[a-z]{3,4}$/i.test(value));
    if (!isPicture) return attribute;
    const found = findPicture(value, this.options.pictures);
    if ('picture' in found) return { name: 'data-background-image', value: found.picture.src };
    this.report(this.offsetIn(body, value), found.wrong);
    return { name: 'data-no-background', value };
  }

  private chosenLayout(attributes: Attribute[], body: Block[]): Layout | undefined {
    const chosen = attributes.find(({ name }) => name === 'data-layout')?.value;
    if (chosen === undefined) return;
    const layout = LAYOUTS.find((one) => one === chosen);
    if (!layout)
      this.report(this.offsetIn(body, chosen), `There is no layout “${chosen}”. ${suggest(chosen, LAYOUTS)}`);
    return layout;
  }

  private refuseHabits({ token, offset }: Block, seen: Set<Habit>): void {
    const mistakes: Problem[] = [];
    const walk = (tokens: Token[], look: (token: Token) => void) => void markdown.walkTokens(tokens, look);
    refuseHabits(token, walk, (at, message) => mistakes.push(this.report(offset + at, message)), seen);
    if (mistakes.length === 0) return;
    replaceToken(
      token,
      `${isHtml(token) ? '' : markdown.parser([structuredClone(token)])}${mistakes.map(problemHtml).join('')}`,
    );
  }

  /** Fences that point at lines, also inside lists and quotes. */
  private placeCode({ token, offset }: Block): void {
    markdown.walkTokens([token], (inner) => {
      if (inner.type !== 'code') return;
      const at = Math.max(token.raw.indexOf(inner.raw), 0);
      const html = codeHtml(inner as Tokens.Code, (message) => void this.report(offset + at, message));
      if (html !== null) replaceToken(inner, html);
    });
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
      const demo = readDemo(token as Tokens.Code, this.options, report);
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
  private refuseUnderline({ token, offset }: Block): Problem[] {
    if (!isUnderlined(token)) return [];
    const message = 'These dashes make the line above a heading. For a new slide, put an empty line before them.';
    const problem = this.report(offset + token.raw.lastIndexOf('\n', token.raw.trimEnd().length) + 1, message);
    replaceToken(token, `${markdown.parser([structuredClone(token)])}${problemHtml(problem)}`);
    return [problem];
  }
}

const isHtml = (token: Token): boolean => token.type === 'html';

const isUnderlined = (token: Token): boolean => token.type === 'heading' && /\n {0,3}-+\s*$/.test(token.raw);
