import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type UserPage, userPages } from '../../../../src/aws/operator/pool/user-pages.ts';
import { type JsonServer, startJsonServer } from '../../json-server.ts';

let server: JsonServer;
let inputs: Record<string, unknown>[];

beforeEach(async () => {
  inputs = [];
  server = await startJsonServer({
    ListUsers: (input) => {
      inputs.push(input);
      const page = inputs.length;
      return {
        body: { Users: [{ Username: `user-${page}` }], ...(page < 3 ? { PaginationToken: `token-${page}` } : {}) },
      };
    },
  });
  vi.stubEnv('AWS_ENDPOINT_URL', server.endpoint);
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await server.close();
});

describe('the pages of a pool', () => {
  it('follow the token to the last', async () => {
    const pages: UserPage[] = [];
    for await (const page of userPages('us-east-1_E', null, 5, async () => undefined)) pages.push(page);

    expect(pages.map(({ users, next }) => [users[0]?.Username, next])).toEqual([
      ['user-1', 'token-1'],
      ['user-2', 'token-2'],
      ['user-3', null],
    ]);
    expect(inputs.map(({ PaginationToken, Limit }) => [PaginationToken, Limit])).toEqual([
      [undefined, 60],
      ['token-1', 60],
      ['token-2', 60],
    ]);
  });

  it('are not asked for before the rest is over', async () => {
    const rests: { readonly milliseconds: number; readonly end: () => void }[] = [];
    const pages = userPages('us-east-1_E', null, 5, (milliseconds) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      rests.push({ milliseconds, end: resolve });
      return promise;
    });

    await pages.next();
    const second = pages.next();
    await new Promise((done) => setImmediate(done));
    // The next rest begins with the next call
    const begunWhileResting = rests.length;
    rests[0]?.end();
    await second;

    expect([begunWhileResting, inputs.length]).toEqual([1, 2]);
    expect(rests.map(({ milliseconds }) => milliseconds)).toEqual([200, 200]);
  });
});
