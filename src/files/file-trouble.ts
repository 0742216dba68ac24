/**
 * Why a file could not be read, in words: the system's code alone tells most people nothing.
 */

/** Of a folder that is named as a file. */
export const IS_FOLDER = 'it is a folder';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'permission denied',
  EISDIR: IS_FOLDER,
  ENOTDIR: 'a part of its path is no folder',
  ELOOP: 'its symbolic links go in circles',
};

/** The reason in words; the code itself where there are none for it. */
export function fileTrouble(error: unknown): string {
  const code = codeOfTrouble(error);
  return REASONS[code] ?? code;
}

/** Whether it is a reason for which a file is not read at all, and not one that ends the reading of it. */
export function isFileTrouble(error: unknown): boolean {
  return REASONS[codeOfTrouble(error)] !== undefined;
}

/** The sentence for a file that somebody named. */
export function unreadableFile(file: string, error: unknown): string {
  return `\`${file}\` cannot be read: ${fileTrouble(error)}`;
}

function codeOfTrouble(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
}
