import type { Gap, Gaps } from '@shirube/collector/api';
import { useData } from '../data';
import { clock, number, people, percent } from '../format';
import { say, t } from '../lang';
import { href } from '../router';
import { RatioText } from '../ui/figures';
import { Card, Empty, Load, Page } from '../ui/page';
import { Bar } from '../ui/spark';
import { Table, type Column } from '../ui/table';

const columns = (most: number): Column<Gap>[] => [
  { id: 'path', head: t('page'), cell: (g) => <code>{g.path}</code> },
  {
    id: 'kind',
    head: t('finding'),
    cell: (g) => (
      <span>
        <b>{t(`gap.${g.kind}`)}</b>
        <small>{t(`gap.${g.kind}.do`)}</small>
      </span>
    ),
  },
  { id: 'weight', head: t('weight'), wide: true, cell: (g) => <Bar share={g.weight / most} text={number(g.weight, 1)} tone="warn" /> },
  { id: 'shown', head: t('shown'), align: 'end', cell: (g) => number(g.shown) },
  { id: 'clicks', head: t('clicked'), align: 'end', cell: (g) => <RatioText of={g.clickRate} /> },
  { id: 'asked', head: t('asked'), align: 'end', wide: true, cell: (g) => <RatioText of={g.inquiryRate} /> },
  { id: 'users', head: t('nav.users'), align: 'end', wide: true, cell: (g) => number(g.users) },
];

export function GapMap() {
  const loaded = useData<Gaps>('/gaps');
  return (
    <Page title={t('nav.gaps')} lead={t('lead.gaps')} csv="/gaps">
      <Load of={loaded}>
        {(gaps) => (
          <>
            <Card title={t('gap.pages')} wide>
              <Table
                name={t('gap.pages')}
                columns={columns(Math.max(1, ...gaps.pages.map((g) => g.weight)))}
                rows={gaps.pages}
                id={(g) => g.path}
                empty={<Empty title={t('gap.pages.none')}>{t('gap.pages.do')}</Empty>}
              />
            </Card>
            <div class="columns three">
              <Card title={t('gap.searches')}>
                {gaps.searches.length ? (
                  <ul class="rows">
                    {gaps.searches.map((s) => (
                      <li key={s.query}>
                        <b>{s.query}</b>
                        <span>{t('times', { n: s.n })}</span>
                      </li>
                    ))}
                  </ul>
                ) : (
                  <p class="muted">{t('gap.searches.none')}</p>
                )}
              </Card>
              <Card title={t('gap.videos')}>
                {gaps.videoDropOffs.length ? (
                  <ul class="rows">
                    {gaps.videoDropOffs.map((v) => (
                      <li key={v.id}>
                        <a href={href(['videos', v.id])}>{say(v.title, v.id)}</a>
                        <span>
                          {clock(v.from)}–{clock(v.to)}: −{percent(v.lost)} ({people(v.starters)})
                        </span>
                      </li>
                    ))}
                  </ul>
                ) : (
                  <p class="muted">{t('gap.videos.none')}</p>
                )}
              </Card>
              <Card title={t('gap.stale')}>
                {gaps.stale.length ? (
                  <ul class="rows">
                    {gaps.stale.map((s) => (
                      <li key={s.kind + s.id}>
                        <a href={href([s.kind === 'video' ? 'videos' : 'content', s.id])}>{say(s.label, s.id)}</a>
                        <span>{t('days.ago', { n: s.days })}</span>
                      </li>
                    ))}
                  </ul>
                ) : (
                  <p class="muted">{t('gap.stale.none')}</p>
                )}
                {gaps.undated > 0 && <p class="muted">{t('gap.undated', { n: gaps.undated })}</p>}
              </Card>
            </div>
          </>
        )}
      </Load>
    </Page>
  );
}
