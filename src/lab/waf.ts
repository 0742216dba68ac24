/**
 * What an examination of a pool asks of AWS WAF: there is no web ACL before the lab.
 */
import * as z from 'zod/mini';
import { ok } from '../core/result.ts';
import { type Operation, operations } from './operation.ts';

/** Calls of AWS WAF by name. */
export const WAF: Readonly<Record<string, Operation>> = {
  GetWebACLForResource: operations('WAFInvalidParameterException')({
    signed: true,
    input: z.object({ ResourceArn: z.string() }),
    run: () => ok({}),
  }),
};
