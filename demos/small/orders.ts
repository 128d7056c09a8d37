/** The orders of the customer. */
export const ORDERS: Record<string, string> = {
  clock: '51330',
  page: '# Think *small*',
  compiler: 'export const small: boolean = true;',
};

/** The orders that each shop can carry out: one shop for all, and one for each. */
export const SHOPS: Record<string, string[]> = {
  office: Object.keys(ORDERS),
  clock: ['clock'],
  page: ['page'],
  compiler: ['compiler'],
};
