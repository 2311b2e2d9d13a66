import type { ContentRow } from '@shirube/collector/api';
import { useData } from '../data';
import { number, percent } from '../format';
import { label, maybe, say, t } from '../lang';
import { href } from '../router';
import { RatioText, UpliftText } from '../ui/figures';
import { Empty, Load, Page } from '../ui/page';
import { Table, type Column } from '../ui/table';

const columns = (): Column<ContentRow>[] => [
  {
    id: 'content',
    head: t('content'),
    cell: (c) => (
      <a href={href(['content', c.id])}>
        <b>{say(c.label, c.id)}</b>
        <small>{maybe(`kind.${c.kind}`, c.kind)}</small>
      </a>
    ),
  },
  { id: 'shown', head: t('shown-to'), align: 'end', cell: (c) => number(c.shown) },
  { id: 'completed', head: t('completed'), align: 'end', cell: (c) => <RatioText of={c.completed} /> },
  { id: 'clicked', head: t('clicked'), align: 'end', wide: true, cell: (c) => <RatioText of={c.clicked} /> },
  {
    id: 'goal',
    head: t('goal'),
    cell: (c) =>
      c.goal ? (
        <span>
          {label('milestones', c.goal)}
          <small>
            {percent(c.goalAfter?.value)} {c.goalAfter && `${number(c.goalAfter.num)}/${number(c.goalAfter.den)}`}
          </small>
        </span>
      ) : (
        <span class="muted">–</span>
      ),
  },
  { id: 'uplift', head: t('uplift'), cell: (c) => <UpliftText of={c.uplift} /> },
  {
    id: 'gates',
    head: t('held-back'),
    wide: true,
    cell: (c) =>
      c.suppressed[0] ? (
        <span>
          {maybe(`gate.${c.suppressed[0].gate}`, c.suppressed[0].gate)} <small>{number(c.suppressed[0].n)}</small>
        </span>
      ) : (
        <span class="muted">–</span>
      ),
  },
  {
    id: 'missing',
    head: t('missing-target'),
    align: 'end',
    cell: (c) => (c.targetMissing ? <b class="bad">{number(c.targetMissing)}</b> : <span class="muted">0</span>),
  },
];
export function ContentList() {
  const loaded = useData<ContentRow[]>('/content');
  return (
    <Page title={t('nav.contents')} lead={t('lead.content')} csv="/content">
      <Load of={loaded}>
        {(rows) => (
          <Table
            name={t('nav.contents')}
            columns={columns()}
            rows={rows}
            id={(c) => c.id}
            empty={<Empty title={t('empty.content')}>{t('empty.content.do')}</Empty>}
          />
        )}
      </Load>
    </Page>
  );
}
