const dayS = 24 * 60 * 60;

/** How long what a session holds is good for. Known to clients and other services by the answers alone. */
export const lifetimes = {
  accessTokenS: 10 * 60,
  /** A lost answer may be asked for again this long after a refresh (FAPI 2.0 security profile, section 5.3.2.1). */
  graceS: 10,
  idleS: 30 * dayS,
  sessionS: 90 * dayS,
} as const;
