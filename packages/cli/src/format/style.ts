import { createColors } from 'picocolors';

/** Colours, or none. */
export type Style = ReturnType<typeof createColors>;
export const styleOf = (color: boolean): Style => createColors(color);
