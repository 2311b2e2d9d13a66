import { z } from 'zod';
import { target } from '../content/base';
import { ms } from '../duration';
import { duration } from '../shape';
import { tabsOf } from '../tabs';
import type { ConditionKind } from '../types';
import { NEVER, verdict } from '../verdict';
import { keyOf, watch, type FormFact } from '../watches';

export const formSchema = () =>
  z
    .strictObject({
      kind: z.literal('form'),
      get target() {
        return target();
      },
      after: duration().optional().meta({ description: 'Idle for so long counts as left; default 60s.' }),
    })
    .meta({
      id: 'form',
      title: 'Form left incomplete',
      description:
        'Somebody began to fill in the form (a field was touched), required fields are missing, it was not submitted, and then they left it or did nothing for a while. What was typed is never read.',
      why: 'A half-filled form is the most honest sign of being stuck.',
      examples: [{ kind: 'form', target: { css: 'form#bank' }, after: '45s' }],
    });
export type FormCondition = z.infer<ReturnType<typeof formSchema>>;

const key = ({ target }: FormCondition) => keyOf('form', { target });

export const form: ConditionKind<FormCondition> = {
  // Somebody who goes on typing, or to another page, changes no count, but is not idle.
  keys: (c) => [`d:${key(c)}`, 'tab', 'page'],
  prepare: (c, program) => void watch(program, 'form', { target: c.target }),
  check(c, { state, now, tab }) {
    const known = state.dom[key(c)];
    if (!known) return verdict(null, 'form');
    const { touched = 0, missing = 0, submitted, left } = (known.v ?? {}) as Partial<FormFact>;
    if (submitted || !touched || !missing)
      return verdict(false, submitted ? 'form.submitted' : touched ? 'form.complete' : 'form.untouched', NEVER, known.v);
    const idle = Math.max(known.at, ...tabsOf(state, tab).map((t) => t.act)) + (c.after ? ms(c.after) : 6e4);
    return verdict(!!left || now >= idle, 'form.incomplete', left || now >= idle ? NEVER : idle, known.v);
  },
};
