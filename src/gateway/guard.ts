/** Who may come in: pure decisions, so that each can be tried without a server. */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { ROLES, type Role, type StageCommand } from '../protocol.js';
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
export const cookieName = (config: Config) => `reboot-camp-${config.port}`;

/** Derived, so that the token of the printed address is stored nowhere. No ticket has this form: it would need a dot. */
export const cookieFor = (config: Config, role: Role) => sign(config, `cookie ${role}`);

/** The role that the `Cookie` header of a request brings. */
export function cookieOf(config: Config, header: string | undefined): string | undefined {
  const prefix = `${cookieName(config)}=`;
  return header
    ?.split(/; */)
    .find((part) => part.startsWith(prefix))
    ?.slice(prefix.length);
}

export function roleOfCookie(config: Config, header: string | undefined): Role | null {
  const cookie = cookieOf(config, header);
  if (cookie === undefined) return null;
  return ROLES.find((role) => role in config.tokens && sameSecret(cookie, cookieFor(config, role))) ?? null;
}

const TICKET_MS = 30_000;

/** A short-lived pass for one socket's first frame. Signed, not stored: any gateway of this run can check it. */
export function issueTicket(config: Config, role: Role, now: number): string {
  const text = `${role}.${now + TICKET_MS}`;
  return `${text}.${sign(config, text)}`;
}

export function roleOfTicket(config: Config, ticket: string, now: number): Role | null {
  const [role, expires, signature, more] = ticket.split('.');
  if (!role || !expires || !signature || more !== undefined) return null;
  if (!sameSecret(signature, sign(config, `${role}.${expires}`)) || !(Number(expires) >= now)) return null;
  return ROLES.find((known) => known === role) ?? null;
}

/** Asked for each command, here, never in the page: a viewer sees everything and touches nothing. */
export const mayCommand = (role: Role, _command: StageCommand) => role === 'presenter';
