/**
 * Where compiled code is kept between runs: in a folder of one's own that nobody else can write to, or nowhere. Node's own
 * place is the shared temporary folder, where whoever comes first decides what runs. Plain JavaScript for any Node since 18.
 */
import { lstatSync, mkdirSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

const GROUP_AND_OTHERS_WRITE = 0o022;
const STICKY = 0o1000;

/** The folder, made if need be; null where no safe one can be had. */
export function compileCacheFolder(env = process.env) {
  try {
    const folder = join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'signup-guard', 'compiled');
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const real = realpathSync(folder);
    return isOwn(real) ? real : null;
  } catch {
    return null;
  }
}

/** The folder is ours alone, and nobody else can put another in its place anywhere on the way to it. */
function isOwn(folder) {
  const me = process.getuid?.();
  if (me === undefined) return true;
  const { mode, uid } = lstatSync(folder);
  if (uid !== me || (mode & GROUP_AND_OTHERS_WRITE) !== 0) return false;
  for (let above = dirname(folder); ; above = dirname(above)) {
    const stat = lstatSync(above);
    const closed = (stat.mode & GROUP_AND_OTHERS_WRITE) === 0 || (stat.mode & STICKY) !== 0;
    if ((stat.uid !== me && stat.uid !== 0) || !closed) return false;
    if (above === dirname(above)) return true;
  }
}
