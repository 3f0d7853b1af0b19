import { createHmac } from 'node:crypto';

/** The id of an address's stream: HMAC-SHA-256 with a secret of this installation. */
export type EmailId = (address: string) => string;

export const emailId =
  (secret: Uint8Array): EmailId =>
  (address) =>
    createHmac('sha256', secret).update(address.normalize('NFC').toLowerCase()).digest('hex');
