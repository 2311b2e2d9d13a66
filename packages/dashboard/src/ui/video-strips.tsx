import type { WatchedVideo } from '@shirube/collector/api';
import { config } from '../api';
import { clock, percent } from '../format';
import { label, t } from '../lang';
import { href } from '../router';
import { Strip } from './spark';

/** What was really watched of each video, second by second. */
export function VideoStrips({ videos, people }: { videos: readonly WatchedVideo[]; people?: boolean }) {
  if (!videos.length) return <p class="muted">{t('videos.none')}</p>;
  const lengths = new Map(config.get()?.videos.map((v) => [v.id, v.duration]));
  return (
    <ul class="strips">
      {[...videos]
        .sort((a, b) => a.id.localeCompare(b.id) || a.user.localeCompare(b.user))
        .map((v) => {
          const duration = v.duration ?? lengths.get(v.id) ?? 0;
          return (
            <li key={`${v.id} ${v.user}`}>
              <span class="name">
                <a href={href(['videos', v.id])}>{label('videos', v.id)}</a>
                {people && (
                  <small>
                    <bdi>{v.user}</bdi>
                  </small>
                )}
              </span>
              <Strip pieces={v.pieces} duration={duration} text={t('watched', { n: percent(v.coverage), all: clock(duration) })} />
              <span class="share">{v.completed ? <b>{t('completed')}</b> : <b>{percent(v.coverage)}</b>}</span>
            </li>
          );
        })}
    </ul>
  );
}
