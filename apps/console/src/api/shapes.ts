// Written by `npm run shapes -w apps/console` from contract/openapi.json; a test keeps the two equal.

export type SeenEvent = {
  readonly partition: number;
  readonly position: number;
  readonly stream: string;
  readonly version: number;
  readonly type: string;
  readonly schema: number;
  readonly at: string;
  readonly actor: string | null;
  readonly meta: {
    readonly correlation?: string;
    readonly cause?: string;
    readonly traceparent?: string;
  } | null;
  readonly data: unknown;
  readonly note?: string;
};

export type Change = {
  readonly path: string;
  readonly kind: 'added' | 'removed' | 'changed';
  readonly before?: unknown;
  readonly after?: unknown;
};

export type Act = {
  readonly id: string;
  readonly act: string;
  readonly on: string;
  readonly reason: string | null;
  readonly details: string;
  readonly by: string | null;
  readonly begunAt: string;
  readonly end: {
    readonly at: string;
    readonly outcome: 'done' | 'refused' | 'failed';
    readonly told: string;
  } | null;
};

export type ReadOverview = {
  readonly caller: {
    readonly actor: string | null;
    readonly role: 'viewer' | 'operator' | 'administrator';
  };
  readonly now: string;
  readonly startedAt: string;
  readonly log: {
    readonly heads: readonly number[];
    readonly events: number;
    readonly written: readonly number[];
    readonly everyS: number;
    readonly durability: string;
    readonly engine: string;
  };
  readonly worst: {
    readonly target: string;
    readonly lagEvents: number;
    readonly lagS: number;
    readonly leftS: number | null;
    readonly lag: readonly number[];
  } | null;
  readonly consumers: {
    readonly all: number;
    readonly paused: number;
    readonly failing: number;
  };
  readonly deadLetters: {
    readonly events: number;
    readonly kinds: number;
    readonly messages: number;
    readonly oldestSince: string | null;
  };
  readonly commands: {
    readonly windowS: number;
    readonly perS: number;
    readonly p50Ms: number | null;
    readonly p99Ms: number | null;
    readonly refused: number;
    readonly failed: number;
  };
  readonly liveStreams: number;
  readonly disk: {
    readonly freeBytes: number;
    readonly totalBytes: number;
    readonly dataBytes: number;
  } | null;
  readonly memoryBytes: number;
  readonly rebuilds: readonly {
    readonly target: string;
    readonly state: string;
    readonly share: number;
  }[];
};

export type ReadServices = {
  readonly services: readonly ({
    readonly name: string;
    readonly about: string;
    readonly streams: readonly {
      readonly name: string;
      readonly about: string;
      readonly events: readonly string[];
    }[];
    readonly events: readonly {
      readonly type: string;
      readonly about: string;
      readonly version: number;
      readonly published: boolean;
      readonly personal: readonly string[];
    }[];
    readonly commands: readonly ({
      readonly type: string;
      readonly about: string;
      readonly route: string | null;
      readonly access: string;
      readonly stream: string;
    })[];
    readonly queries: readonly {
      readonly name: string;
      readonly about: string;
      readonly route: string;
      readonly access: string;
      readonly uses: readonly string[];
    }[];
    readonly views: readonly {
      readonly name: string;
      readonly about: string;
      readonly reads: readonly string[];
    }[];
    readonly memoryViews: readonly {
      readonly name: string;
      readonly about: string;
      readonly reads: readonly string[];
    }[];
    readonly policies: readonly {
      readonly name: string;
      readonly about: string;
      readonly reads: readonly string[];
    }[];
    readonly live: readonly {
      readonly name: string;
      readonly about: string;
      readonly reads: readonly string[];
    }[];
  })[];
};

export type ListActs = { readonly acts: readonly Act[]; readonly next?: string };

export type BrowseEvents = {
  readonly events: readonly SeenEvent[];
  readonly next?: string;
  readonly end: boolean;
  readonly scanned: number;
};

export type ReadEvent = {
  readonly event: SeenEvent;
  readonly readers: readonly ({
    readonly target: string;
    readonly kind: 'view' | 'memory-view' | 'policy';
    readonly state: 'done' | 'waiting' | 'parked';
    readonly rows: readonly string[];
  })[];
  readonly told: readonly {
    readonly service: string;
    readonly topic: string;
    readonly kind: string;
    readonly channels: readonly string[];
  }[];
};

export type TraceEvent = {
  readonly correlation: string | null;
  readonly events: readonly ({ readonly event: SeenEvent; readonly cause: string | null })[];
  readonly scanned: number;
  readonly whole: boolean;
};

export type ReadStream = {
  readonly stream: string;
  readonly service: string | null;
  readonly version: number;
  readonly head: number;
  readonly state: unknown;
  readonly compared?: readonly Change[];
  readonly steps: readonly { readonly event: SeenEvent; readonly changes: readonly Change[] }[];
};

export type ReadViewStatus = {
  readonly heads: readonly number[];
  readonly services: readonly ({
    readonly service: string;
    readonly readers: readonly ({
      readonly kind: 'view';
      readonly name: string;
      readonly version: number;
      readonly rows: number;
      readonly builds: readonly ({
        readonly build: number;
        readonly role: 'live' | 'previous' | 'building';
        readonly applied: number;
        readonly state: 'running' | 'following' | 'paused' | 'failing' | 'stopped';
        readonly cursors: readonly number[];
        readonly lagEvents: number;
        readonly lagS: number;
        readonly parked: number;
      })[];
      readonly standIn?: { readonly version: number; readonly build: number };
      readonly rebuild?: {
        readonly view: string;
        readonly build: number;
        readonly state: string;
        readonly done: number;
        readonly total: number;
        readonly rate: number;
        readonly leftS: number | null;
        readonly finding?: string;
      };
    } | {
      readonly kind: 'memory-view' | 'policy';
      readonly name: string;
      readonly state: 'running' | 'following' | 'paused' | 'failing' | 'stopped';
      readonly cursors: readonly number[];
      readonly lagEvents: number;
      readonly lagS: number;
      readonly parked: number;
    })[];
  })[];
};

export type ListSubscriptions = {
  readonly everyS: number;
  readonly subscriptions: readonly ({
    readonly target: string;
    readonly kind: 'view' | 'memory-view' | 'policy';
    readonly about: string;
    readonly reads: readonly string[];
    readonly state: 'running' | 'paused' | 'failing' | 'stopped';
    readonly cursors: readonly number[];
    readonly lagEvents: number;
    readonly lagS: number;
    readonly parked: number;
    readonly lag: readonly number[];
    readonly ratePerS: number;
    readonly leftS: number | null;
    readonly view?: {
      readonly version: number;
      readonly rows: number;
      readonly builds: readonly ({
        readonly build: number;
        readonly role: 'live' | 'previous' | 'building';
      })[];
    };
  })[];
};

export type ReadBacklog = {
  readonly target: string;
  readonly events: readonly SeenEvent[];
  readonly lagEvents: number;
};

export type PlanRebuild = {
  readonly views: readonly ({
    readonly target: string;
    readonly kind: 'view' | 'memory-view';
    readonly rows: number;
    readonly folds: number;
    readonly exact: boolean;
    readonly dropsBuild: number | null;
  })[];
  readonly log: number;
};

export type VerifyViews = {
  readonly view: string;
  readonly build: number;
  readonly state: string;
  readonly done: number;
  readonly total: number;
  readonly rate: number;
  readonly leftS: number | null;
  readonly finding?: string;
  readonly target: string;
  readonly number: number;
  readonly of: number;
  readonly kind: 'progress';
} | {
  readonly kind: 'done';
  readonly views: readonly ({
    readonly target: string;
    readonly rows: number;
    readonly differences: number;
    readonly examples: readonly { readonly where: string; readonly what: string }[];
  } | { readonly target: string; readonly skipped: string })[];
} | {
  readonly kind: 'fault';
  readonly code: string;
  readonly detail: string;
};

export type ListDeadLetters = {
  readonly events: readonly {
    readonly id: string;
    readonly service: string;
    readonly consumer: string;
    readonly sequence: string;
    readonly error: string;
    readonly attempts: number;
    readonly since: string;
    readonly event: SeenEvent;
  }[];
  readonly messages: readonly {
    readonly id: string;
    readonly key: string;
    readonly kind: string;
    readonly attempts: number;
    readonly error: string;
  }[];
  readonly skipped: readonly ({
    readonly id: string;
    readonly type: string;
    readonly stream: string;
    readonly sequence: string;
    readonly error: string;
    readonly reason: string;
    readonly by: string | null;
    readonly at: string;
  })[];
};

export type GroupDeadLetters = {
  readonly groups: readonly {
    readonly service: string;
    readonly consumer: string;
    readonly type: string;
    readonly error: string;
    readonly failed: number;
    readonly waiting: number;
    readonly sequences: number;
    readonly firstSince: string;
    readonly lastSince: string;
    readonly sample: string;
  }[];
  readonly events: number;
  readonly messages: number;
};

export type CountDeadLetters = { readonly events: number };

export type RetryMatching = {
  readonly kind: 'progress' | 'done';
  readonly done: number;
  readonly left: number;
  readonly total: number;
} | {
  readonly kind: 'fault';
  readonly code: string;
  readonly detail: string;
};

export type VerifyLog = {
  readonly kind: 'progress';
  readonly done: number;
  readonly total: number;
  readonly rate: number;
  readonly leftS: number | null;
} | {
  readonly kind: 'done';
  readonly events: number;
  readonly partitions: readonly {
    readonly partition: number;
    readonly head: number;
    readonly checksum: string;
  }[];
  readonly damage: readonly {
    readonly partition: number;
    readonly position: number;
    readonly what: string;
  }[];
} | {
  readonly kind: 'fault';
  readonly code: string;
  readonly detail: string;
};

export type ProveBackup = { readonly events: number; readonly proved: string };

export type ListBackups = { readonly made: readonly Act[]; readonly proved: readonly Act[] };

export type ListHandles = { readonly handles: Readonly<Record<string, unknown>> };
