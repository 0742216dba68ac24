/**
 * The table of faults: every dependency, every source that calls it, cold and warm, every way to fail. Data only; the
 * suite runs each row, `npm test` a sample of it.
 */
import type { Answer } from '../support/fake-aws.ts';

/** What can fail. `claim` is one address (PutItem), `claims` two (TransactWriteItems). */
export type Dependency = 'ssm' | 'listUsers' | 'adminGetUser' | 'claim' | 'claims';

/** Cognito's name of the source. */
export type Source = 'PreSignUp_SignUp' | 'PreSignUp_ExternalProvider' | 'PreSignUp_AdminCreateUser';

/** One cell. `refused` has no answer: nobody listens. */
export type Cell = {
  readonly fault: string;
  readonly answer: Answer | ((nth: number) => Answer) | 'refused';
  readonly dependency: Dependency;
  readonly source: Source;
  readonly state: 'cold' | 'warm';
};

const HEALTHY_LATE: Readonly<Record<Dependency, Answer>> = {
  ssm: { json: { Parameters: [], Parameter: { Value: '{}' } } },
  listUsers: { json: { Users: [] } },
  adminGetUser: { error: 'UserNotFoundException' },
  claim: { json: { ConsumedCapacity: { CapacityUnits: 1 } } },
  claims: { json: { ConsumedCapacity: [{ CapacityUnits: 4 }] } },
};

const JSON_11 = 'application/x-amz-json-1.1';

/** The faults that every dependency can have. */
const FAULTS: Readonly<Record<string, Cell['answer']>> = {
  hangs: { hang: true },
  'drips its body': { drip: JSON.stringify({ Users: [], padding: 'x'.repeat(500) }) },
  'resets the connection': { reset: true },
  'refuses the connection': 'refused',
  'is unavailable and asks to retry after 4 s': {
    error: 'ServiceUnavailable',
    status: 503,
    headers: { 'retry-after': '4' },
  },
  'fails with 500': { error: 'InternalServerError', status: 500 },
  throttles: { error: 'ThrottlingException' },
  'denies access': { error: 'AccessDeniedException' },
  'is not enabled here': { error: 'OperationNotEnabledException' },
  'answers an HTML page': { raw: '<html><body>proxy</body></html>' },
  'answers truncated JSON': { raw: '{"Users":[{"Use', contentType: JSON_11 },
  'answers wrong types': {
    json: {
      Users: 7,
      Username: 7,
      UserAttributes: 'x',
      Parameters: 7,
      Parameter: { Value: 7 },
      ConsumedCapacity: null,
    },
  },
  'answers an empty 200': { raw: '' },
};

/** Faults of paging alone. */
const PAGING: Readonly<Record<string, Cell['answer']>> = {
  'pages for ever': { json: { Users: [], PaginationToken: 'again' } },
  'fails on its second page': (nth) =>
    nth % 2 === 0 ? { json: { Users: [], PaginationToken: 'two' } } : { error: 'InternalServerError', status: 500 },
};

const CALLED_BY: Readonly<Record<Dependency, readonly Source[]>> = {
  ssm: ['PreSignUp_SignUp', 'PreSignUp_ExternalProvider', 'PreSignUp_AdminCreateUser'],
  listUsers: ['PreSignUp_SignUp'],
  adminGetUser: ['PreSignUp_SignUp'],
  claim: ['PreSignUp_SignUp', 'PreSignUp_ExternalProvider', 'PreSignUp_AdminCreateUser'],
  claims: ['PreSignUp_SignUp', 'PreSignUp_ExternalProvider', 'PreSignUp_AdminCreateUser'],
};

function faultsOf(dependency: Dependency): readonly (readonly [string, Cell['answer']])[] {
  const late: Answer = { after: 4_000, then: HEALTHY_LATE[dependency] };
  const own = dependency === 'listUsers' ? Object.entries(PAGING) : [];
  return [...Object.entries(FAULTS), ['answers after 4 s', late], ...own];
}

/** Every cell. */
export const CELLS: readonly Cell[] = (Object.keys(CALLED_BY) as Dependency[]).flatMap((dependency) =>
  CALLED_BY[dependency].flatMap((source) =>
    (['cold', 'warm'] as const).flatMap((state) =>
      faultsOf(dependency).map(([fault, answer]) => ({ fault, answer, dependency, source, state })),
    ),
  ),
);

/** One cell of each kind of fault and of each dependency: what `npm test` runs. */
export function sampleOf(cells: readonly Cell[]): readonly Cell[] {
  const faults = [...new Set(cells.map(({ fault }) => fault))];
  return faults.flatMap((fault, index) => {
    const same = cells.filter((cell) => cell.fault === fault);
    return same[(index * 7) % same.length] ?? [];
  });
}
