/**
 * The secret hash that an app client with a secret sends along (F8.1). The developer guide's prose says "concatenate and
 * base64"; the HMAC is what Cognito checks.
 */
import { createHmac } from 'node:crypto';

/** Base64 of HMAC-SHA-256 under the client secret of user name followed by client id. */
export function secretHash(userName: string, clientId: string, clientSecret: string): string {
  return createHmac('sha256', clientSecret).update(`${userName}${clientId}`).digest('base64');
}
