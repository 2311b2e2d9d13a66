import { ratio, type Ratio } from './ratio';

export interface Uplift {
  treated: Ratio;
  control: Ratio;
  /** Difference of the shares (0.05 = 5 percentage points); null when a side is empty. */
  difference: number | null;
  /** 95 % interval of the difference. */
  interval: [number, number] | null;
  z: number | null;
  /** Two-sided. */
  p: number | null;
  verdict: 'works' | 'harms' | 'not-shown' | 'not-enough';
}

/**
 * What content causes: share that reached its goal among people who may see it, minus the share among the held-out people,
 * with a two-proportion z-test (pooled) and an unpooled 95 % interval. Not significant means "not shown to work", never "works a little".
 */
export function uplift(treatedReached: number, treatedAll: number, controlReached: number, controlAll: number): Uplift {
  const treated = ratio(treatedReached, treatedAll);
  const control = ratio(controlReached, controlAll);
  if (treated.value === null || control.value === null)
    return { treated, control, difference: null, interval: null, z: null, p: null, verdict: 'not-enough' };
  const difference = treated.value - control.value;
  const pooled = (treatedReached + controlReached) / (treatedAll + controlAll);
  const pooledError = Math.sqrt(pooled * (1 - pooled) * (1 / treatedAll + 1 / controlAll));
  const z = pooledError > 0 ? difference / pooledError : 0;
  const p = pooledError > 0 ? 2 * (1 - normalCdf(Math.abs(z))) : 1;
  const error = Math.sqrt((treated.value * (1 - treated.value)) / treatedAll + (control.value * (1 - control.value)) / controlAll);
  const enough = treated.enough && control.enough;
  return {
    treated,
    control,
    difference,
    interval: [difference - 1.96 * error, difference + 1.96 * error],
    z,
    p,
    verdict: !enough ? 'not-enough' : p >= 0.05 ? 'not-shown' : difference > 0 ? 'works' : 'harms',
  };
}

/** Standard normal distribution function; Abramowitz & Stegun 7.1.26, error below 1.5e-7. */
function normalCdf(x: number): number {
  const t = 1 / (1 + (0.3275911 * Math.abs(x)) / Math.SQRT2);
  const poly = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const erf = 1 - poly * Math.exp((-x * x) / 2);
  return x >= 0 ? (1 + erf) / 2 : (1 - erf) / 2;
}
