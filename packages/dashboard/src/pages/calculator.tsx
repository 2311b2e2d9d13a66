import { useState } from 'preact/hooks';
import { steadyState, stock } from '@shirube/collector/stock';
import type { Kpis } from '@shirube/collector/api';
import { useData } from '../data';
import { number, percent } from '../format';
import { t } from '../lang';
import { Chart } from '../ui/chart';
import { Stat } from '../ui/figures';
import { Card, Page } from '../ui/page';

const YEARS = 10;

/** What ten points of retention are worth: the stock of customers after years, from the figures of this collector or typed ones. */
export function Calculator() {
  const { data } = useData<Kpis>('/kpis', { live: false });
  const [perYear, setPerYear] = useState(200);
  const [now, setNow] = useState(50);
  const [then, setThen] = useState(60);
  const perMonth = data && data.logos.joined.length / Math.max(0.2, (data.to - data.from) / (30.4 * 86_400_000));
  const yearly = data?.logos.churnPerYear;
  const a = stock(perYear, now / 100, YEARS);
  const b = stock(perYear, then / 100, YEARS);
  const limit = (r: number) => (Number.isFinite(steadyState(perYear, r / 100)) ? number(steadyState(perYear, r / 100)) : '∞');
  return (
    <Page title={t('nav.calculator')} lead={t('lead.calculator')}>
      <Card>
        <div class="sliders">
          <Slider name={t('calc.new')} value={perYear} min={1} max={2000} set={setPerYear} text={number(perYear)} />
          <Slider name={t('calc.now')} value={now} min={0} max={99} set={setNow} text={percent(now / 100)} />
          <Slider name={t('calc.then')} value={then} min={0} max={99} set={setThen} text={percent(then / 100)} />
        </div>
        {data?.logos.retention.enough && perMonth !== undefined && yearly !== null && yearly !== undefined && (
          <button
            type="button"
            onClick={() => {
              setPerYear(Math.max(1, Math.round(perMonth * 12)));
              setNow(Math.round((1 - yearly) * 100));
              setThen(Math.min(99, Math.round((1 - yearly) * 100) + 10));
            }}
          >
            {t('calc.live', { n: number(perMonth * 12), r: percent(1 - yearly) })}
          </button>
        )}
      </Card>
      <dl class="stats">
        <Stat
          name={t('calc.years', { n: 3 })}
          value={
            <>
              {number(a[2] ?? 0)} → {number(b[2] ?? 0)}
            </>
          }
          note={`+${number((b[2] ?? 0) - (a[2] ?? 0))}`}
        />
        <Stat
          name={t('calc.years', { n: YEARS })}
          value={
            <>
              {number(a[YEARS - 1] ?? 0)} → {number(b[YEARS - 1] ?? 0)}
            </>
          }
          note={`+${number((b[YEARS - 1] ?? 0) - (a[YEARS - 1] ?? 0))}`}
        />
        <Stat
          name={t('calc.steady')}
          value={
            <>
              {limit(now)} → {limit(then)}
            </>
          }
          note={t('calc.steady.note')}
        />
      </dl>
      <Card title={t('calc.chart')} wide>
        <Chart
          text={t('calc.chart')}
          x={a.map((_, i) => i + 1)}
          series={[
            // What is filled lies below the other curve.
            { name: percent(then / 100), values: b, fill: true },
            { name: percent(now / 100), values: a, tone: '--muted' },
          ]}
          xText={(x) => t('year-n', { n: Math.round(x) })}
          yText={(y) => number(y)}
        />
      </Card>
    </Page>
  );
}

const Slider = ({
  name,
  value,
  min,
  max,
  set,
  text,
}: {
  name: string;
  value: number;
  min: number;
  max: number;
  set: (n: number) => void;
  text: string;
}) => (
  <label>
    <span>
      {name} <b>{text}</b>
    </span>
    <input type="range" min={min} max={max} value={value} onInput={(event) => set(Number(event.currentTarget.value))} />
  </label>
);
