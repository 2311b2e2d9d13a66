/**
 * What the person agreed to, by purpose. "guidance" remembers progress in the browser and shows content; "analytics" sends progress to
 * the endpoint; "video" contacts a third party's player. "pending" means: memory only, no request, nothing stored.
 */
export type ConsentState = 'granted' | 'pending' | 'denied';
export type Purpose = 'guidance' | 'analytics' | 'video';
export type Consents = Record<string, ConsentState>;

/** For all purposes, or for some. */
export type Choice = ConsentState | Partial<Record<string, unknown>>;

export interface ConsentOptions {
  /** Before the person chose; default granted, and "pending" for video. */
  consent?: ConsentState | Partial<Record<Purpose, ConsentState>>;
  /** Global Privacy Control means "denied" for analytics until the person says otherwise; default true. */
  gpc?: boolean;
  /** The same for the older Do Not Track; default false. */
  dnt?: boolean;
}

/** A choice for all purposes, or for some. */
export function chosen(before: Consents, choice: Choice | undefined): Consents {
  const consents: Consents = { ...before };
  if (typeof choice === 'string') for (const purpose of Object.keys(consents)) consents[purpose] = choice;
  else Object.assign(consents, choice);
  return consents;
}

/** The state before the person chose. */
export function firstConsent(options: ConsentOptions, navigator: { globalPrivacyControl?: boolean; doNotTrack?: string | null }): Consents {
  const consents = chosen({ guidance: 'granted', analytics: 'granted', video: 'pending' }, options.consent);
  const signalled = (options.gpc !== false && navigator.globalPrivacyControl) || (options.dnt && navigator.doNotTrack === '1');
  if (signalled && consents.analytics !== 'pending') consents.analytics = 'denied';
  return consents;
}
