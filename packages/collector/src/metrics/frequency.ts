export type Frequency = 'daily' | 'weekly' | 'occasionally' | 'inactive';

/** How often an account uses the product, from the distinct active days of the last 14. */
export const frequency = (activeDaysOf14: number): Frequency =>
  activeDaysOf14 >= 9 ? 'daily' : activeDaysOf14 >= 5 ? 'weekly' : activeDaysOf14 >= 2 ? 'occasionally' : 'inactive';
