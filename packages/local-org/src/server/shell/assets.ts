/** The page itself and the static files of the shell. */
import { readFileSync } from 'node:fs';
import { extname, join, normalize, sep } from 'node:path';
import { notFound } from '../errors.ts';
import type { Response } from '../http.ts';

/**
 * Nothing from elsewhere, no inline code: what a record's text says can never run. Styles may be inline, since synthetic
 * shadow writes the components' styles into the page; they can load nothing, because images and fonts cannot come from
 * elsewhere.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const HTML_HEADERS = {
  'content-type': 'text/html;charset=UTF-8',
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-frame-options': 'DENY',
};

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript;charset=UTF-8',
  '.css': 'text/css;charset=UTF-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

function document(title: string, body: string, head = ''): Buffer {
  return Buffer.from(
    `<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n` +
      `<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>${title}</title>\n${head}</head>\n` +
      `<body>\n${body}\n</body>\n</html>\n`,
  );
}

/** The page of every address below /lightning; the script decides what to show. */
export function shellPage(): Response {
  const head =
    '<link rel="icon" href="data:,">\n<link rel="stylesheet" href="/assets/styles/slds.css">\n' +
    '<link rel="stylesheet" href="/assets/styles/shell.css">\n<script type="module" src="/assets/app.js"></script>\n';
  const body = '<noscript>This page needs JavaScript.</noscript>';
  return { status: 200, headers: HTML_HEADERS, body: document('Local org', body, head) };
}

/** For a browser without a session: there is no password, only the link that the server printed. */
export function loggedOutPage(): Response {
  const body =
    '<main>\n<h1>Not logged in</h1>\n<p>Open the link that <code>local-org start</code> has printed: it logs this ' +
    'browser in. A link is good as long as that server runs.</p>\n</main>';
  return {
    status: 401,
    headers: HTML_HEADERS,
    body: document('Not logged in', body, '<link rel="icon" href="data:,">\n'),
  };
}

/** A file below the shell's folder. The path comes from the address, so it must not lead out of it. */
export function staticFile(directory: string, path: string): Response {
  const file = normalize(join(directory, path));
  const type = MEDIA_TYPES[extname(file)];
  if (!file.startsWith(directory + sep) || !type || path.includes('\0')) throw notFound();
  try {
    // The names do not change with the content, so a browser may keep nothing longer than a page.
    return {
      status: 200,
      headers: { 'content-type': type, 'cache-control': 'private, max-age=5' },
      body: readFileSync(file),
    };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' || (error as NodeJS.ErrnoException).code === 'EISDIR')
      throw notFound();
    throw error;
  }
}
