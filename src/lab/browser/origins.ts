/**
 * Which web pages may call the lab: those of this machine, and those that its owner names. Every other page is refused, by
 * its origin and by what the browser says of its site; the host was checked before (DNS rebinding).
 */
import type { Context, MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';

/** The names by which pages of this machine are opened. */
const HERE: readonly string[] = ['localhost', '127.0.0.1'];

/** An origin as browsers write it, or null: no path, no trailing slash, `http` or `https`. */
export function originOf(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const { protocol, origin } = new URL(text);
  return origin === text && (protocol === 'http:' || protocol === 'https:') ? origin : null;
}

/** Whether a page of that origin may call. */
function isWelcome(origin: string, more: readonly string[]): boolean {
  const known = originOf(origin);
  return known !== null && (more.includes(known) || HERE.includes(new URL(known).hostname));
}

/** Answers pages of this machine, with `more` beside them, and nobody else's; programs send no origin and pass. */
export function welcomeOrigins(
  more: readonly string[],
  refuse: (c: Context, sentence: string) => Response,
): MiddlewareHandler {
  const answerTo = cors({
    origin: (origin) => origin,
    allowMethods: ['GET', 'POST', 'PUT', 'DELETE'],
    exposeHeaders: ['x-amzn-errortype', 'x-amzn-requestid'],
    maxAge: 600,
  });
  return async (c, next) => {
    const origin = c.req.header('origin');
    if (origin === undefined && c.req.header('sec-fetch-site') !== 'cross-site') return next();
    if (origin === undefined || !isWelcome(origin, more)) {
      return refuse(c, 'only pages of this machine may ask this: name another origin with `--origin`');
    }
    // a page from elsewhere that was named reaches a machine of its own network: the browser asks for that, too
    if (c.req.header('access-control-request-private-network') === 'true') {
      c.header('access-control-allow-private-network', 'true');
    }
    return answerTo(c, next);
  };
}
