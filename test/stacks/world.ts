/** What an operation happens in: an account, a stack, and how the operation is disturbed. */
import type { LocalAws } from './local-aws.ts';
import type { Packages } from './packages.ts';
import type { Course, Stack } from './stack.ts';

export type World = {
  readonly aws: LocalAws;
  readonly packages: Packages;
  readonly stack: Stack;
  readonly course: Course;
};
