/** @jsxImportSource ../../jsx */
/** What stands below the picture, never over it: calls to action and questions at their second, and the lessons of the series. */
import type { Act, Video, VideoInteraction } from '@shirube/engine';
import type { VNode } from 'preact';
import { render } from '../../jsx/render';
import { safeUrl } from '../text/url';
import type { Mounted } from './mounted';
import { extrasCss } from './extras.css';
import { clock } from './strings';

type Quiz = Extract<VideoInteraction, { kind: 'quiz' }>;

const waits = (it: VideoInteraction): boolean => it.pause ?? it.kind === 'quiz';
const gone = (it: VideoInteraction, t: number): boolean => it.kind === 'cta' && it.until !== undefined && t >= it.until;

/** The lessons that lead to and follow from this one, in order. A circle ends where it began. */
export function seriesOf(videos: readonly Video[], id: string): Video[] {
  const find = (test: (v: Video) => boolean, seen: readonly Video[]) => videos.find((v) => test(v) && !seen.includes(v));
  const start = find((v) => v.id === id, []);
  if (!start) return [];
  const out = [start];
  for (let before = find((v) => v.next === out[0]?.id, out); before; before = find((v) => v.next === out[0]?.id, out)) out.unshift(before);
  for (let after = find((v) => v.id === out.at(-1)?.next, out); after; after = find((v) => v.id === out.at(-1)?.next, out)) out.push(after);
  return out;
}

/** What a button can do when the video stands alone, outside of any content. */
function alone({ api, change }: Mounted, act: Act): void {
  if (typeof act === 'string') return;
  if ('navigate' in act) api.navigate(act.navigate);
  else if ('start' in act) api.request(act.start);
  else if ('play' in act) change(act.play);
  else if ('track' in act) api.track(act.track, { ...act.properties });
  else if ('setTrait' in act) api.setTrait(act.setTrait, act.to);
  else if ('call' in act) api.call(act.call, act.args);
  else if ('open' in act) {
    const href = safeUrl(act.open, api.doc.baseURI);
    if (href) api.win.open(href, '_blank', 'noopener');
  }
}

export function mountExtras(mounted: Mounted, host: HTMLElement): void {
  const { api, video, say, box } = mounted;
  mounted.css(extrasCss);
  const list = [...(video.interactions ?? [])].sort((a, b) => a.at - b.at);
  const series = seriesOf(api.config.videos ?? [], video.id);
  const given: Record<string, string> = {};
  const picked: Record<string, string> = {};
  /** All of one moment: a call to action may come with a question. */
  let active: VideoInteraction[] = [];
  /** Where the playhead was; undefined before the first play. */
  let last: number | undefined;
  let ended = false;

  const goOn = (quiz: Quiz) => {
    active = active.filter((it) => it !== quiz);
    draw();
    if (!active.some(waits)) mounted.medium()?.play();
  };
  const answer = (quiz: Quiz) => {
    const value = picked[quiz.id] ?? '';
    given[quiz.id] = value;
    api.emit({ kind: 'answer', survey: video.id, question: quiz.id, value });
    draw();
  };
  const Question = ({ quiz }: { quiz: Quiz }): VNode => {
    const done = given[quiz.id];
    const right = quiz.choices.find((c) => c.id === done)?.correct;
    const graded = quiz.choices.some((c) => c.correct);
    return (
      <div class="sv-card" tabIndex={-1}>
        <fieldset disabled={done !== undefined}>
          <legend>{api.text(quiz.question)}</legend>
          {quiz.choices.map((choice) => (
            <label>
              <input
                type="radio"
                name={`sv-${quiz.id}`}
                checked={(done ?? picked[quiz.id]) === choice.id}
                onChange={() => {
                  picked[quiz.id] = choice.id;
                  draw();
                }}
              />
              {api.text(choice.text)}
              {done !== undefined && choice.correct ? ' ✓' : ''}
            </label>
          ))}
        </fieldset>
        <div role="status">
          {done !== undefined && (
            <>
              {graded && <strong>{say(right ? 'video.right' : 'video.wrong')} </strong>}
              {api.text(quiz.explain)}
            </>
          )}
        </div>
        <div class="sv-acts">
          {done === undefined ? (
            <button type="button" class="sv-act" disabled={!picked[quiz.id]} onClick={() => answer(quiz)}>
              {say('video.answer')}
            </button>
          ) : (
            <button type="button" class="sv-act" onClick={() => goOn(quiz)}>
              {say('video.continue')}
            </button>
          )}
        </div>
      </div>
    );
  };
  const Card = ({ it }: { it: Exclude<VideoInteraction, Quiz> }): VNode => (
    <div class="sv-card" tabIndex={-1}>
      <div>
        <h3>{api.text(it.title)}</h3>
        {it.body && <p>{api.text(it.body)}</p>}
      </div>
      <div class="sv-acts">
        {it.buttons.map((button, i) => (
          <button type="button" class={i ? 'sv-act plain' : 'sv-act'} onClick={() => act(it.id, button.do)}>
            {api.text(button.label)}
          </button>
        ))}
      </div>
    </div>
  );
  const act = (id: string, acts: Act | readonly Act[]) => {
    api.track('Video Clicked', { video: video.id, interaction: id, position: mounted.medium()?.position() ?? 0 });
    mounted.medium()?.pause();
    if (mounted.run) mounted.run(acts);
    else for (const one of [acts].flat()) alone(mounted, one);
  };
  function draw(): void {
    const state = api.state();
    const next = series[series.indexOf(video) + 1];
    render(
      <>
        {active.map((it) => (it.kind === 'quiz' ? <Question key={it.id} quiz={it} /> : <Card key={it.id} it={it} />))}
        {ended && next && (
          <div class="sv-card">
            <div>
              <p>{say('video.next')}</p>
              <h3>{api.text(next.title)}</h3>
            </div>
            <div class="sv-acts">
              <button type="button" class="sv-act" onClick={() => mounted.change(next.id)}>
                {say('video.play')}
              </button>
            </div>
          </div>
        )}
        {series.length > 1 && (
          <nav aria-label={say('video.lessons')}>
            <ol class="sv-lessons">
              {series.map((lesson, i) => {
                const record = state.vid[lesson.id];
                const length = record?.d ?? lesson.duration;
                return (
                  <li>
                    <button
                      type="button"
                      data-done={record?.completed !== undefined}
                      aria-current={lesson === video ? 'true' : undefined}
                      onClick={() => lesson !== video && mounted.change(lesson.id)}
                    >
                      <b aria-hidden="true">{record?.completed ? '✓' : i + 1}</b>
                      <span>
                        {api.text(lesson.title)}
                        {record?.completed && <span class="sr"> {say('video.done')}</span>}
                      </span>
                      {length ? <time>{clock(length)}</time> : null}
                    </button>
                  </li>
                );
              })}
            </ol>
          </nav>
        )}
      </>,
      host,
    );
  }
  mounted.onTime((t, over) => {
    if (last === undefined && !mounted.medium()?.playing()) return;
    // Reached by playing: a jump over a question is not an answer to it. What stands at the beginning is met there only.
    const from = last ?? (t < 1 ? -1 : t);
    const hits = t >= from && t - from < 3 ? list.filter((it) => it.at > from && it.at <= t && given[it.id] === undefined) : [];
    const before = active;
    last = t;
    if (hits.length) active = hits;
    else if (active.some((it) => gone(it, t))) active = active.filter((it) => !gone(it, t));
    const stop = hits.some(waits);
    if (stop) mounted.medium()?.pause();
    const changed = before !== active || over !== ended;
    ended = over;
    if (!changed) return;
    draw();
    if (stop) host.querySelector<HTMLElement>('.sv-card')?.focus({ preventScroll: false });
    else if (hits.length) mounted.tell(hits.map((it) => (it.kind === 'cta' ? api.text(it.title) : '')).join(' '));
  });
  const off = api.subscribe(draw);
  box.addEventListener(
    'sv-destroy',
    () => {
      off();
      render(null, host);
    },
    { once: true },
  );
  draw();
}
