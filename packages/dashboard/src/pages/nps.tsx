import type { NpsReport } from '@shirube/collector/api';
import { useData } from '../data';
import { ago, number } from '../format';
import { t } from '../lang';
import { holder } from '../part';
import { href } from '../router';
import { Stat } from '../ui/figures';
import { Card, Empty, Load, Page } from '../ui/page';

export function NpsPage() {
  const loaded = useData<NpsReport>('/nps');
  return (
    <Page title={t('nav.nps')} lead={t('lead.nps')} csv="/nps">
      <Load of={loaded}>
        {(report) => (report.nps.n ? <Report report={report} /> : <Empty title={t('empty.nps')}>{t('empty.nps.do')}</Empty>)}
      </Load>
    </Page>
  );
}

function Report({ report: { nps, distribution, monthly, comments } }: { report: NpsReport }) {
  const most = Math.max(1, ...distribution);
  const months = monthly.filter((m) => m.nps.n > 0);
  return (
    <>
      <dl class="stats">
        <Stat
          name={t('kpi.nps')}
          value={
            <span class={nps.enough ? '' : 'few'}>
              {(nps.score ?? 0) > 0 ? '+' : ''}
              {number(nps.score ?? 0, 1)}
            </span>
          }
          note={
            <>
              ± {number(nps.margin ?? 0, 1)} {t('nps.interval')}
              {!nps.enough && ` · ${t('nps.few')}`}
            </>
          }
        />
        <Stat
          name={t('nps.answers')}
          value={number(nps.n)}
          note={nps.excluded['superseded'] ? `${t('excluded.superseded')} ${nps.excluded['superseded']}` : t('nps.latest')}
        />
        <Stat name={t('nps.promoters')} value={nps.promoters} note="9–10" tone="good" />
        <Stat name={t('nps.passives')} value={nps.passives} note="7–8" />
        <Stat name={t('nps.detractors')} value={nps.detractors} note="0–6" tone="bad" />
      </dl>
      <div class="columns">
        <Card title={t('nps.distribution')}>
          <svg class="histogram" viewBox="0 0 330 130" role="img" aria-label={distribution.map((n, score) => `${score}: ${n}`).join(', ')}>
            {distribution.map((n, score) => (
              <g key={score} transform={`translate(${score * 30} 0)`} class={score >= 9 ? 'good' : score >= 7 ? 'mid' : 'bad'}>
                <rect x="3" width="24" y={108 - (n / most) * 92} height={(n / most) * 92} rx="2" />
                {n > 0 && (
                  <text x="15" y={102 - (n / most) * 92} text-anchor="middle">
                    {n}
                  </text>
                )}
                <text x="15" y="124" text-anchor="middle" class="axis">
                  {score}
                </text>
              </g>
            ))}
          </svg>
          {months.length > 0 && (
            <ul class="rows">
              {months.map((m) => (
                <li key={m.month}>
                  <span>{m.month}</span>
                  <span>
                    <b class={m.nps.enough ? '' : 'few'}>
                      {(m.nps.score ?? 0) > 0 ? '+' : ''}
                      {number(m.nps.score ?? 0, 1)}
                    </b>{' '}
                    ± {number(m.nps.margin ?? 0, 0)} · n={m.nps.n}
                  </span>
                </li>
              ))}
            </ul>
          )}
        </Card>
        <Card title={t('nps.comments')}>
          {comments.length ? (
            <ul class="comments">
              {comments.map((c) => (
                <li key={c.account + c.user + c.at}>
                  <span class={`score ${c.score === null ? '' : c.score >= 9 ? 'good' : c.score >= 7 ? 'mid' : 'bad'}`}>
                    {c.score ?? '–'}
                  </span>
                  <div>
                    <p dir="auto">{c.comment}</p>
                    <small>
                      <a href={href(['users', holder(c.account), c.user])}>{c.user}</a> · <bdi>{c.accountName}</bdi> · {ago(c.at)}
                    </small>
                  </div>
                </li>
              ))}
            </ul>
          ) : (
            <p class="muted">{t('nps.comments.none')}</p>
          )}
        </Card>
      </div>
    </>
  );
}
