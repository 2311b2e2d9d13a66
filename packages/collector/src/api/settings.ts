import { ms, type Config, type Health, type Kpis, type Lifecycle, type Milestone, type Program } from '@shirube/engine';
import { DAY, firstZone } from '../metrics/days';

/** What the configuration says about figures, with every default filled in. */
export interface Settings {
  config: Config;
  program: Program | undefined;
  version: string;
  timeZone: string;
  currency: string;
  callsPerDay: number;
  onboardingDays: number;
  activation: { milestone: string; days: number } | null;
  value: string | null;
  required: Milestone[];
  features: { event: string; label?: unknown }[];
  inquiryEvents: string[];
  searchEvents: string[];
  /** Days. */
  staleAfter: number;
  nps: { survey: string; question: string; window: number };
  plans: string[];
  traits: Record<'name' | 'mrr' | 'seats' | 'plan' | 'start' | 'end' | 'churned' | 'tier' | 'products' | 'owner' | 'timeZone', string>;
  health: Health | undefined;
  lifecycle: Lifecycle | undefined;
}

const section = <T>(config: Config, name: string): T | undefined => {
  const value = config[name];
  // The sections were validated when the configuration was loaded.
  return value && typeof value === 'object' ? (value as T) : undefined;
};

/** Milliseconds of "30s", "14d"; Infinity without one. */
export const duration = (text: string | undefined): number => (text === undefined ? Infinity : ms(text));

export function settingsOf(program: Program | undefined): Settings {
  const config: Config = program?.config ?? { shirube: 1 };
  const kpis = section<Kpis>(config, 'kpis') ?? {};
  const milestones = config.milestones ?? [];
  return {
    config,
    program,
    version: program?.version ?? '',
    timeZone: firstZone(config.timeZone),
    currency: kpis.currency ?? 'JPY',
    callsPerDay: kpis.callsPerDay ?? 5,
    onboardingDays: kpis.onboardingDays ?? 30,
    activation: kpis.activation ? { milestone: kpis.activation.milestone, days: kpis.activation.days ?? 7 } : null,
    value: milestones.find((m) => m.value)?.id ?? null,
    required: milestones.filter((m) => m.required),
    features: kpis.features ?? [],
    inquiryEvents: kpis.inquiryEvents ?? ['Inquiry Sent'],
    searchEvents: kpis.searchEvents ?? ['Help Searched'],
    staleAfter: duration(kpis.staleAfter ?? '180d') / DAY,
    nps: { survey: kpis.nps?.survey ?? 'nps', question: kpis.nps?.question ?? 'score', window: duration(kpis.nps?.window) },
    plans: kpis.plans ?? [],
    traits: {
      name: 'name',
      mrr: 'mrr',
      seats: 'seats',
      plan: 'plan',
      start: 'contract_start',
      end: 'contract_end',
      churned: 'churned_at',
      tier: 'tier',
      products: 'products',
      owner: 'owner',
      timeZone: 'timezone',
      ...defined(kpis.traits),
    },
    health: section<Health>(config, 'health'),
    lifecycle: section<Lifecycle>(config, 'lifecycle'),
  };
}

const defined = (traits: Kpis['traits']): Partial<Settings['traits']> =>
  Object.fromEntries(Object.entries(traits ?? {}).filter((entry): entry is [string, string] => entry[1] !== undefined));
