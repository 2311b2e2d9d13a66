/**
 * Placeholders of texts, as they are written:
 *
 *     {{trait.name}}  {{account.plan}}  {{link./path}}        a value, an address of the app
 *     {{trait.name|friend}}                                   a word for when there is none
 *     {{account.seats, number}}                               12,000 – as the language writes it
 *     {{account.trial_ends, date}}  {{…, date, long}}         short, medium (default), long, full
 *     {{trait.open, plural, =0 {none} one {# invoice} other {# invoices}}}
 *
 * The formats and the forms of plurals are those of ICU MessageFormat (https://unicode-org.github.io/icu/userguide/format_parse/messages/).
 * `\{{` stands for two braces.
 */

/** One placeholder: the backslash before it, and what is between the braces. */
export const SLOT = /(\\?)\{\{((?:[^{}]|\{[^{}]*\})*)\}\}/g;
/** What is between the braces: the path of a link, or source, name, format and style; then the fallback. */
export const INSIDE = /^\s*(?:link\.([^\s|]+)|(\w+)\.([^\s,|]+))\s*(?:,\s*(\w+)\s*(?:,((?:[^{}|]|\{[^{}]*\})*))?)?(?:\|([^]*))?$/;
/** One form of a plural. */
export const FORM = /(=\d+|\w+)\s*\{([^{}]*)\}/g;
