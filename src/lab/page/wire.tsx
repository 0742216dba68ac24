/**
 * How to reach the same pool without this page: the article's own command line.
 */
import type { LabView } from '../page-api/view.ts';

/** Commands to copy. */
export function Wire({ view }: { readonly view: LabView }) {
  return (
    <details class="card wire">
      <summary>
        <h2>By command line</h2>
      </summary>
      <p class="faint">The pool speaks Cognito’s own protocol. Any credentials will do.</p>
      <pre>{commands(view)}</pre>
    </details>
  );
}

function commands({ endpoint, clientId, clientSecret, userPoolId }: LabView): string {
  return `export AWS_ENDPOINT_URL=${endpoint} AWS_DEFAULT_REGION=us-east-1
export AWS_ACCESS_KEY_ID=lab AWS_SECRET_ACCESS_KEY=lab

HASH=$(npx signup-guard secret-hash --username ann \\
  --client-id ${clientId} \\
  --client-secret ${clientSecret})

aws cognito-idp sign-up --username ann --secret-hash "$HASH" \\
  --client-id ${clientId} \\
  --password 'Correct-horse-1' \\
  --user-attributes Name=email,Value=ann@example.com

aws cognito-idp admin-get-user --username ann \\
  --user-pool-id ${userPoolId}`;
}
