import type { Signal, SignalInput } from '@shirube/engine';
import type { Channel } from './channel';
import { chosen, firstConsent, type Choice, type Consents } from './consent';
import type { Emit } from './emitter';
import type { Guide } from './guide';
import type { createIdentity } from './identity';
import type { Win } from './native';
import type { Options } from './options';
import type { Outbox } from './outbox';
import type { WireEvent } from './ports';
import type { Sender } from './sender';
import type { QuickStore, Store } from './store';

/** What the script is made of, as far as an answer concerns it. */
export interface AgreementPort {
  /** By purpose; nothing before the page begins, since init() may still say something. */
  consents: Consents;
  may(purpose: string): boolean;
  /** May anything be kept in this browser? Longer than the person agrees to it only until what has to go is gone. */
  keeping: boolean;
  /** Where answers are remembered, and what is still to be deleted. */
  choice: QuickStore;
  quick: QuickStore;
  durable: Store;
  outbox: Outbox;
  identity: ReturnType<typeof createIdentity>;
  /** Events that wait for an answer, with their order. */
  held: [event: WireEvent, order: string][];
  /** Signals that wait for the guide. */
  early: Signal[] | undefined;
  options: Options;
  win: Win;
  channel: Channel;
  emitter: { emit: Emit };
  say(input: SignalInput): unknown;
  announce(again: boolean): void;
  rest(): Sender | undefined;
  guide(): Guide | undefined;
}

/** What a person agrees to, and what they take back: an answer, or, when they leave this browser, themselves. */
export function createAgreement(core: AgreementPort) {
  const { choice, quick, durable, outbox, identity, may } = core;
  const any = (): boolean => may('guidance') || may('analytics');
  /**
   * Deletes what is kept under keys that begin so, and what may not be kept or sent any more, for whomever it was. Should the page end before
   * that is done, the next one does it first, for everybody: the mark names nobody.
   */
  const wipe = async (prefixes: string[], mark = prefixes): Promise<void> => {
    if (!core.keeping) return;
    if (!any()) mark = prefixes = ['id', 's|', 'w|'];
    choice.put('leave', mark);
    prefixes.forEach(quick.drop);
    await durable.tx(true, (table) => prefixes.forEach(table.drop)).catch(() => {});
    if (!may('analytics')) await outbox.clear('consent');
    choice.del('leave');
    core.keeping = any();
  };
  return {
    /** Looks at what was answered before; nothing is asked of the browser earlier. */
    recall(wish: Choice | undefined): void {
      core.consents = chosen(
        { ...firstConsent(core.options, core.win.navigator), ...(choice.get('consent') as Consents | undefined) },
        wish,
      );
      const gone = choice.get('leave') as string[] | undefined;
      core.keeping = any() || !!gone;
      if (gone) void wipe(gone);
      if (any()) identity.save();
    },
    /** `told`: by another tab. */
    async setConsent(next: Consents, told?: boolean): Promise<void> {
      const agreed = may('analytics');
      core.consents = next;
      core.keeping ||= any();
      identity.save();
      // Who has never chosen has nothing to be remembered.
      if (core.keeping || next.analytics !== 'pending') choice.put('consent', next);
      if (!told) core.channel.post({ is: 'consent', consents: next });
      const { held } = core;
      if (next.analytics !== 'pending') core.held = [];
      void core.say({ kind: 'env', consent: next });
      core.emitter.emit('consent', next);
      if (may('analytics')) {
        if (!agreed) void core.rest()?.open();
        for (const [event, order] of held) void outbox.accept({ ...event, context: { ...event.context, consent: next } }, order);
      } else await wipe([]);
    },
    /** The person leaves this browser: nothing of theirs stays in it, nor in this page's memory, but the proof of who they were, for what still has to go out. */
    async leave(): Promise<void> {
      const { user, anon } = identity.who();
      core.early &&= [];
      core.held = [];
      identity.reset();
      core.guide()?.leave();
      core.announce(true);
      // In all their accounts.
      await wipe([`s|${encodeURIComponent(user ?? '')}|`, `s|~${anon}|`, 'w|'], ['s|', 'w|']);
    },
  };
}
export type Agreement = ReturnType<typeof createAgreement>;
