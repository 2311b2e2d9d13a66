import type { ContentDetail } from '@shirube/collector/api';
import { useData } from '../data';
import { ago, fact, number, percent } from '../format';
import { label, maybe, say, t } from '../lang';
import { href } from '../router';
import { part } from '../part';
import { Chart } from '../ui/chart';
import { RatioStat, RatioText, Stat, UpliftText } from '../ui/figures';
import { Card, Load, Page } from '../ui/page';
import { Bar } from '../ui/spark';
import { Table } from '../ui/table';

export function ContentPage({ id }: { id: string }) {
  const loaded = useData<ContentDetail>(`/content/${part(id)}`);
  return (
    <Page
      title={loaded.data ? say(loaded.data.content.label, id) : label('contents', id)}
      back={{ to: href(['content']), text: t('nav.contents') }}
    >
      <Load of={loaded}>{(detail) => <Detail detail={detail} />}</Load>
    </Page>
  );
}

function Detail({ detail: { content: c, daily, missing, steps } }: { detail: ContentDetail }) {
  const held = c.suppressed.reduce((sum, s) => sum + s.n, 0);
  const most = Math.max(1, ...steps.map((s) => s.n));
  return (
    <>
      <dl class="stats">
        <Stat
          name={t('shown-to')}
          value={number(c.shown)}
          note={c.stale ? t('stale', { day: fact(c.updated) }) : c.updated ? t('updated', { day: fact(c.updated) }) : null}
        />
        <RatioStat name={t('completed')} of={c.completed} />
        <RatioStat name={t('clicked')} of={c.clicked} />
        {c.goal && <RatioStat name={t('goal-after', { name: label('milestones', c.goal) })} of={c.goalAfter} />}
        {c.deflection && <RatioStat name={t('deflection')} of={c.deflection} hint={t('upper-bound')} />}
      </dl>
      <div class="columns">
        <div>
          <Card
            title={t('uplift')}
            note={
              c.holdout === null
                ? t('uplift.no-goal')
                : c.holdout === 0
                  ? t('uplift.no-holdout')
                  : t('uplift.holdout', { n: percent(c.holdout) })
            }
          >
            <UpliftText of={c.uplift} />
            {c.uplift && (
              <dl class="pairs">
                <dt>{t('uplift.saw')}</dt>
                <dd>
                  <RatioText of={c.uplift.treated} digits={1} />
                </dd>
                <dt>{t('uplift.held')}</dt>
                <dd>
                  <RatioText of={c.uplift.control} digits={1} />
                </dd>
                {c.uplift.p !== null && (
                  <>
                    <dt>p</dt>
                    <dd>{c.uplift.p.toFixed(3)}</dd>
                  </>
                )}
              </dl>
            )}
            <p class="muted">{t('uplift.how')}</p>
          </Card>
          <Card title={t('last-30-days')}>
            <Chart
              text={t('last-30-days')}
              height={180}
              x={daily.map((d) => Date.parse(`${d.day}T00:00:00Z`) / 1000)}
              series={[
                { name: t('shown'), values: daily.map((d) => d.shown) },
                { name: t('completed'), values: daily.map((d) => d.completed), tone: '--series-2' },
                { name: t('clicked'), values: daily.map((d) => d.clicked), tone: '--series-3' },
              ]}
              xText={(x) => new Date(x * 1000).toISOString().slice(5, 10).replace('-', '/')}
              yText={(y) => number(y)}
              time
            />
          </Card>
        </div>
        <div>
          <Card title={t('held-back')} note={t('times', { n: held })}>
            {c.suppressed.length ? (
              <ul class="bars">
                {c.suppressed.map((s) => (
                  <li key={s.gate}>
                    <span>{maybe(`gate.${s.gate}`, s.gate)}</span>
                    <Bar share={s.n / held} text={percent(s.n / held)} />
                    <b>{number(s.n)}</b>
                  </li>
                ))}
              </ul>
            ) : (
              <p class="muted">{t('held-back.none')}</p>
            )}
          </Card>
          {steps.length > 0 && (
            <Card title={t('tour.steps')}>
              <ul class="bars">
                {steps
                  .sort((a, b) => b.n - a.n)
                  .map((s) => (
                    <li key={s.id}>
                      <span>{s.id}</span>
                      <Bar share={s.n / most} text={number(s.n)} />
                      <b>{number(s.n)}</b>
                    </li>
                  ))}
              </ul>
            </Card>
          )}
          <Card title={t('missing-target')} note={t('times', { n: c.targetMissing })}>
            <Table
              name={t('missing-target')}
              rows={missing}
              id={(m) => `${m.path} ${m.target} ${m.cfg}`}
              empty={<p class="muted">{t('missing.none')}</p>}
              columns={[
                {
                  id: 'target',
                  head: t('target'),
                  cell: (m) => (
                    <span>
                      <code>{m.target}</code>
                      <small>{m.path}</small>
                    </span>
                  ),
                },
                { id: 'cfg', head: t('version'), cell: (m) => <code>{m.cfg}</code>, wide: true },
                { id: 'n', head: t('times.head'), align: 'end', cell: (m) => number(m.n) },
                { id: 'last', head: t('last'), align: 'end', cell: (m) => ago(m.last) },
              ]}
            />
          </Card>
        </div>
      </div>
    </>
  );
}
