/** The operations of the operator's API in the words of a sentence: "kai rebuilt posts/post-page". */
const texts: Readonly<Record<string, string>> = {
  PauseConsumers: 'paused',
  ResumeConsumers: 'resumed',
  RebuildViews: 'rebuilt',
  CancelRebuild: 'cancelled the rebuild of',
  RollBackView: 'rolled back',
  RetireBuild: 'dropped the earlier build of',
  RetryDeadLetters: 'retried',
  RetryMatching: 'retried all alike of',
  SkipDeadLetter: 'skipped',
  VerifyViews: 'compared with the log:',
  VerifyLog: 'verified the log',
  MoveAway: 'moved the community to',
  BackUp: 'backed up to',
  ProveBackup: 'proved the backup',
  SuspendAccount: 'suspended',
  RestoreAccount: 'restored',
  EraseAccountFor: 'erased',
  EndAccountSessions: 'ended all sessions of',
  GiveRole: 'changed the role of',
  BrowseEvents: 'saw what is personal in events of',
  FollowEvents: 'followed what is personal in events of',
  ReadEvent: 'saw what is personal in event',
  TraceEvent: 'saw what is personal around event',
  ReadStream: 'saw what is personal in',
  ReadBacklog: 'saw what is personal before',
  ListDeadLetters: 'saw what is personal in dead letters',
};

export const actNames: readonly string[] = Object.keys(texts);

export const actText = ({ act }: { readonly act: string }): string => texts[act] ?? act;
