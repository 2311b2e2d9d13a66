import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { cookieOf } from './cookies.mjs';

/**
 * @typedef {import('node:http').IncomingMessage} Request
 * @typedef {import('node:http').ServerResponse} Response
 * @typedef {string | ((nonce: string) => string)} Tag HTML for the head; `{nonce}` in a string becomes the nonce of the answer
 */

/** Where the client-side router knows a page. */
const appRoute =
  /^\/(login|dashboard|settings(\/(company|registration-number|bank|tax-rounding|sender))?|clients|invoices(\/[\w-]+)?|import|recurring|payments|team|help(\/[\w-]+)?)?\/?$/;

/** @param {string} path @returns {boolean} */
export const isAppRoute = (path) => appRoute.test(path);

/** @param {string} nonce @returns {string} the policy of a careful customer; the app and everything added to it must live under it */
export const policy = (nonce) =>
  [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'`,
    "style-src 'self'",
    "img-src 'self' data:",
    "media-src 'self'",
    "connect-src 'self'",
    "frame-ancestors 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "form-action 'self'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');

/** @param {Request} request @returns {'ja' | 'en'} */
function languageOf(request) {
  const chosen = cookieOf(request, 'haruiro_lang');
  if (chosen === 'ja' || chosen === 'en') return chosen;
  const first = (request.headers['accept-language'] ?? '').trim().toLowerCase();
  return first === '' || first.startsWith('ja') ? 'ja' : 'en';
}

/**
 * @param {string} templatePath
 * @param {Tag} shirubeTag
 * @param {() => string} [makeNonce] default: 128 random bits per answer
 */
export function createPage(templatePath, shirubeTag, makeNonce = () => randomBytes(16).toString('base64')) {
  const template = readFileSync(templatePath, 'utf8');
  /** @param {Request} request @param {Response} response */
  return (request, response) => {
    const nonce = makeNonce();
    const theme = cookieOf(request, 'haruiro_theme');
    const tag = typeof shirubeTag === 'string' ? shirubeTag.replaceAll('{nonce}', nonce) : shirubeTag(nonce);
    const html = template
      .replace('lang="ja"', `lang="${languageOf(request)}"${theme === 'light' || theme === 'dark' ? ` data-theme="${theme}"` : ''}`)
      .replace('<!-- shirube -->', () => tag);
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': policy(nonce),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'strict-origin-when-cross-origin',
    });
    response.end(request.method === 'HEAD' ? undefined : html);
  };
}
