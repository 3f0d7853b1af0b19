// Written by `npm run shapes -w apps/web` from contract/openapi.json; a test keeps the two equal.

export interface Me {
  readonly id: string;
  readonly handle: string;
  readonly name: string;
  readonly email: string | null;
  readonly roles: readonly string[];
  readonly registeredAt: string;
}

export interface Person {
  readonly id: string;
  readonly handle: string;
  readonly name: string;
  readonly bio: string;
  readonly sports: readonly string[];
  readonly location: string;
  readonly links: readonly string[];
  readonly joinedAt: string;
  readonly followers: number;
  readonly following: number;
}

export interface Post {
  readonly id: string;
  readonly author: {
    readonly id: string;
    readonly handle: string;
    readonly name: string;
  };
  readonly text: string;
  readonly createdAt: string;
  readonly editedAt?: string;
  readonly visibility: 'public' | 'followers' | 'only-me';
  readonly replyTo?: string;
  readonly mentions: readonly {
    readonly handle: string;
    readonly person: string;
  }[];
  readonly hashtags: readonly string[];
  readonly counts: {
    readonly kudos: number;
    readonly replies: number;
    readonly reposts: number;
  };
  readonly viewer: {
    readonly kudos: boolean;
    readonly reposted: boolean;
  };
}

export interface Browser {
  readonly name: string;
  readonly system?: string;
}

export interface Session {
  readonly id: string;
  readonly createdAt: string;
  readonly lastUsedAt: string;
  readonly browser?: Browser;
  readonly current: boolean;
}

export interface Sport {
  readonly slug: string;
  readonly name: string;
}

export interface InputFault {
  readonly in: 'body' | 'path' | 'query' | 'header';
  readonly path: string;
  readonly what: string;
  readonly expected?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly values?: readonly unknown[];
}

export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly requestId: string;
  readonly faults?: readonly InputFault[];
  readonly details?: Readonly<Record<string, unknown>>;
  readonly maximum?: number;
  readonly hint?: string;
}
