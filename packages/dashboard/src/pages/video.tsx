import type { VideoDetail } from '@shirube/collector/api';
import { useData } from '../data';
import { ago, clock, people, percent } from '../format';
import { label, say, t } from '../lang';
import { href } from '../router';
import { holder, part } from '../part';
import { Chart } from '../ui/chart';
import { RatioStat, Stat, UpliftText } from '../ui/figures';
import { Heat } from '../ui/heat';
import { Card, Empty, Load, Page } from '../ui/page';
import { Strip } from '../ui/spark';
import { Table } from '../ui/table';

export function Video({ id }: { id: string }) {
  const loaded = useData<VideoDetail>(`/videos/${part(id)}`);
  return (
    <Page
      title={loaded.data ? say(loaded.data.video.title, id) : label('videos', id)}
      back={{ to: href(['videos']), text: t('nav.videos') }}
      csv={`/videos/${part(id)}`}
    >
      <Load of={loaded}>{(detail) => <Detail detail={detail} />}</Load>
    </Page>
  );
}

function Detail({ detail: { video, retention, heat, viewers, notWatched, notWatchedTotal, helps } }: { detail: VideoDetail }) {
  const duration = video.duration ?? retention.length;
  const seconds = retention.map((_, i) => i);
  return (
    <>
      <dl class="stats">
        <RatioStat name={t('started')} of={video.playRate} />
        <RatioStat name={t('completed')} of={video.completion} />
        <Stat name={t('coverage')} value={percent(video.averageCoverage)} note={t('coverage.note')} />
        <Stat name={t('rewatch')} value={percent(video.rewatch)} note={t('rewatch.note')} />
      </dl>
      {video.starters ? (
        <Card title={t('curve')} note={t('curve.note', { n: video.starters })} wide>
          <Chart
            text={t('curve.text', { name: say(video.title, video.id), n: video.starters })}
            x={seconds}
            series={[{ name: t('viewers'), values: retention, fill: true }]}
            yMax={1}
            height={260}
            xText={(x) => clock(x)}
            yText={(y) => percent(y)}
            bands={video.dropOff && video.dropOff.lost >= 0.1 ? [video.dropOff] : []}
          />
          <Heat values={heat} duration={duration} />
          {video.dropOff && video.dropOff.lost >= 0.1 && (
            <p class="finding">
              {t('drop-off', { from: clock(video.dropOff.from), to: clock(video.dropOff.to), n: percent(video.dropOff.lost) })}{' '}
              {t('drop-off.do')}
            </p>
          )}
        </Card>
      ) : (
        <Empty title={t('video.nobody')}>{t('video.nobody.do')}</Empty>
      )}
      <div class="columns">
        <Card title={t('viewers')} note={t('viewers.note')}>
          <Table
            name={t('viewers')}
            rows={viewers}
            id={(v) => `${v.account} ${v.user}`}
            empty={<p class="muted">{t('none')}</p>}
            columns={[
              {
                id: 'user',
                head: t('user'),
                cell: (v) => (
                  <a href={href(['users', holder(v.account), v.user])}>
                    <b>{v.user}</b>
                    <small>
                      <bdi>{v.accountName}</bdi>
                      {v.doubtful && ` · ${t('video.doubtful')}`}
                    </small>
                  </a>
                ),
              },
              {
                id: 'strip',
                head: t('seen'),
                cell: (v) => (
                  <Strip pieces={v.pieces} duration={duration} text={t('watched', { n: percent(v.coverage), all: clock(duration) })} />
                ),
              },
              { id: 'coverage', head: t('share'), align: 'end', cell: (v) => (v.completed ? t('completed') : percent(v.coverage)) },
              { id: 'last', head: t('last'), align: 'end', wide: true, cell: (v) => ago(v.last) },
            ]}
          />
        </Card>
        <div>
          {helps && (
            <Card title={t('video.helps', { name: label('milestones', helps.milestone) })} note={t('video.helps.note', { n: helps.after })}>
              <p>
                <UpliftText of={helps.uplift} words="watching" />
              </p>
            </Card>
          )}
          <Card title={t('not-watched')} note={people(notWatchedTotal)}>
            {notWatched.length ? (
              <ul class="rows">
                {notWatched.map((u) => (
                  <li key={`${u.account} ${u.user}`}>
                    <a href={href(['users', holder(u.account), u.user])}>{u.user}</a>
                    <span>
                      {u.accountName} · {ago(u.last)}
                    </span>
                  </li>
                ))}
              </ul>
            ) : (
              <p class="muted">{t('not-watched.none')}</p>
            )}
          </Card>
        </div>
      </div>
    </>
  );
}
