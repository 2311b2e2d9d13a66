/**
 * @param {import('node:http').IncomingMessage} request
 * @param {string} name
 * @returns {string | undefined} the value of one cookie
 */
export function cookieOf(request, name) {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [key, value] = part.trim().split('=');
    if (key === name && value) return value;
  }
  return undefined;
}
