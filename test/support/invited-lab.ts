/**
 * A lab whose policy approves the invited and nobody else, with the key that invites.
 */
import { newKeyPair, setMember } from '../../src/attester/key-pair.ts';
import { type LabProcess, startLabWith } from './lab-process.ts';

/** The lab, its folder, and the private key as `signup-guard key` writes it. */
export type InvitedLab = {
  readonly lab: LabProcess;
  readonly folder: string;
  readonly privateKey: string;
  readonly stop: () => Promise<unknown>;
};

const POLICY = `version: 1
mode: enforce
attesters: [{ id: invitations, keys: { file: keys.jwks.json }, maxAge: 7d }]
rules: [{ id: invited, when: { emailAttested: [invitations] }, then: approve, verify: [email] }]
otherwise: code
`;

/** Starts one. */
export async function startInvitedLab(): Promise<InvitedLab> {
  const pair = newKeyPair('EdDSA');
  if (!pair.ok) throw new Error(pair.error);
  const others = { 'keys.jwks.json': JSON.stringify({ keys: [setMember(pair.value.publicKey)] }) };
  const lab = await startLabWith(POLICY, { others });
  return { lab, folder: lab.folder, privateKey: JSON.stringify(pair.value.privateJwk), stop: lab.stop };
}
