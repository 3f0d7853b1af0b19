/** Sessions of browsers, kept in cookies that scripts cannot read. */
export interface BrowserOptions {
  /** Where people reach this server: `https://club.example`. Without it, only loopback addresses are taken for own. */
  readonly origin?: string | undefined;
  /** How long the cookies are kept: as long as a session may rest. */
  readonly keptS: number;
}
