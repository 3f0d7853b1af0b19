import type { Hono } from 'hono';
import type { Clock } from '../clock.ts';
import type { Access, Caller } from '../command.ts';
import type { ContractInfo } from '../contract/contract-info.ts';
import type { Awaitable } from '../look.ts';
import type { Dispatch } from '../runtime/dispatch.ts';
import type { Tracer } from '../tracer.ts';
import type { BrowserOptions } from './browser/browser-options.ts';
import type { BrowserSession } from './browser/browser-session.ts';
import type { LiveOptions } from './live/live-options.ts';
import type { Admission } from './admission.ts';
import type { EdgeContext, EdgeEnv } from './edge-request.ts';

export interface HttpOptions {
  readonly dispatch: Dispatch;
  /** The caller a bearer token stands for; `undefined` when the token is no good. */
  readonly authenticate: (token: string) => Awaitable<Caller | undefined>;
  /** Sessions kept in cookies; without it cookies mean nothing. */
  readonly browser?: BrowserOptions;
  readonly limits?: Partial<HttpLimits>;
  /** Proxies in front of this server that can be trusted to say whom they answer (`X-Forwarded-For`). Default 0. */
  readonly proxies?: number;
  readonly clock?: Clock;
  readonly newId?: () => string;
  /** Title and version of the contract documents. */
  readonly info?: ContractInfo;
  /** The documents to serve, where they hold more than the declarations give. Made when first asked for. */
  readonly documents?: () => { readonly openApi: object; readonly asyncApi: object };
  /** Hears of every request; where one says in `traceparent` what it belongs to, it goes on there. */
  readonly tracer?: Tracer;
  /** Called once per answered request, for metrics and the access log. */
  readonly onRequest?: (seen: RequestSeen) => void;
  /** Called with what a client is not told: causes of 500 and 507. */
  readonly onError?: (error: unknown, requestId: string) => void;
  /** Whether this process should get traffic. Default: always. */
  readonly ready?: () => Awaitable<Readiness>;
  /** The text of `/metrics`; without it there is no such route. */
  readonly metrics?: () => Awaitable<string>;
  /** Live updates at `/v1/live`; without it there is no such route. */
  readonly live?: LiveOptions;
  /** What GET answers where no route is: pages and files of an app. `undefined`: there is nothing. */
  readonly page?: (c: EdgeContext, requestId: string) => Awaitable<Response | undefined>;
  /** Routes that are not commands or queries: uploads, pages. Middleware does not reach declared routes. */
  readonly extra?: (app: Hono<EdgeEnv>, edge: Edge) => void;
}

export interface HttpLimits {
  /** Queries worked on at once. */
  readonly readsInFlightMax: number;
  /** Commands worked on at once. */
  readonly writesInFlightMax: number;
  /** Longest body of a command that declares no `bodyMax`. */
  readonly bodyBytesMax: number;
}

export const defaultLimits: HttpLimits = {
  readsInFlightMax: 1000,
  writesInFlightMax: 1000,
  bodyBytesMax: 16 * 1024,
};

export interface RequestSeen {
  /** The declared path, e.g. `/v1/posts/:post`; `none` for unknown ones, so that labels stay few. */
  readonly route: string;
  readonly method: string;
  readonly status: number;
  readonly ms: number;
  readonly requestId: string;
}

export interface Readiness {
  readonly ready: boolean;
  /** What is being waited for, also where that keeps nobody out. */
  readonly reasons: readonly string[];
  /** How safe an answered write is, in words. */
  readonly durability?: string;
  /** What can be lost although it was answered; empty where nothing can. */
  readonly unsafe?: readonly string[];
}

/** What every route of one app shares. */
export interface Edge {
  readonly options: HttpOptions;
  readonly limits: HttpLimits;
  readonly reads: Admission;
  readonly writes: Admission;
  readonly browser: BrowserSession | undefined;
  /** Who asks, or the answer that says why not. With `header` cookies mean nothing: who logs in is nobody yet. */
  caller(
    c: EdgeContext,
    access: Access,
    requestId: string,
    from?: 'header' | 'cookie',
  ): Awaitable<Caller | Response>;
  /** The client's own request id, or a new one. */
  requestId(c: EdgeContext): string;
  /** A handler around `answer`: request id, faults, metrics. */
  handler(route: string, answer: Answer): (c: EdgeContext) => Promise<Response>;
}

/** `sentId` is the client's own request id, where it sent a sane one. */
export type Answer = (
  c: EdgeContext,
  requestId: string,
  sentId: string | undefined,
  traceparent: string | undefined,
) => Awaitable<Response>;
