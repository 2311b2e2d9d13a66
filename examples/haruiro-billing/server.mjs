import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createApi } from './server/api.mjs';
import { sendFile } from './server/files.mjs';
import { createPage, isAppRoute } from './server/page.mjs';
import { openStore } from './server/store.mjs';

const here = /** @param {string} path */ (path) => fileURLToPath(new URL(path, import.meta.url));

/**
 * Haruiro Billing as a request handler, to be mounted under the root of an origin.
 * @param {object} options
 * @param {string} options.dataDir folder for the data; created when it does not exist
 * @param {import('./server/page.mjs').Tag} [options.shirubeTag] HTML put into the head before the app; `{nonce}` becomes the nonce of the answer. Default: nothing
 * @param {() => string} [options.nonce] default: random for every answer
 * @param {(userId: string, accountId: string) => Promise<string>} [options.guideToken] short-lived JWT that proves to the guides who is signed in. Default: none
 * @param {() => Date} [options.now] default: the clock of the machine
 * @returns {(request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse) => Promise<boolean>} resolves to true when it has answered
 */
export function createDemoApp({ dataDir, shirubeTag = '', nonce, guideToken, now = () => new Date() }) {
  if (!existsSync(here('./dist/app.js')))
    console.warn('Haruiro Billing: dist/app.js is missing, so pages will stay empty. Build it first: npm run build');
  const api = createApi(openStore(dataDir), now, guideToken);
  const page = createPage(here('./app/index.html'), shirubeTag, nonce);
  /** @type {Record<string, string>} */
  const files = {
    '/app.js': here('./dist/app.js'),
    '/favicon.svg': here('./app/favicon.svg'),
    '/sample-invoices.csv': here('./app/sample-invoices.csv'),
    '/help.json': here('./dist/help.json'),
  };

  return async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    if (path.startsWith('/api/')) {
      await api(request, response, path);
      return true;
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') return false;
    const css = /^\/css\/([a-z]+\.css)$/.exec(path);
    const media = /^\/media\/([a-z0-9][a-z0-9.-]*\.(?:mp4|webm|webp|jpg|vtt))$/.exec(path);
    const file = css
      ? here(`./app/css/${css[1]}`)
      : media
        ? here(`./media/${media[1]}`)
        : Object.hasOwn(files, path)
          ? files[path]
          : undefined;
    if (file) return sendFile(request, response, file);
    if (!isAppRoute(path)) return false;
    page(request, response);
    return true;
  };
}
