import { ms } from '../duration';
import { both, isRecord, type Rule } from './rule';

/** A retry may take so long to arrive; until then the event that it repeats has to be known. */
const LEAST = '35d';

export const shortRetention: Rule = {
  code: 'lint.short-retention',
  severity: 'warning',
  title: { en: 'Events are kept longer than is written', ja: '設定より長いイベントの保存期間' },
  example: { shirube: 1, collector: { retention: { events: '7d' } } },
  texts: ({ events }) =>
    both(
      {
        what: `Events are to be kept for ${events}; the collector keeps them for ${LEAST}.`,
        why: 'A device that was offline may send an event again after weeks; it counts once only while the first copy is there.',
        next: `Write "${LEAST}" or more, so that the configuration says what is done.`,
      },
      {
        what: `イベントの保存期間が ${events} になっていますが、コレクターは ${LEAST} 保存します。`,
        why: 'オフラインだった端末が、数週間後に同じイベントを再送することがあります。最初の 1 件が残っている間だけ、重複を見分けられます。',
        next: `実際の動作に合わせて、"${LEAST}" 以上を書いてください。`,
      },
    ),
  check({ config }, report) {
    const section: unknown = config['collector'];
    const retention = isRecord(section) ? section.retention : undefined;
    const events = isRecord(retention) ? retention.events : undefined;
    if (typeof events === 'string' && ms(events) < ms(LEAST)) report(['collector', 'retention', 'events'], { events });
  },
};
