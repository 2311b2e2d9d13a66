/**
 * Customers after y years when `perYear` new ones come every year and a share `retention` stays from year to year:
 * n·(1−r^y)/(1−r). Nothing is rounded on the way. With r = 1 it is n·y.
 */
export const customersAfter = (perYear: number, retention: number, years: number): number =>
  retention === 1 ? perYear * years : (perYear * (1 - retention ** years)) / (1 - retention);

/** Where it settles; Infinity when nobody ever leaves. */
export const steadyState = (perYear: number, retention: number): number => (retention >= 1 ? Infinity : perYear / (1 - retention));

export const stock = (perYear: number, retention: number, years: number): number[] =>
  Array.from({ length: years }, (_, i) => customersAfter(perYear, retention, i + 1));
