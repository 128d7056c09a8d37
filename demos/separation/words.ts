/** One of so many orders is told in a terminal, so that last words stand there for a while. */
const ORDERS_A_WORD = 5;

export const isShown = (order: number) => order % ORDERS_A_WORD === 0;
