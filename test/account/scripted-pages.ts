/**
 * The hosted pages of two pools, scripted: the one signs people in, the other takes them back and sends them on to the
 * application. Cookies, hidden fields and where the form came from are held as the classic pages hold them. Not a model of
 * Cognito: what its pages really do is for the run to find out.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CALLBACK } from '../../src/account/federation/provider.ts';
import { PROBE_PASSWORD } from '../../src/account/people.ts';
import type { HostedPages } from '../../src/account/probe.ts';
import { pagesHere } from '../../src/cli/account/pages.ts';

/** What goes otherwise than it should; `back` is what the application is told. */
export type PageScript = {
  readonly back: string;
  readonly fault?: 'program' | 'wrong-password' | 'circle' | 'error-page' | 'silent' | 'late';
};

/** Pages that run. */
export type ScriptedPages = {
  script: PageScript;
  readonly pages: HostedPages;
  readonly close: () => Promise<void>;
};

/** What the application is told of a sign-in that went well. */
export const LET_IN = 'code=c1&state=';

/** Starts the pages on the loopback. */
export async function startPages(): Promise<ScriptedPages> {
  let asked = 0;
  const server = createServer(async (request, response) => {
    asked += 1;
    if (running.script.fault === 'silent') request.destroy();
    else await serve(request, response, endpoint(), running.script, asked);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const running: ScriptedPages = {
    script: { back: LET_IN },
    pages: { ask: pagesHere().ask, domainUrl: (official) => `${endpoint()}/${new URL(official).hostname}` },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return running;
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  endpoint: string,
  { back, fault }: PageScript,
  asked: number,
): Promise<void> {
  const url = new URL(request.url ?? '/', endpoint);
  const to = (location: string, cookies: readonly string[] = []) =>
    response.writeHead(302, { location, 'set-cookie': [...cookies] }).end();
  const page = (status: number, body: string) => response.writeHead(status, { 'content-type': 'text/html' }).end(body);
  if (fault === 'late' && asked < 3) return void page(404, 'Not here yet');
  if (url.pathname === '/provider/oauth2/authorize') {
    const cookies = ['XSRF-TOKEN=t1; Path=/; Secure; HttpOnly', 'csrf-state=""; Path=/'];
    return void to(`/provider/login${url.search}`, cookies);
  }
  if (url.pathname === '/provider/login') {
    if (fault === 'program') return void page(200, '<div id="root"></div><script src="/static/app.js"></script>');
    if (request.method === 'GET' || !(await accepted(request, endpoint)) || fault === 'wrong-password')
      return void page(200, form(url));
    return void to(`${url.searchParams.get('redirect_uri')}?code=p1&state=${url.searchParams.get('state')}`);
  }
  if (url.pathname === '/error') return void page(400, '<h1>An error was encountered</h1>');
  if (url.pathname.endsWith('/oauth2/idpresponse')) {
    if (fault === 'error-page') return void to('/error?error=server_error');
    return void to(fault === 'circle' ? url.href : `${CALLBACK}?${back}`);
  }
  const here = `${endpoint}${url.pathname.replace('authorize', 'idpresponse')}`;
  return void to(`${endpoint}/provider/oauth2/authorize?redirect_uri=${encodeURIComponent(here)}&state=s1`);
}

/** As the classic page: two forms for two widths, addresses and values escaped. */
function form(url: URL): string {
  const action = `${url.pathname}${url.search}`.replaceAll('&', '&amp;');
  const fields = '<input type="hidden" name="_csrf" value="t&#45;1"/><input type="hidden" name="cognitoAsfData"/>';
  const one = (id: string) =>
    `<form name="${id}" action="${action}" method="POST">${fields}<input name='username' type="text"><input name="password" type="password"></form>`;
  return `<html><form action="/search"><input name="q"></form>${one('wide')}${one('narrow')}</html>`;
}

async function accepted(request: IncomingMessage, endpoint: string): Promise<boolean> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const sent = new URLSearchParams(Buffer.concat(chunks).toString());
  const { cookie = '', origin, referer = '' } = request.headers;
  return (
    sent.get('_csrf') === 't-1' &&
    sent.has('cognitoAsfData') &&
    /^u\d+$/u.test(sent.get('username') ?? '') &&
    sent.get('password') === PROBE_PASSWORD &&
    cookie.includes('XSRF-TOKEN=t1') &&
    origin === endpoint &&
    referer.startsWith(`${endpoint}/provider/login`)
  );
}
