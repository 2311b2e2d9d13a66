import type { FunnelStep, Milestones } from '@shirube/collector/api';
import { useData } from '../data';
import { number, percent } from '../format';
import { label, t } from '../lang';
import { href } from '../router';
import { Chart } from '../ui/chart';
import { RatioStat, RatioText, Stat } from '../ui/figures';
import { Card, Empty, Load, Page } from '../ui/page';
import { Bar, Stack } from '../ui/spark';
import { Table, type Column } from '../ui/table';

const columns = (): Column<FunnelStep>[] => [
  {
    id: 'name',
    head: t('milestone'),
    cell: (r) => (
      <span>
        <b>{label('milestones', r.id)}</b> {r.value && <span class="tag good">{t('value')}</span>}
        {r.required && <small>{t('required')}</small>}
      </span>
    ),
  },
  { id: 'bar', head: t('reached'), cell: (r) => <Bar share={r.reached.value ?? 0} text={percent(r.reached.value)} /> },
  { id: 'share', head: t('share'), align: 'end', cell: (r) => <RatioText of={{ ...r.reached, excluded: {} }} /> },
  { id: 'median', head: t('median-days'), align: 'end', cell: (r) => (r.medianDays === null ? '–' : t('days', { n: r.medianDays })) },
  {
    id: 'late',
    head: t('open-ones'),
    wide: true,
    cell: (r) =>
      !r.timed || r.onTrack + r.behind + r.stuck === 0 ? (
        <span class="muted">–</span>
      ) : (
        <span class="late">
          <Stack
            parts={[
              { n: r.onTrack, tone: 'fine' },
              { n: r.behind, tone: 'warn' },
              { n: r.stuck, tone: 'bad' },
            ]}
            text={`${t('status.on_track')} ${r.onTrack}, ${t('status.behind')} ${r.behind}, ${t('status.stuck')} ${r.stuck}`}
          />
          <small>
            {r.onTrack} · {r.behind} · {r.stuck}
          </small>
        </span>
      ),
  },
  { id: 'who', head: t('open-people'), align: 'end', cell: (r) => <a href={href(['users'], { not: r.id })}>{t('who-not')}</a> },
];

export function MilestonesPage() {
  const loaded = useData<Milestones>('/milestones');
  return (
    <Page title={t('nav.milestones')} lead={t('lead.milestones')} csv="/milestones">
      <Load of={loaded}>
        {(m) =>
          m.steps.length ? (
            <>
              <dl class="stats">
                <RatioStat name={t('kpi.onboarding', { n: m.onboarding.days })} of={m.onboarding.within} />
                <Stat
                  name={t('kpi.ttv')}
                  value={
                    m.ttv.median === null
                      ? m.ttv.longest === null
                        ? '–'
                        : `> ${t('days', { n: m.ttv.longest })}`
                      : t('days', { n: m.ttv.median })
                  }
                  note={t('kpi.ttv.note', { n: m.ttv.n, waiting: m.ttv.censored })}
                />
                <RatioStat name={t('kpi.activation')} of={m.activation} />
              </dl>
              <Card title={t('funnel')} note={excludedNote(m)} wide>
                <Table name={t('funnel')} columns={columns()} rows={m.steps} id={(r) => r.id} empty={null} />
              </Card>
              {m.ttv.steps.length > 1 && (
                <Card title={t('ttv.chart')} note={t('ttv.note', { naive: number(m.ttv.naive ?? 0, 1) })} wide>
                  <Chart
                    text={t('ttv.chart')}
                    x={[0, ...m.ttv.steps.map((s) => s.day)]}
                    series={[
                      { name: t('not-yet'), values: [1, ...m.ttv.steps.map((s) => s.survival)], fill: true, stepped: true },
                      { name: t('half'), values: [0.5, ...m.ttv.steps.map(() => 0.5)], tone: '--muted', dash: true, width: 1 },
                    ]}
                    yMax={1}
                    xText={(x) => t('days', { n: x })}
                    yText={(y) => percent(y)}
                  />
                </Card>
              )}
            </>
          ) : (
            <Empty title={t('empty.milestones')}>{t('empty.milestones.do')}</Empty>
          )
        }
      </Load>
    </Page>
  );
}
const excludedNote = (m: Milestones) => {
  const churned = m.steps[0]?.reached.excluded['churned'] ?? 0;
  return t('funnel.note', { n: m.steps[0]?.reached.den ?? 0, churned });
};
