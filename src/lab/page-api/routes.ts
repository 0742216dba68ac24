/**
 * The page and its API, beside the protocol on the lab's one port. The page may load nothing from anywhere else, and no
 * other page may show it in a frame.
 */
import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { Hono } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import type { Lab } from '../lab.ts';
import { ACTIONS } from './actions.ts';
import { peopleFound } from './people.ts';
import { sameOrigin } from './same-origin.ts';
import { snapshotOf } from './snapshot.ts';
import { stream } from './stream.ts';
import type { ActionAnswer } from './view.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** The files of the page by path; nothing else in their folder is served. */
const FILES: Readonly<Record<string, string>> = {
  '/': 'index.html',
  '/page.js': 'page.js',
  '/page.css': 'page.css',
  '/icon.svg': 'icon.svg',
};

/** No user name or address is longer. */
const MOST_SOUGHT = 2048;

const headers = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'"],
    connectSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
  },
  referrerPolicy: 'no-referrer',
  strictTransportSecurity: false,
});

/** The routes; `lab` is null while it is still being put together. */
export function pageRoutes(folder: string, lab: () => Lab | null): Hono {
  const app = new Hono();
  for (const [path, file] of Object.entries(FILES)) {
    app.get(path, headers, (c) => {
      const type = TYPES[extname(file)] ?? 'application/octet-stream';
      return c.body(readFileSync(join(folder, file), 'utf8'), 200, {
        'content-type': type,
        'cache-control': 'no-cache',
      });
    });
  }
  app.use('/api/*', headers, sameOrigin);
  app.get('/api/lab', (c) => withLab(lab(), (open) => c.json(snapshotOf(open))));
  app.get('/api/users', (c) =>
    withLab(lab(), (open) => c.json(peopleFound(open, (c.req.query('search') ?? '').slice(0, MOST_SOUGHT)))),
  );
  app.get('/api/events', (c) => withLab(lab(), (open) => stream(c, open)));
  app.post('/api/:action', (c) =>
    withLab(lab(), async (open) => {
      const name = c.req.param('action');
      const act = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
      if (act === undefined) return c.json<ActionAnswer>({ refused: `there is no action \`${name}\`` }, 404);
      // a refusal is an answer like another: a browser would print any other status as an error
      return c.json<ActionAnswer>({ refused: await act(open, await c.req.json().catch(() => undefined)) });
    }),
  );
  return app;
}

function withLab(lab: Lab | null, serve: (lab: Lab) => Response | Promise<Response>): Response | Promise<Response> {
  return lab === null ? new Response('the lab is starting\n', { status: 503 }) : serve(lab);
}
