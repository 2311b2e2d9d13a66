/** What both ways of placing share (place.ts by CSS, follow.ts by script). */

/** `pin`: `card` is a beacon on the target's upper corner instead. */
export interface Parts {
  card: HTMLElement;
  arrow?: HTMLElement | undefined;
  frame?: HTMLElement | undefined;
  pin?: boolean;
}

/** Between the target and the frame around it. */
export const PAD = 5;

/** Writes only what changed: even an equal value would cost a style pass. */
export const write = (element: HTMLElement, name: string, value: number | undefined): void => {
  const next = value === undefined ? '' : `${Math.round(value * 100) / 100}px`;
  if (element.style.getPropertyValue(name) !== next) element.style.setProperty(name, next);
};
