import { createHmac } from 'node:crypto';
import { Fault, type Deliver } from '@touchline/kernel';

interface WebhookOptions {
  readonly url: string;
  /** Signs each body, so that the receiver knows who sent it. */
  readonly secret: Uint8Array;
  readonly send?: typeof fetch;
}

/** Another system may be at its limit or being restarted; any other 4xx would be the same the next time. */
const comesAgain = new Set([408, 409, 425, 429]);

/**
 * Delivers messages as POST requests with a JSON body. `Idempotency-Key` is the same at every attempt;
 * `Touchline-Signature` is the HMAC-SHA-256 of the body. Any 2xx is taken for delivered.
 */
export function webhook({ url, secret, send = fetch }: WebhookOptions): Deliver {
  return async ({ id, message, payload, signal }) => {
    const body = JSON.stringify({ id, message, payload });
    const answer = await send(url, {
      method: 'POST',
      body,
      signal,
      redirect: 'error', // A signed body goes to the address that was configured and to no other.
      headers: {
        'content-type': 'application/json',
        'idempotency-key': id,
        'touchline-signature': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
      },
    });
    await answer.body?.cancel();
    if (answer.ok) return;
    const { status } = answer;
    const retryable = status >= 500 || comesAgain.has(status);
    throw new Fault('internal', `The webhook answered ${status}.`, { retryable });
  };
}
