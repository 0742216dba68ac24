/**
 * One API call as the wire serves it: its input's shape and what it does. Registries of these are all that the protocol
 * layer knows of a service.
 */
import * as z from 'zod/mini';
import type { Result } from '../core/result.ts';
import type { LabState } from './state.ts';
import { validationText } from './wire/validation-text.ts';
import { refuse, type WireError } from './wire-error.ts';

/** An answer's body, or the error. */
export type Answer = Result<Readonly<Record<string, unknown>>, WireError>;

/** A call that is ready to be served. `signed` calls need credentials, as administrators have them. */
export type Operation = {
  readonly signed: boolean;
  readonly serve: (state: LabState, body: unknown) => Promise<Answer>;
};

type Definition<S extends z.core.$ZodType> = {
  readonly signed: boolean;
  readonly input: S;
  readonly run: (state: LabState, input: z.output<S>) => Answer | Promise<Answer>;
};

/** Defines calls of a service whose complaint about a bad shape has that name. */
export function operations(badShape: string) {
  return <S extends z.core.$ZodType>({ signed, input, run }: Definition<S>): Operation => ({
    signed,
    serve: async (state, body) => {
      const parsed = z.safeParse(input, body, { reportInput: true });
      return parsed.success ? run(state, parsed.data) : refuse(badShape, validationText(parsed.error.issues));
    },
  });
}
