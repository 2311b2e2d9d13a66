import type { VideoRow } from '@shirube/collector/api';
import { useData } from '../data';
import { clock, percent, fact } from '../format';
import { say, t } from '../lang';
import { href } from '../router';
import { RatioText } from '../ui/figures';
import { Empty, Load, Page } from '../ui/page';
import { Curve } from '../ui/curve';

export function Videos() {
  const loaded = useData<VideoRow[]>('/videos');
  return (
    <Page title={t('nav.videos')} lead={t('lead.videos')} csv="/videos">
      <Load of={loaded}>
        {(videos) =>
          videos.length ? (
            <div class="cards video-cards">
              {videos.map((video) => (
                <article key={video.id} class="card video-card">
                  <header>
                    <h2>
                      <a href={href(['videos', video.id])}>{say(video.title, video.id)}</a>
                    </h2>
                    <small>
                      {video.duration ? clock(video.duration) : ''}
                      {video.source !== 'exact' && ` · ${t(`source.${video.source}`)}`}
                    </small>
                  </header>
                  <Curve
                    values={video.curve}
                    duration={video.duration ?? 0}
                    drop={video.dropOff}
                    text={t('curve.text', { name: say(video.title, video.id), n: video.starters })}
                  />
                  <dl class="inline">
                    <div>
                      <dt>{t('started')}</dt>
                      <dd>
                        <RatioText of={video.playRate} />
                      </dd>
                    </div>
                    <div>
                      <dt>{t('completed')}</dt>
                      <dd>
                        <RatioText of={video.completion} />
                      </dd>
                    </div>
                    <div>
                      <dt>{t('coverage')}</dt>
                      <dd>{percent(video.averageCoverage)}</dd>
                    </div>
                  </dl>
                  {video.dropOff && video.dropOff.lost >= 0.1 && (
                    <p class="finding">
                      {t('drop-off', { from: clock(video.dropOff.from), to: clock(video.dropOff.to), n: percent(video.dropOff.lost) })}
                    </p>
                  )}
                  {video.stale && <p class="finding">{t('stale', { day: fact(video.updated) })}</p>}
                </article>
              ))}
            </div>
          ) : (
            <Empty title={t('empty.videos')}>{t('empty.videos.do')}</Empty>
          )
        }
      </Load>
    </Page>
  );
}
