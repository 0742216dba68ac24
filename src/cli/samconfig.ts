/**
 * What a deployment's settings in `samconfig.toml` take away from a policy: that they switch claims off. Finds lines by
 * their words, since a warning needs its place and no more; whether the file is good TOML is the SAM CLI's to say.
 */

/** Where the deployment of an environment switches claims off, counted from 1. */
type SwitchedOff = {
  readonly environment: string;
  readonly line: number;
  readonly column: number;
  readonly width: number;
};

/** `[prod.deploy.parameters]`, or any other section. */
const SECTION = /^\s*\[/u;
const OF_DEPLOYMENT = /^\s*\[[^\]]+\.(?:deploy|global)\.parameters\]/u;

/** Both ways in which SAM takes parameter overrides. */
const CLAIMS_OFF = /(?:Claims=|ParameterKey=Claims,ParameterValue=)\\?["']?disabled\b/u;
const ENVIRONMENT = /(?:Environment=|ParameterKey=Environment,ParameterValue=)\\?["']?(?<name>[a-z0-9-]+)/u;

/** What the template deploys where nothing else is said. */
const DEFAULT_ENVIRONMENT = 'dev';

/** Every line that switches claims off, with the environment that its section deploys. */
export function claimsSwitchedOff(lines: readonly string[]): readonly SwitchedOff[] {
  const starts = lines.flatMap((line, index) => (SECTION.test(line) ? [index] : []));
  return starts.flatMap((start, index) => {
    if (!OF_DEPLOYMENT.test(lines[start] ?? '')) return [];
    const section = lines.slice(start, starts[index + 1]).map((line) => (line.trim().startsWith('#') ? '' : line));
    const environment = ENVIRONMENT.exec(section.join('\n'))?.groups?.['name'] ?? DEFAULT_ENVIRONMENT;
    return section.flatMap((line, offset) => {
      const found = CLAIMS_OFF.exec(line);
      if (found === null) return [];
      return [{ environment, line: start + offset + 1, column: found.index + 1, width: found[0].length }];
    });
  });
}
