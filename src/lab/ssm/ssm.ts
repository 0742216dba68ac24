/**
 * SSM's parameter calls on the wire, with the limits that policies meet: 4 KB, no `{{`, ten a page (F7.1, F7.3).
 */
import * as z from 'zod/mini';
import { ok } from '../../core/result.ts';
import { type Operation, operations } from '../operation.ts';
import type { LabState } from '../state.ts';
import { refuse } from '../wire-error.ts';
import { PARAMETER_TYPES, type Parameter } from './parameter-store.ts';

const operation = operations('ValidationException');

const MAX_BYTES = 4096;
const PAGE_SIZE = 10;

function shape({ region }: LabState, { name, type, value, version, modifiedAt }: Parameter) {
  const ARN = `arn:aws:ssm:${region}:000000000000:parameter${name}`;
  const LastModifiedDate = modifiedAt / 1000;
  return { Name: name, Type: type, Value: value, Version: version, LastModifiedDate, ARN, DataType: 'text' };
}

/** A version in a history tells who wrote it, and what they said. */
function written(state: LabState, parameter: Parameter) {
  const LastModifiedUser = 'arn:aws:iam::000000000000:user/lab';
  return { ...shape(state, parameter), LastModifiedUser, Description: parameter.description };
}

const getParameter = operation({
  signed: true,
  input: z.object({ Name: z.string(), WithDecryption: z.optional(z.boolean()) }),
  run: (state, { Name }) => {
    const found = state.parameters.get(Name);
    return found === undefined ? refuse('ParameterNotFound', '') : ok({ Parameter: shape(state, found) });
  },
});

const getParameters = operation({
  signed: true,
  input: z.object({
    Names: z.array(z.string()).check(z.minLength(1), z.maxLength(PAGE_SIZE)),
    WithDecryption: z.optional(z.boolean()),
  }),
  run: (state, { Names }) =>
    ok({
      Parameters: Names.flatMap((name) => state.parameters.get(name) ?? []).map((found) => shape(state, found)),
      InvalidParameters: Names.filter((name) => state.parameters.get(name) === undefined),
    }),
});

const getParametersByPath = operation({
  signed: true,
  input: z.object({
    Path: z.string(),
    Recursive: z.optional(z.boolean()),
    MaxResults: z.optional(z.int().check(z.gte(1), z.lte(PAGE_SIZE))),
    NextToken: z.optional(z.string().check(z.regex(/^[0-9]+$/u))),
  }),
  run: (state, { Path, Recursive = false, MaxResults = PAGE_SIZE, NextToken = '0' }) => {
    const all = state.parameters.below(Path, Recursive);
    const end = Number(NextToken) + MaxResults;
    const Parameters = all.slice(Number(NextToken), end).map((found) => shape(state, found));
    return ok(end < all.length ? { Parameters, NextToken: String(end) } : { Parameters });
  },
});

const putParameter = operation({
  signed: true,
  input: z.object({
    Name: z.string().check(z.regex(/^[a-zA-Z0-9_.\-/]+$/u)),
    Value: z.string().check(z.minLength(1)),
    Type: z._default(z.enum(PARAMETER_TYPES), 'String'),
    Overwrite: z.optional(z.boolean()),
    Description: z.optional(z.string().check(z.maxLength(1024))),
  }),
  run: (state, { Name, Value, Type, Overwrite = false, Description }) => {
    if (Buffer.byteLength(Value) > MAX_BYTES) {
      return refuse(
        'ValidationException',
        `Standard tier parameters support a maximum parameter value of ${MAX_BYTES} characters.`,
      );
    }
    if (Value.includes('{{')) return refuse('ValidationException', 'Parameter value can not contain {{}}.');
    const written = state.parameters.put(Name, Type, Value, Overwrite, Description);
    if (written !== undefined) state.onParameter(Name);
    return written === undefined
      ? refuse(
          'ParameterAlreadyExists',
          'The parameter already exists. To overwrite this value, set the overwrite option.',
        )
      : ok({ Version: written.version, Tier: 'Standard' });
  },
});

const getParameterHistory = operation({
  signed: true,
  input: z.object({ Name: z.string(), WithDecryption: z.optional(z.boolean()) }),
  run: (state, { Name }) => {
    const kept = state.parameters.history(Name);
    return kept.length === 0
      ? refuse('ParameterNotFound', '')
      : ok({ Parameters: kept.map((found) => written(state, found)) });
  },
});

const deleteParameter = operation({
  signed: true,
  input: z.object({ Name: z.string() }),
  run: (state, { Name }) => (state.parameters.remove(Name) ? ok({}) : refuse('ParameterNotFound', '')),
});

const deleteParameters = operation({
  signed: true,
  input: z.object({ Names: z.array(z.string()).check(z.minLength(1), z.maxLength(PAGE_SIZE)) }),
  run: (state, { Names }) => {
    const DeletedParameters = Names.filter((name) => state.parameters.remove(name));
    return ok({ DeletedParameters, InvalidParameters: Names.filter((name) => !DeletedParameters.includes(name)) });
  },
});

/** The calls that the trigger, the deployment and the command line make. */
export const SSM: Readonly<Record<string, Operation>> = {
  GetParameter: getParameter,
  GetParameters: getParameters,
  GetParametersByPath: getParametersByPath,
  GetParameterHistory: getParameterHistory,
  PutParameter: putParameter,
  DeleteParameter: deleteParameter,
  DeleteParameters: deleteParameters,
};
