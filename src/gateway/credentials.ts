/** The credentials of a request: host, origin, token, cookies, tickets. Pure decisions, so that each can be tested without a server. */
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { ROLES, type Role } from '../protocol/messages.js';
import { isLearner } from '../protocol/socket-paths.js';
import type { Config } from './config.js';

/** Equal, in a time that does not tell where they differ. */
export function sameSecret(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

const sign = (config: Config, text: string) => createHmac('sha256', config.secret).update(text).digest('base64url');

/** Under a foreign name a page of somebody else's could read us (DNS rebinding), so only our own names are answered. */
export const isOurHost = (config: Config, host: string | undefined) =>
  host !== undefined && config.hosts.some((ours) => ours.toLowerCase() === host.toLowerCase());

/** A socket may be opened by our own pages only: scheme, name and port, and none at all is not one of ours. */
export const isOurOrigin = (host: string | undefined, origin: string | undefined) =>
  host !== undefined && origin?.toLowerCase() === `http://${host.toLowerCase()}`;

export function roleOfToken(config: Config, token: string | null | undefined): Role | null {
  if (!token) return null;
  const roles = Object.entries(config.tokens) as [Role, string][];
  return roles.find(([, secret]) => sameSecret(secret, token))?.[0] ?? null;
}

/** Cookies do not know ports: the name does, so that two talks on one machine keep apart. */
const cookiePrefix = (config: Config) => `reboot-camp-${config.port}`;

/**
 * Each role has a cookie of its own. A browser that follows a link of another site brings no cookie (`SameSite=Strict`), and yet takes
 * the one that it is given: a viewer's address must not replace the presenter's cookie.
 */
export const cookieName = (config: Config, role: Role) => `${cookiePrefix(config)}-${role}`;

/** Derived, so that the token of the printed address is stored nowhere. No ticket has this form: it would need a dot. */
export const cookieFor = (config: Config, role: Role) => sign(config, `cookie ${role}`);

/** Does the request bring a cookie of one of our names, whatever it says? */
export const hasCookie = (config: Config, header: string | undefined) =>
  ROLES.some((role) => cookiesNamed(cookieName(config, role), header).length > 0);

/** More of one name than a browser has for one address: one for each path above it, and for each name of the host. */
const MOST_COOKIES = 32;

/**
 * All cookies of that name. A server on another port of this host may have set one for a longer path, which a browser sends
 * before ours (RFC 6265, 5.4): so the last ones are kept.
 */
function cookiesNamed(name: string, header: string | undefined): string[] {
  const prefix = `${name}=`;
  const parts = header?.split(/; */).filter((part) => part.startsWith(prefix)) ?? [];
  return parts.slice(-MOST_COOKIES).map((part) => part.slice(prefix.length));
}

/** The name of a browser: it finds the same stage at each visit, and its pages are counted as those of one device. */
export const learnerCookieName = (config: Config) => `${cookiePrefix(config)}-device`;
export const newLearner = () => randomBytes(6).toString('hex');
export const learnerCookie = (config: Config, learner: string) => `${learner}.${sign(config, `learner ${learner}`)}`;

export function learnerOfCookie(config: Config, header: string | undefined): string | null {
  const learners = cookiesNamed(learnerCookieName(config), header).map((cookie) => learnerIn(config, cookie));
  // Ours has the shortest path, and so comes last.
  return learners.findLast((learner) => learner !== null) ?? null;
}

function learnerIn(config: Config, cookie: string): string | null {
  const [learner = '', signature = '', more] = cookie.split('.');
  if (!isLearner(learner) || more !== undefined) return null;
  return sameSecret(signature, sign(config, `learner ${learner}`)) ? learner : null;
}

/** The highest role that a cookie in the `Cookie` header of a request has. Each is compared with each, whatever was found before. */
export function roleOfCookie(config: Config, header: string | undefined): Role | null {
  const roles = ROLES.filter((role) => role in config.tokens).filter((role) => {
    const expected = cookieFor(config, role);
    return cookiesNamed(cookieName(config, role), header).filter((cookie) => sameSecret(cookie, expected)).length > 0;
  });
  return roles[0] ?? null;
}

const TICKET_MS = 30_000;

/** The role of a page and its stage: the talk's (null), or that of the learner it names. */
export interface Pass {
  role: Role;
  learner: string | null;
  /** The browser that asked for it. */
  device: string;
}

/** A short-lived pass for a socket's first frame. Signed, not stored: any gateway of this run can check it. */
export function issueTicket(config: Config, { role, learner, device }: Pass, now: number): string {
  const text = `${role}.${learner ?? ''}.${device}.${now + TICKET_MS}`;
  return `${text}.${sign(config, text)}`;
}

export function passOfTicket(config: Config, ticket: string, now: number): Pass | null {
  const [name, learner, device, expires, signature, more] = ticket.split('.');
  if (!name || learner === undefined || !device || !expires || !signature || more !== undefined) return null;
  const isSigned = sameSecret(signature, sign(config, `${name}.${learner}.${device}.${expires}`));
  if (!isSigned || !(Number(expires) >= now)) return null;
  const role = ROLES.find((known) => known === name);
  return role ? { role, learner: learner || null, device } : null;
}

/** How long a place in a queue is kept for a page that is not there: a reload and a new gateway take less. In ms. */
export const PLACE_MS = 60_000;

/** A place in a queue: since when that browser waits, as told at `now`. Signed, so that the next gateway can believe it. */
export function issuePlace(config: Config, device: string, since: number, now: number): string {
  const text = `${since}.${now + PLACE_MS}`;
  return `${text}.${sign(config, `place ${device}.${text}`)}`;
}

/** Since when the browser waits that brings this place; null when it is not its place, or is too old. */
export function sinceOfPlace(config: Config, device: string, place: string, now: number): number | null {
  const [since, expires, signature, more] = place.split('.');
  if (!since || !expires || !signature || more !== undefined) return null;
  const isSigned = sameSecret(signature, sign(config, `place ${device}.${since}.${expires}`));
  return isSigned && Number(expires) >= now ? Number(since) : null;
}
