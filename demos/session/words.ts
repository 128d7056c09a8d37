/** How many sessions there are, as the session service and its replica say it. */
export const sessionsInWords = (count: number): string => `${count} ${count === 1 ? 'session' : 'sessions'}`;
