/**
 * Keeps other web pages out: what acts must come from the lab's own page, by its origin and by a content type that no
 * form can send without the browser asking first. The host was checked before (DNS rebinding).
 */
import type { MiddlewareHandler } from 'hono';

/** Refuses requests of other origins, and actions that are not JSON. */
export const sameOrigin: MiddlewareHandler = async (c, next) => {
  const origin = c.req.header('origin');
  const site = c.req.header('sec-fetch-site');
  const foreign = origin !== undefined && origin !== `http://${c.req.header('host')}`;
  if (foreign || (site !== undefined && site !== 'same-origin' && site !== 'none')) {
    return c.json({ refused: "only the lab's own page may ask this" }, 403);
  }
  const type = c.req.header('content-type')?.split(';')[0]?.trim();
  if (c.req.method !== 'GET' && type !== 'application/json') {
    return c.json({ refused: 'send `content-type: application/json`' }, 415);
  }
  return next();
};
