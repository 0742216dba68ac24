/**
 * Questions about ListUsers: its filters and pages.
 */
import { signUp, users } from './calls.ts';
import type { Probe } from './world.ts';

const EMAIL = 'ann@example.com';

/** The questions. */
export const LIST_PROBES: readonly Probe[] = [
  {
    name: 'ListUsers finds by email, whatever is verified',
    ask: async (world) => {
      await signUp(world, 'ann', { email: EMAIL });
      await signUp(world, 'bob', { email: EMAIL });
      await signUp(world, 'carol', { email: 'carol@example.com' });
      return users(world, `email = "${EMAIL}"`);
    },
  },
  {
    name: 'ListUsers finds by the beginning of an email',
    ask: async (world) => {
      await signUp(world, 'ann', { email: EMAIL });
      return users(world, 'email ^= "ann@"');
    },
  },
  {
    name: 'ListUsers goes page by page',
    ask: async (world) => {
      for (const name of ['ann', 'bob', 'carol']) await signUp(world, name);
      const { names, more } = await users(world, undefined, 2);
      return { count: names.length, more };
    },
  },
  { name: 'ListUsers refuses a filter it cannot read', ask: (world) => users(world, 'email == "x"') },
  {
    name: 'ListUsers refuses a filter on an attribute that is not searchable',
    ask: (world) => users(world, 'address = "x"'),
  },
  {
    name: 'ListUsers refuses more than 60 a page',
    ask: (world) => users(world, undefined, 61),
  },
];
