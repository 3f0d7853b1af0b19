/** What the home feeds of one process may take. */
export interface HomeFeedLimits {
  /** Windows kept, of the people seen last. */
  readonly windowsMax: number;
  /** Ids in a window, at least 2; older ones are merged when asked for. */
  readonly idsMax: number;
  /** Authors with more hearers than this are not pushed to each of them, but picked up by those who read. */
  readonly pullAbove: number;
  /** Deliveries done in one slice, between requests. */
  readonly sliceMax: number;
  /** Posts remembered since they were published, for windows being loaded and deliveries under way. */
  readonly recentMax: number;
  /** Posts of much-heard authors remembered, for those who read. */
  readonly pulledMax: number;
  /** Windows loaded at once, and people who may wait for their turn. */
  readonly loadsMax: number;
  readonly loadsWaitingMax: number;
  /** Authors one person hears. */
  readonly heardMax: number;
  /** Kudos and reposts remembered while a window is loaded. */
  readonly changesMax: number;
  /** Ids remembered so that all windows hold one string of each; a multiple of 4. */
  readonly sharedIdsMax: number;
}

export const homeFeedLimits: HomeFeedLimits = {
  windowsMax: 20_000,
  idsMax: 256,
  pullAbove: 50_000,
  sliceMax: 1_000,
  recentMax: 65_536,
  pulledMax: 4_096,
  loadsMax: 32,
  loadsWaitingMax: 2_000,
  heardMax: 7_500,
  changesMax: 1_000,
  sharedIdsMax: 262_144,
};
