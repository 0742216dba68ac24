/**
 * How to reach the same pool without this page: the article's own command line.
 */
import { useState } from 'preact/hooks';
import type { LabView } from '../page-api/view.ts';

/** Commands to copy. */
export function Wire({ view }: { readonly view: LabView }) {
  return (
    <details class="card wire">
      <summary>
        <h2>By command line</h2>
      </summary>
      <p class="faint">The pool speaks Cognito’s own protocol. Any credentials will do.</p>
      <Copy text={commands(view)} />
      <pre>{commands(view)}</pre>
    </details>
  );
}

/** Copies a text, and says so. */
function Copy({ text }: { readonly text: string }) {
  const [said, setSaid] = useState('');
  const copy = async () => {
    const copied = await navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    );
    setSaid(copied ? 'Copied.' : 'The browser does not let this page copy.');
  };
  return (
    <p>
      <button type="button" class="quiet" onClick={() => void copy()}>
        Copy the commands
      </button>{' '}
      <output class="faint">{said}</output>
    </p>
  );
}

function commands({ endpoint, clientId, clientSecret, userPoolId, pool }: LabView): string {
  const name = pool === 'username' ? 'ann@example.com' : 'ann';
  const attributes = pool === 'username' ? '' : ` \\\n  --user-attributes Name=email,Value=ann@example.com`;
  return `export AWS_ENDPOINT_URL=${endpoint} AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1
export AWS_ACCESS_KEY_ID=lab AWS_SECRET_ACCESS_KEY=lab

HASH=$(npx signup-guard secret-hash --username ${name} \\
  --client-id ${clientId} \\
  --client-secret ${clientSecret})

aws cognito-idp sign-up --username ${name} --secret-hash "$HASH" \\
  --client-id ${clientId} \\
  --password 'Correct-horse-1'${attributes}

aws cognito-idp admin-get-user --username ${name} \\
  --user-pool-id ${userPoolId}`;
}
