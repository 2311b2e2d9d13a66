/** @jsxImportSource ../jsx */
import type { ComponentChildren } from 'preact';
import type { Say } from './texts';
import type { GuideLine, SignalLine, Tab, View } from './view';

export interface Hands {
  show(content: string): void;
  download(): void;
  restart(): void;
  fold(folded: boolean): void;
  close(): void;
  time(at: number): string;
}
interface Props {
  view: View;
  say: Say;
  hands: Hands;
}

function Guide({ line, say, hands }: { line: GuideLine; say: Say; hands: Hands }) {
  return (
    <details>
      <summary>
        <span class={`chip ${line.status}`}>{line.suspended ? say('suspended') : say(line.status)}</span>
        <b>{line.id}</b> <i>{line.kind}</i>
        <p>
          {line.why} {line.after && say('after', hands.time(line.after.at), line.after.signal)}
        </p>
      </summary>
      <ul class="gates">
        {line.gates.map((gate) => (
          <li key={gate.name} class={gate.is ? 'yes' : gate.is === null ? 'perhaps' : 'no'}>
            <b>{gate.name}</b> <span>{gate.texts.join('; ')}</span>
          </li>
        ))}
      </ul>
      {line.change.length > 0 && (
        <p>
          <b>{say('change')}:</b> {line.change.join('; ')}
        </p>
      )}
      {line.status === 'held' && <p>{line.next === null ? say('never') : say('next', hands.time(line.next))}</p>}
      {line.status !== 'open' && (
        <button type="button" onClick={() => hands.show(line.id)}>
          {say('show')}
        </button>
      )}
    </details>
  );
}

function Guides({ view, say, hands }: Props) {
  const guides = view.guides.get();
  return guides.length ? (
    <>
      {guides.map((line) => (
        <Guide key={line.id} line={line} say={say} hands={hands} />
      ))}
    </>
  ) : (
    <p class="empty">{say('noGuides')}</p>
  );
}

function Signals({ view, say, hands }: Props) {
  const filter = view.filter.get();
  const all = view.signals.get();
  const wanted = filter.toLowerCase();
  const matches = (line: SignalLine) => `${line.kind} ${line.what} ${line.effects.join(' ')}`.toLowerCase().includes(wanted);
  return (
    <>
      <input
        type="search"
        aria-label={say('filter')}
        placeholder={say('filter')}
        value={filter}
        onInput={({ currentTarget }) => view.filter.set(currentTarget.value)}
      />
      {all.length === 0 && <p class="empty">{say('noSignals')}</p>}
      <ol class="signals">
        {all.filter(matches).map((line) => (
          <li key={line.id}>
            <time>{hands.time(line.at)}</time> <b>{line.kind}</b> {line.what}
            {line.effects.map((effect, i) => (
              <p key={i}>→ {effect}</p>
            ))}
          </li>
        ))}
      </ol>
    </>
  );
}

function Facts({
  title,
  rows,
  none,
}: {
  title: string;
  rows: readonly (readonly [name: string, value: string, on?: boolean])[];
  none: string;
}) {
  return (
    <section>
      <h3>{title}</h3>
      {rows.length ? (
        <dl>
          {rows.map(([name, value, on]) => (
            <div key={name} class={on ? 'on' : ''}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      ) : (
        <p class="empty">{none}</p>
      )}
    </section>
  );
}

function Person({ view, say, hands }: Props) {
  const person = view.person.get();
  const ledger = view.ledger.get();
  if (!person) return <p class="empty">{say('anonymous')}</p>;
  const none = say('none');
  return (
    <>
      <Facts
        title={say('person')}
        none={none}
        rows={[
          [say('user'), person.user ?? say('anonymous')],
          [say('account'), person.account ?? none],
          [say('logins'), String(person.logins)],
          [say('session'), String(person.sessions)],
        ]}
      />
      <Facts
        title={say('milestones')}
        none={none}
        rows={person.milestones.map(([id, at]) => [
          id,
          at === undefined ? say('waits') : `${say('reached')} ${hands.time(at)}`,
          at !== undefined,
        ])}
      />
      <Facts title={say('segments')} none={none} rows={person.segments.map(([id, inside]) => [id, inside ? say('inside') : '–', inside])} />
      <Facts title={say('flows')} none={none} rows={person.flows.map(([id, step]) => [id, step ? say('at', step) : '–', !!step])} />
      <Facts title={say('traits')} none={none} rows={person.traits} />
      <Facts title={say('delivery')} none={none} rows={ledger.map(([name, ...figures]) => [name, say('ledger', ...figures)])} />
    </>
  );
}

function Flight({ view, say, hands }: Props) {
  const { signals, effects, cut } = view.recorded.get();
  return (
    <>
      <p role="status">
        {say('recorded', signals, effects)} {cut && say('cut')}
      </p>
      <p>
        <button type="button" class="main" onClick={hands.download}>
          {say('download')}
        </button>{' '}
        <button type="button" onClick={hands.restart}>
          {say('restart')}
        </button>
      </p>
      <p>
        {say('replay')} <code>npx shirube replay shirube-flight.json</code>
      </p>
      <p class="empty">{say('private')}</p>
    </>
  );
}

/** Called, not made components of: what a component returns as a fragment is copied by preact, which fails where the page froze what every object inherits. */
const PARTS: Record<Tab, (props: Props) => ComponentChildren> = { guides: Guides, signals: Signals, person: Person, flight: Flight };
const TABS = Object.keys(PARTS) as Tab[];

export function Panel(props: Props) {
  const { view, say, hands } = props;
  const tab = view.tab.get();
  const folded = view.folded.get();
  const side = view.side.get();
  if (folded)
    return (
      <button type="button" class={`pill ${side}`} aria-label={say('unfold')} onClick={() => hands.fold(false)}>
        標
      </button>
    );
  /** Arrow keys go from tab to tab, Home and End to the first and the last, as everywhere. */
  const turn = (event: KeyboardEvent) => {
    const to = { ArrowRight: TABS.indexOf(tab) + 1, ArrowLeft: TABS.indexOf(tab) - 1, Home: 0, End: -1 }[event.key];
    const next = to === undefined ? undefined : TABS[(to + TABS.length) % TABS.length];
    if (!next) return;
    event.preventDefault();
    view.tab.set(next);
    (event.currentTarget as HTMLElement).querySelector<HTMLElement>(`[data-tab=${next}]`)?.focus();
  };
  return (
    <section class={`panel ${side}`} aria-label={say('title')}>
      <header>
        <h2>標 {say('title')}</h2>
        <button
          type="button"
          aria-label={say('side')}
          title={say('side')}
          onClick={() => view.side.set(side === 'start' ? 'end' : 'start')}
        >
          ⇄
        </button>
        <button type="button" data-fold="" aria-label={say('fold')} title={say('fold')} onClick={() => hands.fold(true)}>
          –
        </button>
        <button type="button" aria-label={say('close')} title={say('close')} onClick={hands.close}>
          ×
        </button>
      </header>
      <div role="tablist" onKeyDown={turn}>
        {TABS.map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`tab-${name}`}
            data-tab={name}
            aria-controls="part"
            aria-selected={name === tab}
            tabIndex={name === tab ? 0 : -1}
            onClick={() => view.tab.set(name)}
          >
            {say(name)}
          </button>
        ))}
      </div>
      <div class="part" id="part" key={tab} role="tabpanel" aria-labelledby={`tab-${tab}`} tabIndex={0}>
        {PARTS[tab](props)}
      </div>
    </section>
  );
}
