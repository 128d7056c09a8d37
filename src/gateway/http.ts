import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Role } from '../protocol/messages.js';
import type { Config } from './config.js';
import {
  cookieFor,
  cookieName,
  hasCookie,
  isOurHost,
  issueTicket,
  learnerCookie,
  learnerCookieName,
  learnerOfCookie,
  newLearner,
  roleOfCookie,
  roleOfToken,
} from './credentials.js';
import { roleForPage } from './page-names.js';
import { mayHaveStage } from './permissions.js';
import { sharedAddress } from './shared-address.js';

const NEWEST = 'Open the address that npm start printed last, with its token; a viewer asks the speaker for it.';

/** Serves what is not ours to answer: built files, or Vite's. */
export type Pages = (request: IncomingMessage, response: ServerResponse) => void;

export interface Desk {
  pages: Pages;
  /** Somebody came in by the token of that role. */
  admitted(role: Role): void;
  /** How it goes, for the presenter. */
  report(): object;
}

/** xterm and Vite put style elements into the page; scripts come from files of ours alone. */
const contentPolicy = (host: string) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    // Not every browser takes 'self' to include ws: (CSP3 does).
    `connect-src 'self' ws://${host}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/** One request, and all that an answer to it needs. */
interface Exchange {
  config: Config;
  desk: Desk;
  request: IncomingMessage;
  response: ServerResponse;
}

/** The answers by path, beside the pages; each takes every method. */
const ROUTES: Readonly<Record<string, (exchange: Exchange) => void | Promise<void>>> = {
  '/healthz': ({ response }) => plain(response, 200, 'ok'),
  '/ticket': ticket,
  '/ticket/learner': learnersTicket,
  '/load': load,
  '/remote-code': (exchange) => code(exchange, 'remote', 'remote'),
  '/join-code': (exchange) => code(exchange, 'join', 'viewer'),
};

export function answerRequests(config: Config, desk: Desk): RequestListener {
  return (request, response) => {
    const { host } = request.headers;
    if (!isOurHost(config, host)) {
      plain(
        response,
        421,
        `This is not ${host ?? 'a name of this server'}. Use an address that npm start has printed.`,
      );
      return;
    }
    secure(response, host as string);
    const base = `http://${host}`;
    if (!URL.canParse(request.url ?? '/', base)) {
      plain(response, 400, 'Malformed URL.');
      return;
    }
    const url = new URL(request.url ?? '/', base);
    const exchange = { config, desk, request, response };
    const token = url.searchParams.get('token');
    const pageRole = roleForPage(url.pathname);
    const route = Object.hasOwn(ROUTES, url.pathname) ? ROUTES[url.pathname] : undefined;
    if (token !== null) admit(exchange, token, url);
    else if (route) void route(exchange);
    else if (request.method !== 'GET' && request.method !== 'HEAD') plain(response, 405, 'Only GET is answered here.');
    else if (pageRole !== null) presentersPage(exchange, pageRole);
    else desk.pages(request, response);
  };
}

function secure(response: ServerResponse, host: string): void {
  response.setHeader('Content-Security-Policy', contentPolicy(host));
  response.setHeader('X-Content-Type-Options', 'nosniff');
  // The address may hold a token; it is told to nobody.
  response.setHeader('Referrer-Policy', 'no-referrer');
  response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
}

/**
 * For the token in the printed address there is a cookie that no script can read; the token leaves the address. A browser that
 * has cookies of several roles has the highest of them.
 */
function admit({ config, desk, response }: Exchange, token: string, url: URL): void {
  const role = roleOfToken(config, token);
  if (!role) {
    plain(response, 403, `This address is not valid any more. ${NEWEST}`);
    return;
  }
  desk.admitted(role);
  url.searchParams.delete('token');
  setCookie(response, cookieName(config, role), cookieFor(config, role));
  // Two slashes would lead to another server.
  response.setHeader('Location', `${url.pathname.replace(/^\/+/, '/')}${url.search}`);
  plain(response, 303, 'Welcome.');
}

function ticket(exchange: Exchange): void {
  const { config, response } = exchange;
  const role = admitted(exchange);
  if (!role) return;
  const device = deviceOf(exchange);
  give(response, { ticket: issueTicket(config, { role, learner: null, device }, Date.now()), role });
}

/** A page of the presenter; `pageRole` may see it too. */
function presentersPage(exchange: Exchange, pageRole: Role): void {
  const { desk, request, response } = exchange;
  const role = admitted(exchange);
  if (role === 'presenter' || role === pageRole) desk.pages(request, response);
  else if (role) plain(response, 403, 'Only the presenter can see that. The talk is at /');
}

/** The name of that browser, which it brings back at each visit. */
function deviceOf({ config, request, response }: Exchange): string {
  const device = learnerOfCookie(config, request.headers.cookie) ?? newLearner();
  setCookie(response, learnerCookieName(config), learnerCookie(config, device));
  return device;
}

/** To a stage of one's own, the same one at each visit. */
function learnersTicket(exchange: Exchange): void {
  const { config, response } = exchange;
  const role = admitted(exchange);
  if (!role) return;
  if (!mayHaveStage(role)) {
    plain(
      response,
      403,
      'Your address is for viewers. For the workshop, ask the speaker for the address for learners.',
    );
    return;
  }
  const device = deviceOf(exchange);
  give(response, {
    ticket: issueTicket(config, { role, learner: device, device }, Date.now()),
    role,
  });
}

/** How many are here, and how busy this process is. */
function load({ config, desk, request, response }: Exchange): void {
  if (roleOfCookie(config, request.headers.cookie) === 'presenter') give(response, desk.report());
  else plain(response, 403, 'Only the presenter can see that.');
}

/** The address of a page for phones on this network, and its QR code as SVG. */
async function code({ config, request, response }: Exchange, path: string, role: Role): Promise<void> {
  if (roleOfCookie(config, request.headers.cookie) !== 'presenter') {
    plain(response, 403, 'Only the presenter can see that.');
    return;
  }
  const address = sharedAddress(config, path, role);
  if (address === null) {
    plain(response, 404, 'No phone can reach this talk. Start it with --share.');
    return;
  }
  const { renderSVG } = await import('uqr');
  give(response, { address, svg: renderSVG(address, { border: 4 }) });
}

/** Answers a request without a cookie of this run. */
function admitted({ config, request, response }: Exchange): Role | null {
  const role = roleOfCookie(config, request.headers.cookie);
  if (!role) {
    const why = hasCookie(config, request.headers.cookie) ? 'This page is of an earlier run. ' : '';
    plain(response, 401, `${why}${NEWEST}`);
  }
  return role;
}

const setCookie = (response: ServerResponse, name: string, value: string) =>
  response.setHeader('Set-Cookie', `${name}=${value}; HttpOnly; SameSite=Strict; Path=/`);

function give(response: ServerResponse, answer: object): void {
  response.setHeader('Content-Type', 'application/json');
  response.setHeader('Cache-Control', 'no-store');
  response.end(JSON.stringify(answer));
}

export function plain(response: ServerResponse, status: number, text: string): void {
  response.statusCode = status;
  response.setHeader('Content-Type', 'text/plain; charset=utf-8');
  response.end(`${text}\n`);
}
