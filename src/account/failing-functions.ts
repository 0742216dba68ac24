/**
 * Functions of the run that fail in every way in which the trigger may, so that the alarms' filters are put to the lines that
 * Lambda really writes. No pool calls them, and the trigger itself is left alone. Their runtime and form of log are the
 * trigger's.
 */

/** How each ends. */
export const FAILURES = {
  'load failure': { Handler: 'missing.handler', counts: true },
  'time-out': { Handler: 'index.hangs', counts: true },
  exit: { Handler: 'index.exits', counts: true },
  exception: { Handler: 'index.throws', counts: true },
  refusal: { Handler: 'index.refuses', counts: false },
  answer: { Handler: 'index.answers', counts: false },
} as const;

/** One of them. */
export type MadeFailure = keyof typeof FAILURES;

/** All of them. */
export const FAILURE_NAMES = Object.keys(FAILURES) as readonly MadeFailure[];

/** Their source: text, because CloudFormation takes it inside the template. */
const SOURCE = `
exports.hangs = () => new Promise((done) => setTimeout(done, 5000));
exports.exits = () => process.exit(1);
exports.throws = async () => { throw new TypeError('made on purpose'); };
exports.refuses = async () => { throw Object.assign(new Error('made on purpose'), { name: 'SignUpRefused' }); };
exports.answers = async (event) => event;
`;

/** Seconds; the one that hangs goes on for longer. */
const TIMEOUT = 2;

/** The resources, by logical name; `common` is what every function of the run has. */
export function failingFunctions(nameOf: (failure: MadeFailure) => string, common: object) {
  return Object.fromEntries(
    FAILURE_NAMES.map((failure, nth) => [
      `Failing${nth}`,
      {
        Type: 'AWS::Lambda::Function',
        Properties: {
          ...common,
          FunctionName: nameOf(failure),
          Handler: FAILURES[failure].Handler,
          Timeout: TIMEOUT,
          LoggingConfig: { LogFormat: 'Text' },
          Code: { ZipFile: SOURCE },
        },
      },
    ]),
  );
}
