/** How a session travels in the headers of HTTP. */
export const setCookie = (session: string) => ({ 'set-cookie': `session=${session}; HttpOnly` });

export const sessionIn = (header = ''): string => /session=([^;]*)/.exec(header)?.[1] ?? '';
