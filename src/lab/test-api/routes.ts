/**
 * What tests of an application ask of the lab beside Cognito's own calls: who is there, which codes were sent, an empty pool,
 * a later time, bad days. Without a token: whoever reaches the port reads all of it.
 */
import { type Context, Hono } from 'hono';
import * as z from 'zod/mini';
import { parseDuration } from '../../core/duration.ts';
import { parseJson } from '../../core/json.ts';
import { noFaults } from '../faults.ts';
import type { Lab } from '../lab.ts';
import { emptyPool } from '../reset.ts';
import { whereabouts } from '../whereabouts.ts';
import { shownCodes, shownUsers } from './shown.ts';

const Forward = z.strictObject({ forward: z.string() });

const Faults = z.partial(
  z.strictObject({
    ssmDown: z.boolean(),
    claimsDown: z.boolean(),
    lookUpsDown: z.boolean(),
    lookUpDelayMs: z.int().check(z.minimum(0), z.maximum(60_000)),
  }),
);

type Answering = (c: Context, lab: Lab) => Response | Promise<Response>;

/** The routes below `/lab`; `lab` is null while it is still being put together. */
export function testRoutes(lab: () => Lab | null): Hono {
  const app = new Hono();
  const open = (answer: Answering) => (c: Context) => {
    const there = lab();
    return there === null ? c.json({ message: 'the lab is starting' }, 503) : answer(c, there);
  };
  app.get(
    '/',
    open((c, there) => c.json(whereabouts(there))),
  );
  app.get(
    '/users',
    open((c, { state }) => c.json(shownUsers(state.pool))),
  );
  app.get('/codes/:user', open(codes));
  app.post('/reset', open(reset));
  app.get('/clock', open(time));
  app.post('/clock', open(forward));
  app.get(
    '/faults',
    open((c, { state }) => c.json(state.faults)),
  );
  app.post('/faults', open(setFaults));
  app.delete(
    '/faults',
    open((c, { state }) => c.json(Object.assign(state.faults, noFaults()))),
  );
  app.all('*', (c) => c.json({ message: `there is no \`${c.req.method} ${c.req.path}\`: see docs/lab.md` }, 404));
  return app;
}

const codes: Answering = (c, { state }) => {
  const name = c.req.param('user') ?? '';
  const found = shownCodes(state.pool, name);
  return found === null ? c.json({ message: `there is no user \`${name}\`` }, 404) : c.json(found);
};

const reset: Answering = (c, lab) => {
  if (lab.scene !== null) return c.json({ message: 'a scene is playing on the page' }, 409);
  Object.assign(lab.state.faults, noFaults());
  emptyPool(lab);
  return c.json({});
};

const time: Answering = (c, { clock }) =>
  c.json({ now: new Date(clock.now()).toISOString(), aheadMs: clock.aheadMs() });

const forward: Answering = async (c, lab) => {
  const given = z.safeParse(Forward, parseJson(await c.req.text()));
  const seconds = given.success ? parseDuration(given.data.forward) : null;
  if (seconds === null)
    return c.json({ message: 'give `{"forward":"2m"}`: a whole number and `s`, `m`, `h` or `d`' }, 400);
  lab.clock.forward(seconds * 1000);
  lab.changes.fire();
  return time(c, lab);
};

const setFaults: Answering = async (c, { state }) => {
  const given = z.safeParse(Faults, parseJson(await c.req.text()));
  if (given.success) return c.json(Object.assign(state.faults, given.data));
  const names = Object.keys(noFaults()).map((name) => `\`${name}\``);
  return c.json(
    { message: `give a JSON object of ${names.join(', ')}: true or false, and milliseconds up to 60000` },
    400,
  );
};
