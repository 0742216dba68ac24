/** Parameter Store with versions, history and paths, as far as a deployment asks for it. */

type Json = Readonly<Record<string, unknown>>;
type Entry = {
  readonly Name: string;
  readonly Value: string;
  readonly Version: number;
  readonly LastModifiedDate: number;
};

/** The versions of each parameter, oldest first. */
export type Parameters = Map<string, readonly Entry[]>;

/** An answer of any service. */
export type Answer = { readonly status: number; readonly body: unknown };

/** An error as AWS words it. */
export function refusal(__type: string, message: string, status = 400): Answer {
  return { status, body: { __type, message, Message: message } };
}

/** Writes a parameter, and tells the version that it became. */
export function putParameter(parameters: Parameters, Name: string, Value: string): number {
  const versions = parameters.get(Name) ?? [];
  const Version = (versions.at(-1)?.Version ?? 0) + 1;
  parameters.set(Name, [...versions, { Name, Value, Version, LastModifiedDate: Date.now() / 1000 }]);
  return Version;
}

/** Answers one call. */
export function answerParameters(parameters: Parameters, operation: string, body: Json): Answer {
  const name = String(body['Name']);
  const versions = parameters.get(name);
  switch (operation) {
    case 'GetParameter':
      return versions === undefined ? missing(name) : done({ Parameter: versions.at(-1) });
    case 'GetParameterHistory':
      return versions === undefined ? missing(name) : done({ Parameters: versions });
    case 'GetParametersByPath': {
      const below = [...parameters.values()].flatMap((each) => each.slice(-1));
      return done({ Parameters: below.filter(({ Name }) => Name.startsWith(`${String(body['Path'])}/`)) });
    }
    case 'PutParameter':
      if (versions !== undefined && body['Overwrite'] !== true) return refusal('ParameterAlreadyExists', name);
      return done({ Version: putParameter(parameters, name, String(body['Value'])) });
    case 'DeleteParameter':
      return parameters.delete(name) ? done({}) : missing(name);
    default:
      for (const each of body['Names'] as readonly string[]) parameters.delete(each);
      return done({ DeletedParameters: body['Names'] });
  }
}

function done(body: unknown): Answer {
  return { status: 200, body };
}

function missing(name: string): Answer {
  return refusal('ParameterNotFound', name);
}
