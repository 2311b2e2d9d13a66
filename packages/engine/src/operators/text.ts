import type { Operator } from '../types';

const str =
  (test: (a: string, b: string) => boolean): Operator =>
  (have, want: string) =>
    typeof have === 'string' ? test(have, want) : null;
const compareVersions = (a: string, b: string) => {
  const [x = [], y = []] = [a, b].map((v) => v.replace(/^v/, '').split(/[.+-]/).map(Number));
  for (let i = 0; i < 3; i++) {
    const difference = (x[i] || 0) - (y[i] || 0);
    if (difference) return difference;
  }
  return 0;
};

export const startsWith = /* @__PURE__ */ str((a, b) => a.startsWith(b));
export const endsWith = /* @__PURE__ */ str((a, b) => a.endsWith(b));
/** ">=2.1", "<3", "1.2.3": at most three numbers; what follows them is not compared. */
export const semver = /* @__PURE__ */ str((a, b) => {
  const [, op, version] = /^([<>]?=?)(.*)$/.exec(b) ?? [];
  const d = compareVersions(a, version ?? '');
  return op === '>=' ? d >= 0 : op === '<=' ? d <= 0 : op === '>' ? d > 0 : op === '<' ? d < 0 : d === 0;
});
