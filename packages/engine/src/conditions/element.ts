import { z } from 'zod';
import { ago, agoSchema } from '../ago';
import { target } from '../content/base';
import { range } from '../shape';
import type { ConditionKind } from '../types';
import { inRange, verdict } from '../verdict';
import { factsOf, keyOf, watch } from '../watches';

export const elementSchema = () =>
  z
    .strictObject({
      kind: z.literal('element'),
      get target() {
        return target();
      },
      is: z
        .enum(['present', 'visible', 'clicked'])
        .meta({ description: 'present: in the document; visible: in the viewport and not covered; clicked: by the person.' }),
      count: range().optional().meta({ description: 'With clicked: how often, ever. Default at least once.' }),
      ago: agoSchema().optional().meta({ description: 'With clicked: how long ago the last click was.' }),
    })
    .meta({
      id: 'element',
      title: 'Element',
      description: 'An element of the page is there, can be seen, or was clicked.',
      why: 'Knows what the page shows without a change to the app.',
      examples: [{ kind: 'element', target: { css: '.empty-state' }, is: 'visible' }],
    });
export type ElementCondition = z.infer<ReturnType<typeof elementSchema>>;

const clicked = (c: ElementCondition) => c.is === 'clicked';
const spec = ({ target, is }: ElementCondition) => (is === 'clicked' ? { target } : { target, is });
const key = (c: ElementCondition) => keyOf(clicked(c) ? 'click' : 'element', spec(c));

export const element: ConditionKind<ElementCondition> = {
  // Facts belong to a page: leaving it changes them too.
  keys: (c) => [`d:${key(c)}`, ...(clicked(c) ? [] : ['page'])],
  prepare: (c, program) => void watch(program, clicked(c) ? 'click' : 'element', spec(c)),
  check(c, world) {
    if (clicked(c)) {
      const fact = world.state.dom[key(c)];
      return c.ago
        ? ago('element.clicked', fact?.at, c.ago, world.now)
        : verdict(inRange(fact?.n ?? 0, c.count), 'element.clicked', undefined, fact?.n ?? 0, c.count);
    }
    const facts = factsOf(world, key(c));
    return verdict(facts.length ? facts.includes(true) : null, `element.${c.is}`);
  },
};
