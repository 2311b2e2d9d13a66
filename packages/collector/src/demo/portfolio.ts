/**
 * Twelve customers of a fictitious invoice service as an event log: what would have been sent if the story in `portfolio.json` had
 * happened. Deterministic; `asOf` moves the whole story, so that a demo always ends today.
 */
import { days, spread } from './portfolio-days';
import { watching } from './portfolio-videos';

export interface PortfolioAccount {
  id: string;
  ja: string;
  en: string;
  plan: string;
  mrrStart: number | null;
  mrrEnd: number;
  seats: number;
  used: number;
  start: string;
  first: string | null;
  second: string | null;
  mail: string;
  settings: number;
  settingsDone: string | null;
  sent: string | null;
  a14: number;
  p14: number;
  feat: number;
  videos: number;
  nps: number | null;
  tickets: number;
  overdue: number;
  churn: string | null;
  upsell: number;
  cross: number;
}
interface DemoEvent {
  messageId: string;
  type: 'track' | 'identify' | 'page' | 'group';
  event?: string;
  userId?: string;
  anonymousId?: string;
  groupId?: string;
  timestamp: string;
  properties?: Record<string, unknown>;
  traits?: Record<string, string | number | boolean | null>;
  context: Record<string, unknown>;
}

/** `portfolio.json`: the inputs, and the figures that must come out. */
export interface Portfolio {
  asOf: string;
  accounts: PortfolioAccount[];
  expected?: unknown;
}

const HOUR = 3_600_000;
const ITEMS = ['company', 'registration_number', 'bank', 'tax_rounding', 'sender'] as const;
/** The item that is missing is the hardest one. */
const ORDER = ['company', 'bank', 'tax_rounding', 'sender', 'registration_number'] as const;
const FEATURES = ['invoice_sent', 'payment_recorded', 'recurring_enabled', 'csv_imported', 'member_invited'] as const;
const COMMENTS: Record<number, string> = {
  4: '登録番号の設定がむずかしく、途中で止まってしまいました。',
  6: '請求書は楽になりましたが、設定の手順がもう少し分かると助かります。',
  7: '便利ですが、担当者が変わって使う回数が減りました。',
  8: '部署をまたいで使えるようになって助かっています。',
  9: '毎月の請求が半日で終わるようになりました。',
  10: '動画で新しい担当者の教育が済むのがありがたいです。',
};

export function portfolioEvents(portfolio: Portfolio, asOf: number = Date.parse(portfolio.asOf)): DemoEvent[] {
  const events = portfolio.accounts.flatMap((account) => accountEvents(account));
  const shift = asOf - Date.parse(portfolio.asOf);
  return events
    .map((e, i) => ({ e, i, at: e.at + shift }))
    .sort((a, b) => a.at - b.at || a.i - b.i)
    .map(({ e: { at: _at, ...event }, at }) => ({
      ...event,
      timestamp: new Date(at).toISOString(),
      ...(event.traits && { traits: moved(event.traits, shift) }),
    }));
}
/** Dates inside traits move with the story. */
const moved = (traits: Record<string, string | number | boolean | null>, shift: number) =>
  Object.fromEntries(
    Object.entries(traits).map(([name, value]) => [
      name,
      typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) ? new Date(Date.parse(value) + shift).toISOString() : value,
    ]),
  );

type Timed = Omit<DemoEvent, 'timestamp'> & { at: number };

function accountEvents(a: PortfolioAccount): Timed[] {
  const out: Timed[] = [];
  let n = 0;
  const at = (day: string, hour: number) => Date.parse(`${day}T00:00:00+09:00`) + hour * HOUR;
  const put = (event: Omit<Timed, 'messageId' | 'context'> & { context?: Record<string, unknown> }) =>
    out.push({ ...event, messageId: `demo-${a.id}-${n++}`, context: { accountId: a.id, locale: 'ja', ...event.context } });
  const track = (user: number, when: number, event: string, properties: Record<string, unknown> = {}, path = '/dashboard') =>
    put({ type: 'track', event, userId: `${a.id.toLowerCase()}-u${user}`, at: when, properties, context: { page: { path } } });
  const group = (when: number, traits: DemoEvent['traits']) =>
    put({ type: 'group', groupId: a.id, anonymousId: `crm-${a.id}`, at: when, ...(traits && { traits }) });

  const before = a.upsell ? 'starter' : a.plan;
  group(at(a.start, 9), {
    name: a.ja,
    plan: before,
    mrr: a.mrrStart ?? a.mrrEnd,
    seats: a.seats,
    created_at: new Date(at(a.start, 0)).toISOString(),
    products: 'invoicing',
    payment_overdue: false,
  });
  if (a.upsell) group(at('2026-06-12', 10), { plan: 'standard', mrr: a.mrrEnd });
  if (a.cross) group(at('2026-06-10', 10), { mrr: a.mrrEnd, products: 'invoicing,postal-mailing' });
  if (a.overdue) group(at('2026-06-20', 10), { payment_overdue: true });
  if (a.churn) group(at(a.churn, 10), { mrr: a.mrrEnd, churned_at: new Date(at(a.churn, 0)).toISOString() });
  if (!a.first) return out;

  const active = days(a);
  const doneBy = (day: string): number =>
    a.settingsDone ? (day >= a.settingsDone ? 5 : Math.min(4, Math.floor(a.settings * 0.6))) : a.settings;
  const identify = (user: number, when: number, day: string) =>
    put({
      type: 'identify',
      userId: `${a.id.toLowerCase()}-u${user}`,
      at: when,
      traits: {
        locale: 'ja',
        role: user === 1 ? 'owner' : 'member',
        ...Object.fromEntries(ITEMS.map((item) => [`settings_${item}`, ORDER.indexOf(item) < doneBy(day)])),
        settings_done: doneBy(day),
      },
    });

  for (const [i, day] of active.entries()) {
    const start = at(day, 9 + ((i * 7 + a.seats) % 5) + (i % 3) * 0.25);
    track(1, start, 'login', { method: 'email' });
    identify(1, start + 1000, day);
    put({
      type: 'page',
      userId: `${a.id.toLowerCase()}-u1`,
      at: start + 2000,
      properties: { path: '/dashboard' },
      context: { page: { path: '/dashboard' } },
    });
    if (day === a.first) {
      for (const item of ORDER.slice(0, doneBy(day)))
        track(1, start + 300_000, 'setting_saved', { item, settings_done: doneBy(day) }, `/settings/${item.replace('_', '-')}`);
      if (a.mail === 'opened') track(1, start + 3 * HOUR, 'Mail Opened', { mail: 'onboarding' });
    }
    if (day === a.second) {
      track(1, start + 5000, 'Content Shown', { content: 'tutorial' });
      track(1, start + (a.settings === 5 ? 120_000 : 40_000), a.settings === 5 ? 'Content Completed' : 'Content Dismissed', {
        content: 'tutorial',
      });
    }
    if (day === a.settingsDone)
      track(1, start + 400_000, 'setting_saved', { item: 'registration_number', settings_done: 5 }, '/settings/registration-number');
    if (a.sent && day >= a.sent)
      track(
        1,
        start + 20 * 60_000,
        'invoice_created',
        { total: 10_000 + ((i * 7919) % 90) * 1000, line_count: 1 + (i % 5), has_reduced_rate: false, invoice_count: i },
        '/invoices/new',
      );
  }
  help(a, active, at, track);
  features(a, active, at, track);
  colleagues(a, active, at, track, identify);
  for (const { user, when, event, properties } of watching(a, active, at)) track(user, when, event, properties, '/help');
  const last = active[active.length - 1];
  if (a.nps !== null && last) {
    track(1, at(last, 15.99), 'Content Shown', { content: 'nps' });
    track(1, at(last, 16), 'Survey Answered', { survey: 'nps', question: 'score', value: a.nps });
    track(1, at(last, 16.02), 'Survey Answered', { survey: 'nps', question: 'why', value: COMMENTS[a.nps] ?? '' });
    track(1, at(last, 16.03), 'Content Completed', { content: 'nps' });
  }
  for (let i = 0; i < a.tickets; i++)
    track(
      1,
      at(active[Math.max(0, active.length - 1 - i * 2)] ?? a.first, 17),
      'Inquiry Sent',
      { topic: i % 2 ? 'tax' : 'registration-number' },
      i % 2 ? '/invoices/new' : '/settings/registration-number',
    );
  return out;
}

type At = (day: string, hour: number) => number;
type Track = (user: number, when: number, event: string, properties?: Record<string, unknown>, path?: string) => unknown;

/** The help on the registration number: shown to those who did not get through, clicked by some. */
function help(a: PortfolioAccount, active: readonly string[], at: At, track: Track): void {
  const day = active[1] ?? active[0];
  if (!day || a.settingsDone === a.first) return;
  const [page, content] = ['/settings/registration-number', 'registration-number-help'];
  for (let i = 0; i < (a.settings < 5 ? 3 : 1); i++)
    track(1, at(day, 15 + i / 60), 'validation_failed', { field: 'registration-number', reason: 'length' }, page);
  track(1, at(day, 15.2), 'Content Shown', { content }, page);
  track(1, at(day, 15.22), a.videos ? 'Content Clicked' : 'Content Dismissed', { content }, page);
  if (a.settings < 5)
    track(1, at(day, 15.4), 'Help Searched', { query: a.settings < 3 ? '屋号の登録番号' : '免税事業者', results: 0 }, '/help');
}

function features(a: PortfolioAccount, active: readonly string[], at: At, track: Track): void {
  const from = a.sent ?? a.second ?? a.first ?? '';
  const later = active.filter((day) => day >= from);
  if (a.sent) track(1, at(a.sent, 13.8), 'client_created', { client_count: 1 }, '/clients');
  for (const [i, event] of FEATURES.slice(0, a.feat).entries()) {
    const first = event === 'invoice_sent' ? a.sent : (later[Math.min(later.length - 1, i)] ?? a.sent);
    if (!first) continue;
    for (const day of spread(
      later.filter((d) => d >= first),
      event === 'invoice_sent' ? 12 : 4,
      [first],
    ))
      track(
        1,
        at(day, 14 + i / 4),
        event,
        event === 'invoice_sent' ? { total: 48_000 } : event === 'payment_recorded' ? { amount: 48_000, settled: true } : {},
        '/invoices',
      );
  }
}

/** The other people of an account come when the settings are done, on some of the days on which the first one is there. */
function colleagues(
  a: PortfolioAccount,
  active: readonly string[],
  at: At,
  track: Track,
  identify: (user: number, when: number, day: string) => unknown,
): void {
  const after = active.filter((day) => day > (a.settingsDone ?? a.second ?? a.first ?? ''));
  for (let user = 2; user <= a.used; user++) {
    const mine = spread(after.slice(Math.min(after.length - 3, user % 6)), 3 + ((user * 5) % 9), []);
    for (const [i, day] of mine.entries()) {
      const start = at(day, 10 + (user % 7));
      track(user, start, 'login', { method: 'email' });
      identify(user, start + 1000, day);
      if (i === 0) track(user, start + HOUR, 'Mail Opened', { mail: 'onboarding' });
      if (i === 1) track(user, start + 5000, 'Content Shown', { content: 'tutorial' });
      if (i === 1 && user % 3) track(user, start + 90_000, 'Content Completed', { content: 'tutorial' });
      if (i > 1)
        track(
          user,
          start + 600_000,
          'invoice_created',
          { total: 8000 * user, line_count: 2, has_reduced_rate: false, invoice_count: i },
          '/invoices/new',
        );
    }
  }
}
