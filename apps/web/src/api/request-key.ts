const untilVersion = 'xxxxxxxx-xxxx-4'.length;

/**
 * A key for `Idempotency-Key`: a UUIDv7 (RFC 9562). It begins with the time, by which a server keeps the keys it has seen
 * side by side with their like.
 */
export function requestKey(): string {
  const time = Date.now().toString(16).padStart(12, '0');
  const random = crypto.randomUUID().slice(untilVersion);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random}`;
}
