import { CAP, DAY } from './backoff';
import type { Outcome, WireEvent } from './ports';
import type { Table } from './store';

/** Whose turn it is (a row "m|<reporter>"): who is sending, when the next may, and what the last answers taught; shared by all tabs. Instants are wall-clock milliseconds. */
export interface Turn {
  /** Some tab is sending until then. */
  until?: number;
  /** Nobody may try before. */
  not?: number;
  /** The endpoint named that instant itself. */
  told?: 1;
  attempt?: number | undefined;
  /** Largest batch: halved to find the event that spoils it. */
  max?: number;
  /** Row of an event that was refused although it came alone, by an answer that speaks of the address: it, or all? */
  doubt?: string | undefined;
  /** How many others were taken since then. */
  sure?: number | undefined;
}
/** An event and the row that it lies in. */
export type Row = [key: string, event: WireEvent];
export interface Answer extends Omit<Outcome, 'retry'> {
  /** How many of the batch were sent. */
  sent: number;
  /** Of HTTP; none when nobody was asked, or nobody answered. */
  status?: number;
  /** Went along. */
  token: string | undefined;
}

/** How long a claim stands: when the tab that is sending dies, another one takes over soon. */
export const CLAIM = 3000;
/** So many others must be taken, and it refused each time that it is tried between them: half of a proxy's servers may be wrong for a while. */
const SURE = 8;

/** The row of a turn as it is to be understood now: not when it was asked for, since other tabs may have been let in first, and then an honest claim would seem to be of the future. */
export const openTurn = async (table: Table, key: string, wall: () => number): Promise<Turn> => {
  const turn = { ...((await table.get(key)) as Turn | undefined) };
  const now = wall();
  // A clock that was put back must not hold the queue for a day.
  if (turn.until && turn.until - now > CLAIM) delete turn.until;
  if (turn.not && turn.not - now > (turn.told ? 2 * DAY : CAP + 1000)) delete turn.not;
  return turn;
};

/** What an answer means: which rows are done with, whether to wait, and how the next batch is taken. `more`: others wait beside a batch of one. */
export function learn({ doubt, sure = 0, attempt = 0, max }: Turn, batch: readonly Row[], more: boolean, answer: Answer) {
  const { sent } = answer;
  const alone = sent === 1 && batch[0]?.[0];
  // The event is to blame: the answer says so, or speaks of the address although others are taken there.
  const blamed = alone && answer.split && (!answer.refused || (alone === doubt && sure >= SURE));
  const refused = !blamed && answer.refused;
  const split = !blamed && answer.split;
  const ok: string[] = [];
  const rejected: string[] = [];
  for (const [key, { messageId }] of batch.slice(0, sent)) {
    if (answer.ok.includes(messageId)) ok.push(key);
    else if (blamed || (!split && answer.drop.includes(messageId))) rejected.push(key);
  }
  const next: Turn = {};
  if (split) next.max = Math.ceil(sent / 2);
  else if (max) next.max = max * 2;
  // That another one is refused as well says that it is all of them; what was done without asking the endpoint says nothing.
  if (alone && (refused ? !doubt || alone === doubt : doubt && alone !== doubt)) {
    next.doubt = doubt ?? alone;
    next.sure = ok[0] && answer.status ? sure + 1 : sure;
  }
  const held = refused ? !next.doubt || !more : !split && ok.length + rejected.length < sent;
  if (held || refused) next.attempt = attempt + +held;
  return { ok, rejected, next, held, refused };
}
