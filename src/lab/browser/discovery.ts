/**
 * What verifies the lab's tokens and where it is found, at the paths that Cognito has, and a word for whoever looks for its
 * hosted pages.
 */
import { type Context, Hono } from 'hono';
import { issuerOf } from '../cognito/auth/sign-in.ts';
import type { LabState } from '../state.ts';

/** The paths of Cognito's own pages and of its OAuth 2.0 server. */
const HOSTED = ['/login', '/signup', '/logout', '/forgotPassword', '/oauth2/*'];

/** The routes. */
export function discoveryRoutes(state: LabState): Hono {
  const app = new Hono();
  const ours = (c: Context, body: object) =>
    c.req.param('pool') === state.pool.settings.id ? c.json(body) : c.json({ message: 'no such pool' }, 404);
  app.get('/:pool/.well-known/jwks.json', async (c) => ours(c, await state.tokens.keys()));
  app.get('/:pool/.well-known/openid-configuration', (c) => {
    const issuer = issuerOf(state);
    return ours(c, {
      issuer,
      jwks_uri: `${issuer}/.well-known/jwks.json`,
      id_token_signing_alg_values_supported: ['RS256'],
      subject_types_supported: ['public'],
      response_types_supported: ['code', 'token'],
      scopes_supported: ['openid', 'email', 'phone', 'profile'],
    });
  });
  for (const path of HOSTED) {
    app.all(path, (c) =>
      c.text('The lab has no hosted pages: sign up and in by the API, or on a page of your own.\n', 501),
    );
  }
  return app;
}
