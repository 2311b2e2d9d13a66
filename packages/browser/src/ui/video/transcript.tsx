/** @jsxImportSource ../../jsx */
/** The captions as text: read along, search, and jump to a sentence. Chapters are its headings. */
import { render } from '../../jsx/render';
import type { Mounted } from './mounted';
import { find } from './search';
import { chaptersOf } from './seek';
import { clock } from './strings';
import { transcriptCss } from './transcript.css';
import { plain } from './vtt';

interface Words {
  mounted: Mounted;
  video: HTMLVideoElement;
  seek(t: number): void;
  lang(): string | undefined;
}

export function mountTranscript({ mounted: { api, say, box, css }, video, seek, lang }: Words): { draw(): void; remove(): void } {
  css(transcriptCss);
  const panel = api.doc.createElement('section');
  panel.className = 'sv-words';
  panel.setAttribute('aria-label', say('video.transcript'));
  box.querySelector('.sv-screen')?.after(panel);
  let search = '';
  let current = -1;

  const highlight = (text: string) => {
    const place = find(text, search);
    return place ? (
      <>
        {text.slice(0, place[0])}
        <mark>{text.slice(...place)}</mark>
        {text.slice(place[1])}
      </>
    ) : (
      text
    );
  };
  function draw(): void {
    const tracks = Array.from(video.textTracks);
    const cues = Array.from(tracks.find((t) => t.kind === 'captions' && t.language === lang())?.cues ?? []).map((cue) => ({
      from: cue.startTime,
      to: cue.endTime,
      text: plain((cue as VTTCue).text),
    }));
    const heads = chaptersOf(tracks.find((t) => t.kind === 'chapters'));
    const found = cues.filter(({ text }) => !search || find(text, search));
    const now = cues.filter(({ from }) => video.currentTime >= from - 0.05).length - 1;
    let head = '';
    render(
      <>
        <label class="sv-search">
          <input
            type="search"
            placeholder={say('video.search')}
            aria-label={say('video.search')}
            onInput={({ currentTarget }) => {
              search = currentTarget.value.trim();
              draw();
            }}
          />
          <span role="status">{search && (found.length ? say('video.hits', { n: found.length }) : say('video.none'))}</span>
        </label>
        <ol lang={lang()} tabIndex={0} aria-label={say('video.transcript')}>
          {found.map((cue) => {
            const chapter = heads.filter(({ from }) => cue.from >= from - 0.05).pop()?.name ?? '';
            const title = chapter !== head ? chapter : '';
            head = chapter;
            return (
              <li key={cue.from}>
                {title && <h3>{title}</h3>}
                <button type="button" aria-current={cue === cues[now] ? 'true' : undefined} onClick={() => seek(cue.from)}>
                  <time>{clock(cue.from)}</time>
                  <span>{highlight(cue.text)}</span>
                </button>
              </li>
            );
          })}
        </ol>
      </>,
      panel,
    );
    if (now === current) return;
    current = now;
    // Follows the sound, unless the person is reading or searching: scrolling inside the list only, never the page.
    const list = panel.querySelector('ol');
    const line = panel.querySelector<HTMLElement>('[aria-current]');
    if (list && line && !search && !panel.matches(':hover,:focus-within'))
      list.scrollTop = line.offsetTop - list.offsetTop - list.clientHeight / 3;
  }
  return {
    draw,
    remove() {
      render(null, panel);
      panel.remove();
    },
  };
}
