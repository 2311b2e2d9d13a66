import type { MilestoneStatus, Ratio, Trend, Uplift } from '@shirube/collector/api';
import { label, maybe, t } from '../lang';
import { number, percent, points, score as scoreText } from '../format';
import { Icon } from './icon';

const excludedText = (r: Ratio): string =>
  Object.entries(r.excluded)
    .filter(([, n]) => n > 0)
    .map(([why, n]) => `${maybe(`excluded.${why}`, why)} ${n}`)
    .join('・');

/** A percentage with what it is a percentage of. Under five it says so instead of pretending. */
export function RatioText({ of, digits = 0 }: { of: Ratio; digits?: number }) {
  const excluded = excludedText(of);
  if (!of.den && !excluded) return <span class="muted">–</span>;
  return (
    <span class={of.enough ? 'ratio' : 'ratio few'}>
      <b>{of.value === null ? '–' : percent(of.value, digits)}</b>{' '}
      <small>
        {number(of.num, 1)}/{number(of.den)}
        {of.den > 0 && !of.enough && <em> {t('few')}</em>}
        {excluded && (
          <span class="excluded">
            {' '}
            {t('excluded')}: {excluded}
          </span>
        )}
      </small>
    </span>
  );
}

/** One figure of a row of figures. */
export function Stat({
  name,
  value,
  note,
  tone,
}: {
  name: string;
  value: preact.ComponentChildren;
  note?: preact.ComponentChildren;
  tone?: 'good' | 'bad' | undefined;
}) {
  return (
    <div class={tone ? `stat ${tone}` : 'stat'}>
      <dt>{name}</dt>
      <dd>
        <b>{value}</b>
        {note && <small>{note}</small>}
      </dd>
    </div>
  );
}
export function RatioStat({ name, of, digits = 0, hint }: { name: string; of: Ratio | null; digits?: number; hint?: string }) {
  if (!of) return <Stat name={name} value="–" note={t('not-configured')} />;
  const excluded = excludedText(of);
  return (
    <Stat
      name={name}
      value={of.enough ? percent(of.value, digits) : of.value === null ? '–' : <span class="few">{percent(of.value, digits)}</span>}
      note={
        <>
          {number(of.num, 1)}/{number(of.den, 0)}
          {of.den < 5 && ` · ${t('few')}`}
          {excluded && ` · ${t('excluded')}: ${excluded}`}
          {hint && <> · {hint}</>}
        </>
      }
    />
  );
}

export const Level = ({ of, score }: { of: string; score?: number | null | undefined }) => (
  <span class={`level ${of.replace('_', '-')}`}>
    <i aria-hidden="true" />
    {score !== undefined && score !== null && <b>{scoreText(score)}</b>}
    <span>{label('levels', of)}</span>
  </span>
);
export const Status = ({ of, days }: { of: MilestoneStatus; days?: number }) => (
  <span class={`status ${of.replace('_', '-')}`}>
    {t(`status.${of}`)}
    {days ? ` ${t('days.late', { n: days })}` : ''}
  </span>
);

export function TrendMark({ of }: { of: Trend | null }) {
  if (!of?.direction)
    return (
      <span class="trend none" title={t('trend.none')}>
        –<span class="hidden">{t('trend.none')}</span>
      </span>
    );
  const text = t(`trend.${of.direction}`, { from: of.previous, to: of.current });
  return (
    <span class={`trend ${of.direction}`} title={text}>
      <Icon name={of.direction} />
      <span class="hidden">{text}</span>
    </span>
  );
}
export const Flags = ({ risk, expansion }: { risk: boolean; expansion: boolean }) => (
  <span class="flags">
    {risk && <span class="tag bad">{t('flag.risk')}</span>}
    {expansion && <span class="tag good">{t('flag.expansion')}</span>}
  </span>
);

/** What content causes, in words first: a number that is not significant is not an effect. `watching`: people chose for themselves. */
export function UpliftText({ of, words = 'uplift' }: { of: Uplift | null; words?: 'uplift' | 'watching' }) {
  if (!of) return <span class="muted">{t('uplift.no-goal')}</span>;
  const figures =
    of.difference === null
      ? ''
      : `${points(of.difference)}${of.interval ? ` (${points(of.interval[0])} … ${points(of.interval[1])})` : ''}`;
  const groups = t(`${words}.groups`, { t: number(of.treated.den), c: number(of.control.den) });
  return (
    <span class={`uplift ${of.verdict}`}>
      <b>{t(`${words}.${of.verdict}`)}</b>
      <small>
        {of.control.den === 0 && of.treated.den > 0
          ? t(`${words}.no-control`)
          : of.verdict === 'not-enough'
            ? groups
            : `${figures} · ${groups}`}
      </small>
    </span>
  );
}
