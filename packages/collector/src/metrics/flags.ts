import type { AccountRule, Measure } from '@shirube/engine';

const logins: Measure = { kind: 'activeDays', window: '14d' };
const seats: Measure = { kind: 'users', of: 'seats' };
const people: Measure = { kind: 'users', window: '30d' };

/** Ready for more: logins not falling and high, and users many or rising. A mail click rate is added in the configuration; it has no default. */
export const expansionRule: AccountRule = {
  all: [
    { not: { trend: logins, is: ['down'] } },
    { measure: logins, atLeast: 9 },
    {
      any: [
        { trend: people, is: ['up'] },
        { measure: seats, atLeast: 0.8 },
      ],
    },
  ],
};

/** May leave: logins falling or few, or users falling or few. An account can be ready for more and at risk at once. */
export const riskRule: AccountRule = {
  any: [
    { trend: logins, is: ['down'] },
    { measure: logins, atMost: 4 },
    { trend: people, is: ['down'] },
    { measure: seats, atMost: 0.5 },
  ],
};
