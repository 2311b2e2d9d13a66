import type { TodayItem } from '@shirube/collector/api';
import { itemLabel, label, t } from '../lang';

/** Words to begin with when no task brings its own, made of the strongest reason. */
export function talkFor({ reasons, videos }: TodayItem): string {
  for (const r of reasons) {
    if (r.kind === 'never') return t('talk.never');
    if (r.kind === 'stuck' || r.kind === 'behind') {
      const what = r.open[0] && r.checklist ? itemLabel(r.checklist, r.open[0]) : label('milestones', r.milestone);
      const seen = videos.find((v) => (v.coverage ?? 0) > 0.1 && (v.coverage ?? 0) < 0.9);
      return (
        t(r.open.length > 1 ? 'talk.open' : 'talk.stuck', { what, n: r.open.length }) +
        (seen ? ` ${t('talk.video', { video: label('videos', seen.id) })}` : '')
      );
    }
    if (r.kind === 'cap') return t('talk.cap', { what: label('caps', r.id) });
    if (r.kind === 'trend' || r.kind === 'risk') return t('talk.less');
    if (r.kind === 'renewal') return t('talk.renewal', { n: r.days });
  }
  return t('talk.less');
}
