import { z } from 'zod';
import type { ConditionKind } from '../types';
import { verdict } from '../verdict';

const classes = ['desktop', 'tablet', 'phone'] as const;
export const deviceSchema = () =>
  z
    .strictObject({
      kind: z.literal('device'),
      is: z
        .union([z.enum(classes), z.array(z.enum(classes)).min(1)])
        .meta({ description: 'One class, or several of which one must hold.' }),
    })
    .meta({
      id: 'device',
      title: 'Device',
      description: 'The class of the device that is in use, by its input and the width of its screen.',
      why: 'A long tour belongs on a large screen.',
      examples: [{ kind: 'device', is: ['desktop', 'tablet'] }],
    });
export type DeviceCondition = z.infer<ReturnType<typeof deviceSchema>>;

export const device: ConditionKind<DeviceCondition> = {
  keys: () => ['env'],
  check({ is }, { state: { env } }) {
    return verdict(
      env.device === undefined ? null : [is].flat().includes(env.device as (typeof classes)[number]),
      'device',
      undefined,
      env.device,
      is,
    );
  },
};
