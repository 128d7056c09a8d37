import { marked } from 'marked';

/** Markdown as a page. Needs a library. */
export const work = (markdown: string): string => marked.parse(markdown, { async: false });
