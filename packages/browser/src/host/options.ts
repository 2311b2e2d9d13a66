import type { Config } from '@shirube/engine';
import type { ConsentOptions } from './consent';
import type { Reporter, WireEvent } from './ports';

/** What `init()` and the attributes of the script tag can say. */
export interface Options extends ConsentOptions {
  /** Address of the configuration, or the configuration itself. */
  config?: string | Config;
  /** Where the collector answers, without "/v1"; same origin is best. Without one nothing is sent. */
  endpoint?: string;
  /** Public key of the project; it may only append. Also separates what two instances on one page remember. */
  writeKey?: string;
  /** Where progress goes; default: the collector at `endpoint`. Names of built-in reporters or reporters of your own. */
  reporters?: readonly (string | Reporter | ReporterChoice)[];
  /** Gives a fresh short-lived token for the person who is identified; asked when the endpoint answers 401. */
  token?: () => string | Promise<string>;
  /** May change an event before it is stored, or drop it by returning null. */
  beforeSend?: (event: WireEvent) => WireEvent | null | undefined;
  /** Your router: how content goes to a path. Default: location.assign. */
  navigate?: (path: string) => void;
  /** Functions that content may call by name. */
  actions?: Readonly<Record<string, (...args: unknown[]) => unknown>>;
  /** Language of the person, as a BCP 47 tag; default that of the document, then the browser's. */
  lang?: string;
  /** Default "auto": as the page behind. */
  theme?: 'light' | 'dark' | 'auto';
  /** Of the content security policy, for our style sheet; default that of the tag. */
  nonce?: string;
  /** Where guidance lives in the page, such as an element that is shown in full screen; default the end of <html>. */
  container?: Element;
  /** Every function is there and none does anything: for tests of the app. */
  off?: boolean;
  /** The inspector for engineers: true opens it, false keeps it shut; default: `?shirube=inspect` in the address opens it until the tab is closed. */
  inspect?: boolean;
}
/** An attribute that says yes by being there, as in HTML; "false" is no all the same, since templates write it. */
export const flag = (element: Element | null, attribute: string): boolean => (element?.getAttribute(attribute) ?? 'false') !== 'false';

/** A built-in reporter with its settings: `{ "kind": "segment", "endpoint": "https://api.segment.io", "writeKey": "…" }`. */
export interface ReporterChoice {
  kind: string;
  name?: string;
  endpoint?: string;
  writeKey?: string;
  [setting: string]: unknown;
}
