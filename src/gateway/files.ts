/** Serves the built pages. A build, or anybody, may replace, change or remove their files at any moment. */
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { lookup } from 'mrmime';
import { earlierFolder, HASHED } from '../pages/publish.js';
import { endOf } from './connections.js';
import { type Pages, plain } from './http.js';
import { namesFor } from './page-names.js';

/** The name of a hashed file stands for its content, so a browser need never ask again; a year is what RFC 9111 calls never. */
const FOR_EVER = 'public, max-age=31536000, immutable';
/** A browser asks each time whether its copy is still right, and mostly gets the answer that it is (304). */
const ASK_FIRST = 'no-cache';
/** How much of a file is read at a time, in bytes. */
const PIECE = 64 * 1024;
/** open(2) says these when there is no such file. */
const ABSENT = ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'];

interface OpenFile {
  name: string;
  handle: FileHandle;
  size: number;
  tag: string;
}

/** Answers with the files in the folder `pages`, and with those that builds before the last one have left. */
export function serveFiles(pages: string): Pages {
  return (request, response) => {
    answer(pages, request, response).catch((error: NodeJS.ErrnoException) => {
      // A browser that receives the end of a part would take it for the whole.
      if (response.headersSent) response.destroy();
      else plain(response, 500, `This file cannot be read: ${error.code ?? error.message}.`);
    });
  };
}

async function answer(pages: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const file = await firstFile(pages, namesFor(new URL(request.url ?? '/', 'http://pages').pathname));
  if (!file) {
    response.setHeader('Cache-Control', 'no-store');
    if (await hasTalk(pages)) plain(response, 404, 'There is no such page. The talk is at /');
    else
      plain(response, 503, 'The pages of the talk have been removed. Run `npm run build`, then load this page again.');
    return;
  }
  // An answer that waits behind others of its connection is never told that this is over, and nor is what writes into it.
  const end = endOf(request.socket);
  const close = () => file.handle.close();
  end.addEventListener('abort', close);
  try {
    if (!end.aborted) await send(file, request, response);
  } finally {
    end.removeEventListener('abort', close);
    await close();
  }
}

/** Whether the first page is there, without which none is worth a link. */
async function hasTalk(pages: string): Promise<boolean> {
  const first = await openFile(pages, 'index.html');
  await first?.handle.close();
  return first !== null;
}

async function firstFile(pages: string, names: string[]): Promise<OpenFile | null> {
  for (const name of names) {
    // A build moves a hashed file from the first to the second.
    for (const folder of name.startsWith(`${HASHED}/`) ? [pages, earlierFolder(pages)] : [pages]) {
      const file = await openFile(folder, name);
      if (file) return file;
    }
  }
  return null;
}

/** Null when it is absent, or is not a file. An open file can be read to its end, even when it is replaced or removed. */
async function openFile(folder: string, name: string): Promise<OpenFile | null> {
  let handle: FileHandle;
  try {
    // Without the second flag, to open a named pipe waits for its writer.
    handle = await open(join(folder, name), constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    if (ABSENT.includes((error as NodeJS.ErrnoException).code ?? '')) return null;
    throw error;
  }
  const stat = await handle.stat();
  if (stat.isFile()) return { name, handle, size: stat.size, tag: `W/"${stat.size}-${stat.mtimeMs}"` };
  await handle.close();
  return null;
}

async function send(file: OpenFile, request: IncomingMessage, response: ServerResponse): Promise<void> {
  response.setHeader('Cache-Control', file.name.startsWith(`${HASHED}/`) ? FOR_EVER : ASK_FIRST);
  response.setHeader('ETag', file.tag);
  if (isKnown(request.headers['if-none-match'], file.tag)) {
    response.writeHead(304).end();
    return;
  }
  response.writeHead(200, { 'Content-Type': contentType(file.name), 'Content-Length': file.size });
  // Node would leave the body out by itself, after all of the file has been read.
  if (request.method === 'HEAD') response.end();
  else await pipeline(pieces(file), response);
}

/** Exactly the bytes that were announced, whatever becomes of the file; throws when it has become too short for that. */
async function* pieces({ handle, size }: OpenFile): AsyncGenerator<Buffer> {
  for (let at = 0; at < size; ) {
    const piece = Buffer.allocUnsafe(Math.min(PIECE, size - at));
    const { bytesRead } = await handle.read(piece, 0, piece.length, at);
    if (bytesRead === 0) throw new Error('the file has become shorter');
    yield piece.subarray(0, bytesRead);
    at += bytesRead;
  }
}

function contentType(name: string): string {
  const type = lookup(name) ?? 'application/octet-stream';
  return type.startsWith('text/') ? `${type}; charset=utf-8` : type;
}

/** Whether a browser that sends `header` (If-None-Match) has the version `tag`. */
export function isKnown(header: string | undefined, tag: string): boolean {
  const opaque = (one: string) => one.trim().replace(/^W\//, '');
  return header?.split(',').some((one) => one.trim() === '*' || opaque(one) === opaque(tag)) ?? false;
}
