/**
 * What a sign-up page does, as each client library offers it: one shape, so that the same flow is put to all of them. An
 * error is what the library throws, its name and its text untouched.
 */
import type { LabProcess } from '../../support/lab-process.ts';

/** Attributes by name. */
export type Attributes = Readonly<Record<string, string>>;

/** A client library in the hands of a page. It remembers who is signed in, as libraries do. */
export interface ClientLibrary {
  /** Whether the user is confirmed at once. */
  signUp(user: string, password: string, attributes: Attributes): Promise<boolean>;
  confirm(user: string, code: string): Promise<unknown>;
  resend(user: string): Promise<unknown>;
  /** Gives the access token. */
  signIn(user: string, password: string): Promise<string>;
  /** Gives the new access token. */
  refresh(): Promise<string>;
  attributes(): Promise<Attributes>;
  setName(name: string): Promise<unknown>;
  changePassword(previous: string, proposed: string): Promise<unknown>;
  forgot(user: string): Promise<unknown>;
  newPassword(user: string, code: string, password: string): Promise<unknown>;
  /** Ends every sign-in of the user. */
  signOut(): Promise<unknown>;
  remove(): Promise<unknown>;
  /** Ends what the library needed. */
  close(): Promise<void>;
}

/** How a library is put to a lab. */
export type Open = (lab: LabProcess) => ClientLibrary;

/** What a library threw. */
export type Thrown = { readonly name: string; readonly message: string };
