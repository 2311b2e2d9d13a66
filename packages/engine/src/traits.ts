/** What the app says about a person or an account. */
import type { Touch } from './signals';
import type { Scalar } from './types';

const MOST = 256;

/** Takes over what changed; what is no plain value, and names beyond a number, are left out. */
export function setTraits(have: Record<string, Scalar>, given: Record<string, Scalar> = {}, kind: 'trait' | 'atrait', touch: Touch): void {
  for (const [name, value] of Object.entries(given)) {
    const known = Object.hasOwn(have, name);
    if ((known && have[name] === value) || (typeof value === 'object' && value !== null) || (!known && Object.keys(have).length >= MOST))
      continue;
    have[name] = value;
    touch(`${kind}:${name}`);
  }
}

export const traitOf = (traits: Record<string, Scalar>, name: string): Scalar | undefined =>
  Object.hasOwn(traits, name) ? traits[name] : undefined;
