/** Typed comparisons of traits and event properties. No silent coercion: "10" is not greater than 5, it is unknown. */
import { z } from 'zod';
import { date, duration, scalar } from './shape';
import type { Instant, Operator, Program } from './types';

export const operatorsSchema = () =>
  z
    .union([
      z.string(),
      z.number(),
      z.boolean(),
      z.strictObject({
        equals: scalar().optional().meta({ description: 'The same value of the same type.' }),
        not: scalar().optional().meta({ description: 'Another value.' }),
        in: z.array(scalar()).optional().meta({ description: 'One of these.' }),
        notIn: z.array(scalar()).optional().meta({ description: 'None of these.' }),
        exists: z
          .boolean()
          .optional()
          .meta({ description: 'true: it is known; false: it is not. The only comparison that is never unknown.' }),
        gt: z.number().optional().meta({ description: 'Greater than. Text is not read as a number: "10" is unknown.' }),
        gte: z.number().optional().meta({ description: 'Greater or equal.' }),
        lt: z.number().optional().meta({ description: 'Less than.' }),
        lte: z.number().optional().meta({ description: 'Less or equal.' }),
        contains: z.string().optional().meta({ description: 'Text that contains this, or a list that has it.' }),
        startsWith: z.string().optional().meta({ description: 'Text that begins so.' }),
        endsWith: z.string().optional().meta({ description: 'Text that ends so.' }),
        normalize: z.boolean().optional().meta({ description: 'Compares text after NFKC and without case: ＡＢＣ equals abc.' }),
        semver: z
          .string()
          .regex(/^(>=|<=|>|<|=)?\d+(\.\d+){0,2}$/)
          .optional()
          .meta({ description: 'Compares version numbers.', examples: ['>=2.1'] }),
        before: date()
          .optional()
          .meta({ description: 'A date (ISO, or milliseconds) before this one.', examples: ['2026-04-01'] }),
        after: date().optional().meta({ description: 'A date after this one.' }),
        ago: z
          .strictObject({
            atLeast: duration().optional().meta({ description: 'Not more recently than this.' }),
            atMost: duration().optional().meta({ description: 'Not longer ago than this.' }),
          })
          .optional()
          .meta({ description: 'A date so long ago.' }),
      }),
    ])
    .meta({
      title: 'Comparison',
      description: 'A value, or operators that must all hold.',
      examples: [true, { in: ['starter', 'standard'] }, { gte: 45 }],
    });
export type Operators = z.infer<ReturnType<typeof operatorsSchema>>;

const num =
  (test: (a: number, b: number) => boolean): Operator =>
  (have, want: number) =>
    typeof have === 'number' ? test(have, want) : null;

/** What ordinary configurations compare with; versions, dates and ends of texts (operators/) are loaded where they are named. */
export const coreOperators: Readonly<Record<string, Operator>> = {
  equals: (have, want) => have === want,
  not: (have, want) => have !== want,
  in: (have, want: unknown[]) => want.includes(have),
  notIn: (have, want: unknown[]) => !want.includes(have),
  gt: /* @__PURE__ */ num((a, b) => a > b),
  gte: /* @__PURE__ */ num((a, b) => a >= b),
  lt: /* @__PURE__ */ num((a, b) => a < b),
  lte: /* @__PURE__ */ num((a, b) => a <= b),
  contains: (have, want: string) => (Array.isArray(have) ? have.includes(want) : typeof have === 'string' ? have.includes(want) : null),
};

const fold = (value: unknown): unknown =>
  typeof value === 'string' ? value.normalize('NFKC').toLowerCase() : Array.isArray(value) ? value.map(fold) : value;

/** Whether `have` satisfies all operators, and the instant at which that may change by itself. Missing is unknown, except for exists. */
export function matches(
  operators: Operators,
  have: unknown,
  now: Instant,
  { kinds }: Pick<Program, 'kinds'>,
): [is: boolean | null, until: Instant] {
  const ops: Record<string, unknown> =
    typeof operators === 'object' && operators ? (operators as Record<string, unknown>) : { equals: operators };
  const missing = have === undefined || have === null;
  if ('exists' in ops && ops.exists === missing) return [false, Infinity];
  let is: boolean | null = true;
  let until = Infinity;
  for (const [name, want] of Object.entries(ops)) {
    const test = kinds.operators[name];
    if (!test) continue;
    const answer = missing ? null : ops.normalize ? test(fold(have), fold(want) as never, now) : test(have, want as never, now);
    const [one, when] = Array.isArray(answer) ? answer : [answer, Infinity];
    until = Math.min(until, when);
    if (one === false) is = false;
    else if (one === null && is) is = null;
  }
  return [is, until];
}

export const matchesAll = (
  where: Record<string, Operators>,
  properties: Record<string, unknown>,
  program: Pick<Program, 'kinds'>,
): boolean => Object.entries(where).every(([name, operators]) => matches(operators, properties[name], 0, program)[0] === true);
