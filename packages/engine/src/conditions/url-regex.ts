import { z } from 'zod';
import { memo } from '../memo';
import { tabsOf } from '../tabs';
import type { ConditionKind } from '../types';
import { verdict } from '../verdict';

const LONGEST = 200;
const LONGEST_PATH = 256;

/**
 * A regular expression whose cost is bounded: short, no groups that repeat something that itself repeats or that chooses, no look-around,
 * no back-references, and at most three open repetitions. On the longest path that is looked at (256 characters; longer ones are
 * unknown) such an expression takes some milliseconds at the very worst.
 */
export function boundedRegex(pattern: string): RegExp | undefined {
  if (pattern.length > LONGEST || /\(\?[=!<]|\\[1-9k]/.test(pattern)) return undefined;
  const bare = pattern.replace(/\\./g, 'x').replace(/\[[^\]]*\]/g, 'x');
  if (/\)[*+{]/.test(bare) || (bare.match(/[*+]|\{\d+,\}/g) ?? []).length > 3) return undefined;
  try {
    return new RegExp(pattern);
  } catch {
    return undefined;
  }
}

export const urlRegexSchema = () =>
  z
    .strictObject({
      kind: z.literal('urlRegex'),
      pattern: z
        .string()
        .min(1)
        .max(LONGEST)
        .refine(
          (pattern) => boundedRegex(pattern) !== undefined,
          'A regular expression without nested repetition, look-around or back-references',
        )
        .meta({
          description:
            'JavaScript regular expression, matched against the path. Prefer page patterns: they are quicker and lint understands them.',
          examples: ['^/invoices/\\d+$'],
        }),
    })
    .meta({
      id: 'urlRegex',
      title: 'Path by regular expression',
      description: 'The path of the page matches. Expressions that could take long are refused.',
      why: 'For the rare address that a pattern cannot describe.',
      examples: [{ kind: 'urlRegex', pattern: '^/invoices/\\d+$' }],
    });
export type UrlRegex = z.infer<ReturnType<typeof urlRegexSchema>>;

export const urlRegex: ConditionKind<UrlRegex> = {
  keys: () => ['page'],
  check(c, { state, tab, program }) {
    const { regex } = memo(program, c, () => ({ regex: boundedRegex(c.pattern) }));
    const here = tabsOf(state, tab).map((t) => t.path);
    const known = regex && here.every((path) => path.length <= LONGEST_PATH);
    return verdict(known ? here.some((path) => regex.test(path)) : null, 'urlRegex', undefined, here, c.pattern);
  },
};
