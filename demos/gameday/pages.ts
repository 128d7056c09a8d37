/** The pages of the ledger: files with an order on each line. An order without an end of line was never acknowledged. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const PAGE = /^page-(\d+)$/;

const pageNumbers = (folder: string) =>
  readdirSync(folder)
    .map((name) => PAGE.exec(name)?.[1])
    .filter((number) => number !== undefined)
    .map(Number);

export const newPage = (folder: string) => `page-${Math.max(0, ...pageNumbers(folder)) + 1}`;

/** All orders, each as often as it was entered. */
export const ordersIn = (folder: string): string[] =>
  pageNumbers(folder).flatMap((number) => wholeLines(readFileSync(join(folder, `page-${number}`), 'utf8')));

export const wholeLines = (text: string): string[] => text.split('\n').slice(0, -1);
