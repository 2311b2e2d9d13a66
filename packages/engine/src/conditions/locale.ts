import { z } from 'zod';
import type { ConditionKind } from '../types';
import { verdict } from '../verdict';

export const localeSchema = () =>
  z
    .strictObject({
      kind: z.literal('locale'),
      is: z.union([z.string(), z.array(z.string()).min(1)]).meta({ description: 'BCP 47 tags; "en" is also en-GB.', examples: ['ja'] }),
    })
    .meta({
      id: 'locale',
      title: 'Language',
      description: 'The language in which the person uses the app.',
      why: 'Some help exists in one language only.',
      examples: [{ kind: 'locale', is: ['ja', 'en'] }],
    });
export type LocaleCondition = z.infer<ReturnType<typeof localeSchema>>;

export const locale: ConditionKind<LocaleCondition> = {
  keys: () => ['env'],
  check(
    { is },
    {
      state: {
        env: { lang },
      },
    },
  ) {
    return verdict(
      lang === undefined ? null : [is].flat().some((tag) => `${lang}-`.toLowerCase().startsWith(`${tag}-`.toLowerCase())),
      'locale',
      undefined,
      lang,
      is,
    );
  },
};
