/** A cookie that carries who somebody is, until when, and a signature over both. */
import { createHmac, timingSafeEqual } from 'node:crypto';

const sign = (text: string, key: string) => createHmac('sha256', key).update(text).digest('base64url');

const isSame = (one: string, other: string) =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));

/** `until` as of `Date.now()`. */
export function seal(user: string, until: number, key: string): string {
  const text = Buffer.from(JSON.stringify({ user, until })).toString('base64url');
  return `${text}.${sign(text, key)}`;
}

/** The name of the customer; null when the seal is broken or the time is over. */
export function unseal(cookie: string, key: string, now: number): string | null {
  const [text = '', signature = ''] = cookie.split('.');
  if (!isSame(signature, sign(text, key))) return null;
  const { user, until } = JSON.parse(Buffer.from(text, 'base64url').toString()) as { user: string; until: number };
  return now < until ? user : null;
}
