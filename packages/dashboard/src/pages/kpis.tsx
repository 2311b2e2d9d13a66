import type { Kpis } from '@shirube/collector/api';
import { useData } from '../data';
import { day, money, now, number, percent, zone } from '../format';
import { lastMonths } from '../months';
import { label, say, t } from '../lang';
import { href, place, setQuery } from '../router';
import { useStore } from '../store';
import { RatioStat, RatioText, Stat } from '../ui/figures';
import { Card, Load, Page } from '../ui/page';
import { Bar, Stack } from '../ui/spark';

const months = (): string[] => lastMonths(now(), zone(), 12);
const next = (month: string): string => new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 1)).toISOString().slice(0, 10);
const tones: Record<string, string> = { very_good: 'best', good: 'fine', poor: 'bad', unknown: 'none' };

export function KpiPage() {
  const { query } = useStore(place);
  const month = query.get('month') ?? months()[0] ?? '';
  const path = `/kpis?from=${month}-01&to=${next(month)}`;
  const loaded = useData<Kpis>(path);
  return (
    <Page
      title={t('nav.kpis')}
      lead={loaded.data && t('lead.kpis', { from: day(loaded.data.from), to: day(loaded.data.to), zone: loaded.data.timeZone })}
      csv={path}
      actions={
        <label class="choose set">
          <span class="hidden">{t('month')}</span>
          <select value={month} onChange={(event) => setQuery({ month: event.currentTarget.value })}>
            {months().map((m) => (
              <option key={m} value={m}>
                {m}
              </option>
            ))}
          </select>
        </label>
      }
    >
      <Load of={loaded}>{(k) => <Figures k={k} />}</Load>
    </Page>
  );
}

function Figures({ k }: { k: Kpis }) {
  return (
    <>
      <Group title={t('kpi.customers')}>
        <RatioStat name={t('kpi.retention')} of={k.logos.retention} digits={1} />
        <RatioStat
          name={t('kpi.churn')}
          of={k.logos.churn}
          digits={1}
          hint={k.logos.churnPerYear === null ? '' : t('per-year', { n: percent(k.logos.churnPerYear, 1) })}
        />
        <RatioMoney name={t('kpi.nrr')} k={k} which="nrr" />
        <RatioMoney name={t('kpi.grr')} k={k} which="grr" />
        <RatioStat name={t('kpi.upsell')} of={k.upsell} digits={1} />
        <RatioStat name={t('kpi.cross')} of={k.crossSell} digits={1} />
        <Stat
          name={t('kpi.arpa')}
          value={<span class={k.paying < 5 ? 'few' : ''}>{money(k.arpa)}</span>}
          note={
            <>
              n={number(k.paying)}
              {k.paying > 0 && k.paying < 5 && ` · ${t('few')}`}
            </>
          }
        />
        <Stat name={t('kpi.ltv')} value={money(k.ltv)} note={k.ltv === null ? t('kpi.ltv.none') : t('kpi.ltv.note')} />
      </Group>
      {(k.logos.lost.length > 0 || k.logos.joined.length > 0) && (
        <p class="movement">
          <Names word="lost" ids={k.logos.lost} names={k.names} /> <Names word="joined" ids={k.logos.joined} names={k.names} />
        </p>
      )}
      <Group title={t('kpi.onboarding.group')}>
        <RatioStat name={t('kpi.onboarding', { n: k.onboarding.days })} of={k.onboarding.within} />
        <RatioStat name={t('kpi.onboarding.ever')} of={k.onboarding.ever} />
        <Stat
          name={t('kpi.ttv')}
          value={
            k.ttv.median === null ? (k.ttv.longest === null ? '–' : `> ${t('days', { n: k.ttv.longest })}`) : t('days', { n: k.ttv.median })
          }
          note={t('kpi.ttv.note', { n: k.ttv.n, waiting: k.ttv.censored })}
        />
        <RatioStat name={t('kpi.activation')} of={k.activation} />
      </Group>
      <Group title={t('kpi.usage')}>
        <RatioStat name={t('kpi.stickiness')} of={k.stickiness} hint={t('kpi.dau', { n: number(k.stickiness.dau, 1) })} />
        <Stat
          name={t('kpi.nps')}
          value={
            k.nps.score === null ? (
              '–'
            ) : (
              <span class={k.nps.enough ? '' : 'few'}>
                {k.nps.score > 0 ? '+' : ''}
                {number(k.nps.score, 1)}
              </span>
            )
          }
          note={
            <>
              ± {number(k.nps.margin ?? 0, 1)} · n={k.nps.n}
              {!k.nps.enough && ` · ${t('few')}`}
            </>
          }
        />
        <Stat
          name={t('kpi.quality')}
          value={k.quality === null ? '–' : number(k.quality, 1)}
          note={
            <>
              {t('kpi.quality.note', {
                n: k.levels.reduce((sum, l) => sum + (l.id === 'unknown' ? 0 : l.n), 0),
                all: k.levels.reduce((sum, l) => sum + l.n, 0),
              })}
              <Stack
                parts={k.levels.map((l) => ({ n: l.n, tone: tones[l.id] ?? 'none' }))}
                text={k.levels.map((l) => `${label('levels', l.id)} ${l.n}`).join(t('list-comma'))}
              />
            </>
          }
        />
        <Stat
          name={t('kpi.frequency')}
          value={
            <span class="mini">
              {(['daily', 'weekly', 'occasionally', 'inactive'] as const).map((f) => (
                <span key={f}>
                  <b>{k.frequency[f]}</b>
                  <small>{t(`frequency.${f}`)}</small>
                </span>
              ))}
            </span>
          }
        />
      </Group>
      <div class="columns">
        <Card title={t('kpi.adoption')} note={t('kpi.adoption.note')}>
          {k.adoption.length ? (
            <ul class="bars">
              {k.adoption.map((a) => (
                <li key={a.event}>
                  <span>{say(a.label, a.event)}</span>
                  <Bar share={a.adoption.value ?? 0} text={percent(a.adoption.value)} />
                  <RatioText of={a.adoption} />
                </li>
              ))}
            </ul>
          ) : (
            <p class="muted">{t('kpi.adoption.none')}</p>
          )}
        </Card>
        <Card title={t('kpi.validity')} note={t('kpi.validity.note')}>
          <p>
            {k.validity.auc === null ? (
              t('kpi.validity.none')
            ) : (
              <>
                <b class="big">{k.validity.auc.toFixed(2)}</b>{' '}
                {t('kpi.validity.auc', { churned: k.validity.churned, stayed: k.validity.stayed })}
                {!k.validity.enough && <em class="few"> {t('few')}</em>}
              </>
            )}
          </p>
          {k.validity.byLevel.length > 0 && (
            <ul class="rows">
              {k.validity.byLevel.map((l) => (
                <li key={l.level}>
                  <span>{label('levels', l.level)}</span>
                  <span>{t('left-of', { n: l.churned, all: l.n })}</span>
                </li>
              ))}
            </ul>
          )}
        </Card>
      </div>
    </>
  );
}

const SOME = 20;
/** Who came or went: some by name, the rest as a number. */
const Names = ({ word, ids, names }: { word: 'lost' | 'joined'; ids: readonly string[]; names: Kpis['names'] }) =>
  ids.length ? (
    <span>
      {t(word)} ({number(ids.length)}):{' '}
      {ids.slice(0, SOME).map((id) => (
        <a key={id} href={href(['accounts', id])}>
          <bdi>{names[id] ?? id}</bdi>
        </a>
      ))}
      {ids.length > SOME && <small> {t('and-more', { n: number(ids.length - SOME) })}</small>}
    </span>
  ) : null;
const Group = ({ title, children }: { title: string; children: preact.ComponentChildren }) => (
  <section class="group">
    <h2>{title}</h2>
    <dl class="stats">{children}</dl>
  </section>
);
function RatioMoney({ name, k, which }: { name: string; k: Kpis; which: 'nrr' | 'grr' }) {
  const of = k.revenue[which];
  return (
    <Stat
      name={name}
      value={<span class={of.enough ? '' : 'few'}>{percent(of.value, 1)}</span>}
      note={
        <>
          {money(of.num)} / {money(of.den)}
          {!of.enough && ` · ${t('few')}`}
        </>
      }
    />
  );
}
