/**
 * SSM parameters in memory, with the last 100 versions of each (F7.1). Knows nothing of policies.
 */

/** What SSM holds. */
export const PARAMETER_TYPES = ['String', 'StringList', 'SecureString'] as const;

/** One version of a parameter. */
export type Parameter = {
  readonly name: string;
  readonly type: (typeof PARAMETER_TYPES)[number];
  readonly value: string;
  readonly version: number;
  readonly modifiedAt: number;
  readonly description: string;
};

/** Parameters by name. */
export interface LabParameters {
  /** The newest version, or the one that `name:version` asks for. */
  get(selector: string): Parameter | undefined;
  /** Writes the next version; undefined when it exists and may not be overwritten. */
  put(
    name: string,
    type: Parameter['type'],
    value: string,
    overwrite: boolean,
    description?: string,
  ): Parameter | undefined;
  /** Every version, oldest first. */
  history(name: string): readonly Parameter[];
  /** Whether there was one to remove. */
  remove(name: string): boolean;
  /** Parameters below a path, by name; only direct children unless recursive. */
  below(path: string, recursive: boolean): readonly Parameter[];
}

/** How many versions are kept. */
const KEPT = 100;

/** Creates an empty store. */
export function createLabParameters(now: () => number): LabParameters {
  const versions = new Map<string, readonly Parameter[]>();
  return {
    get: (selector) => {
      const [name = '', version] = selector.split(':');
      const kept = versions.get(name);
      return version === undefined ? kept?.at(-1) : kept?.find((one) => String(one.version) === version);
    },
    put: (name, type, value, overwrite, description = '') => {
      const kept = versions.get(name) ?? [];
      if (kept.length > 0 && !overwrite) return undefined;
      const next: Parameter = {
        name,
        type,
        value,
        version: (kept.at(-1)?.version ?? 0) + 1,
        modifiedAt: now(),
        description,
      };
      versions.set(name, [...kept, next].slice(-KEPT));
      return next;
    },
    history: (name) => versions.get(name) ?? [],
    remove: (name) => versions.delete(name),
    below: (path, recursive) => {
      const folder = path.endsWith('/') ? path : `${path}/`;
      return [...versions.values()]
        .flatMap((kept) => kept.at(-1) ?? [])
        .filter(({ name }) => name.startsWith(folder) && (recursive || !name.slice(folder.length).includes('/')))
        .sort((a, b) => (a.name < b.name ? -1 : 1));
    },
  };
}
