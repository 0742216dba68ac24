/**
 * A lab whose policy approves the invited and nobody else, with the key that invites.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newKeyPair, setMember } from '../../src/attester/key-pair.ts';
import { type LabProcess, startLabProcess } from './lab-process.ts';

/** The lab, its folder, and the private key as `signup-guard key` writes it. */
export type InvitedLab = {
  readonly lab: LabProcess;
  readonly folder: string;
  readonly privateKey: string;
  readonly stop: () => Promise<void>;
};

/** Starts one. */
export async function startInvitedLab(): Promise<InvitedLab> {
  const folder = mkdtempSync(join(tmpdir(), 'invited-'));
  const pair = newKeyPair('EdDSA');
  if (!pair.ok) throw new Error(pair.error);
  writeFileSync(join(folder, 'keys.jwks.json'), JSON.stringify({ keys: [setMember(pair.value.publicKey)] }));
  const policy = join(folder, 'invited.yaml');
  writeFileSync(
    policy,
    `version: 1
mode: enforce
attesters: [{ id: invitations, keys: { file: keys.jwks.json }, maxAge: 7d }]
rules: [{ id: invited, when: { emailAttested: [invitations] }, then: approve, verify: [email] }]
otherwise: code
`,
  );
  const lab = await startLabProcess(['--policy', policy]);
  const stop = async () => {
    await lab.stop();
    rmSync(folder, { recursive: true });
  };
  return { lab, folder, privateKey: JSON.stringify(pair.value.privateJwk), stop };
}
