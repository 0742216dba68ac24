/** Hosted pages as this machine asks them: nothing followed, nothing kept. On a local AWS every domain's pages are its own. */
import type { PageAnswer, PageRequest } from '../../account/federation/pages.ts';
import type { HostedPages } from '../../account/probe.ts';

const PATIENCE_MS = 20_000;

/** The pages that the environment's AWS serves. */
export function pagesHere(): HostedPages {
  const domainUrl = (official: string) => process.env['AWS_ENDPOINT_URL']?.replace(/\/$/u, '') || official;
  return { domainUrl, ask: (request) => askPage({ ...request, url: served(request.url, domainUrl) }) };
}

/** A local AWS redirects to the addresses that Cognito would have. */
function served(url: string, domainUrl: (official: string) => string): string {
  const { origin, hostname } = new URL(url);
  return hostname.endsWith('.amazoncognito.com') ? `${domainUrl(origin)}${url.slice(origin.length)}` : url;
}

async function askPage({ url, method, headers, body }: PageRequest): Promise<PageAnswer | null> {
  try {
    const answer = await fetch(url, {
      ...{ method, headers, redirect: 'manual', signal: AbortSignal.timeout(PATIENCE_MS) },
      ...(body === undefined ? {} : { body }),
    });
    return {
      status: answer.status,
      location: answer.headers.get('location') ?? '',
      cookies: answer.headers.getSetCookie(),
      body: await answer.text(),
    };
  } catch {
    return null;
  }
}
