/** A small configuration with one of everything that the tests ask about. */
import type { Config } from '@shirube/engine';

export const small: Config = {
  shirube: 1,
  version: 'small-1',
  languages: ['en', 'ja'],
  timeZone: 'Asia/Tokyo',
  holdout: 0,
  traits: { plan: 'string' },
  events: {
    login: { description: { en: 'Signed in', ja: 'サインイン' } },
    invoice_sent: { description: 'Invoice sent', properties: { amount: 'number' } },
  },
  milestones: [
    { id: 'first-login', label: { en: 'First login', ja: '初回ログイン' }, when: { kind: 'login' } },
    { id: 'sent', when: { kind: 'event', name: 'invoice_sent' } },
  ],
  segments: [
    {
      id: 'new',
      label: { en: 'New', ja: '新規' },
      when: {
        kind: 'all',
        of: [
          { kind: 'milestone', id: 'first-login' },
          { kind: 'not', of: { kind: 'milestone', id: 'sent' } },
        ],
      },
    },
  ],
  content: [
    {
      kind: 'tour',
      id: 'tutorial',
      label: { en: 'Tutorial', ja: 'チュートリアル' },
      when: { kind: 'login', nth: { atLeast: 2 } },
      frequency: 'untilCompleted',
      steps: [
        { id: 'hello', title: { en: 'Hello', ja: 'こんにちは' } },
        { id: 'bye', title: { en: 'Bye', ja: 'さようなら' } },
      ],
    },
    {
      kind: 'nudge',
      id: 'help',
      when: { kind: 'dwell', path: '/settings', atLeast: '30s' },
      title: { en: 'Need help?', ja: 'お困りですか?' },
    },
  ],
  flows: [
    {
      id: 'welcome',
      start: { kind: 'milestone', id: 'first-login' },
      steps: [
        { do: 'email', id: 'mail', mail: 'hello' },
        { do: 'waitUntil', id: 'back', paths: [{ when: { kind: 'login', nth: { atLeast: 2 } }, to: 'done' }], max: '3d', timeout: 'call' },
        { do: 'task', id: 'call', title: { en: 'Call them', ja: '電話する' } },
        { do: 'exit', id: 'done' },
      ],
    },
  ],
  mails: [{ id: 'hello', subject: { en: 'Welcome', ja: 'ようこそ' }, body: 'Hello' }],
};
export const smallText = JSON.stringify(small, null, 2);

/** Events of the wire, as a browser sends them. */
export const login = (user: string, at: string, n: number, more: Record<string, unknown> = {}) => [
  { messageId: `${user}-${n}-i`, type: 'identify', userId: user, timestamp: at, context: { tabId: `${user}-tab${n}`, seq: 1, ...more } },
  {
    messageId: `${user}-${n}-p`,
    type: 'page',
    userId: user,
    timestamp: at,
    properties: { path: '/dashboard' },
    context: { tabId: `${user}-tab${n}`, seq: 2, ...more },
  },
  {
    messageId: `${user}-${n}-l`,
    type: 'track',
    event: 'login',
    userId: user,
    timestamp: at,
    context: { tabId: `${user}-tab${n}`, seq: 3, ...more },
  },
];
