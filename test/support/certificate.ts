/**
 * A certificate for the loopback, made by `openssl` each time, so that no key stands in the repository. AWS answers over
 * HTTPS alone, and over HTTP the SDK loads what HTTPS never needs.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Key and certificate, and the file that a process trusts it by (`NODE_EXTRA_CA_CERTS`). */
export type Certificate = { readonly key: Buffer; readonly cert: Buffer; readonly certFile: string };

/** Makes a certificate of an elliptic curve, as AWS has, for a day. */
export function makeCertificate(): Certificate {
  const folder = mkdtempSync(join(tmpdir(), 'signup-guard-tls-'));
  const [keyFile, certFile] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1', '-days', '1'];
  execFileSync('openssl', ['req', '-x509', ...curve, ...subject, '-keyout', keyFile, '-out', certFile], {
    stdio: 'ignore',
  });
  return { key: readFileSync(keyFile), cert: readFileSync(certFile), certFile };
}
