import { ratio, type Ratio } from './ratio';

/** Activated within `days` of signing up / sign-ups that are old enough to be judged. */
export function activationRate(signups: readonly { age: number; activated: number | null }[], days = 7): Ratio {
  const matured = signups.filter((s) => s.age >= days);
  return ratio(matured.filter((s) => s.activated !== null && s.activated <= days).length, matured.length, {
    notMatured: signups.length - matured.length,
  });
}
