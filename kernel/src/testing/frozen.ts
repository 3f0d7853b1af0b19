/** The same value, which can no longer be changed: a fold that does so is seen at once, not after a restart. */
export function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  if (!Array.isArray(value) && Object.getPrototypeOf(value) !== Object.prototype) return value;
  Object.freeze(value);
  for (const one of Object.values(value)) frozen(one);
  return value;
}
