/** What of a report is looked at here. */
export interface Report {
  /** 0 to 100. */
  readonly scores: Readonly<Record<'performance' | 'accessibility' | 'best-practices' | 'seo', number>>;
  readonly lcpMs: number;
  readonly tbtMs: number;
  readonly layoutShift: number;
  /** What was found wanting: the audits of the categories that must be whole. */
  readonly wanting: readonly string[];
}

interface Result {
  readonly lhr: {
    readonly categories: Readonly<
      Record<
        string,
        { readonly score: number | null; readonly auditRefs: readonly { readonly id: string }[] }
      >
    >;
    readonly audits: Readonly<
      Record<
        string,
        { readonly title: string; readonly score: number | null; readonly numericValue?: number }
      >
    >;
    readonly runtimeError?: { readonly code: string; readonly message: string };
  };
}
type Lighthouse = (url: string, flags: object) => Promise<Result | undefined>;

const categories = ['performance', 'accessibility', 'best-practices', 'seo'] as const;
const whole = ['accessibility', 'best-practices'] as const;

// Named so that the rest of the tree can be checked without the packages of this folder.
const packageName: string = 'lighthouse';

/** The browser did not tell its story: that is nothing of the page's, and Lighthouse itself asks to be run again. */
const unrecorded = new Set(['NO_NAVSTART', 'NO_TRACING_STARTED']);
const recordingsMax = 3;

/** One run of Lighthouse as a phone on a slow line (its own defaults), in the browser that listens at the port. */
export async function lighthouse(url: string, port: number): Promise<Report> {
  const { default: run } = (await import(packageName)) as { default: Lighthouse };
  const flags = {
    port,
    output: 'json',
    logLevel: 'error',
    onlyCategories: categories,
    formFactor: 'mobile',
    disableFullPageScreenshot: true,
  };
  let result = await run(url, flags);
  for (let recordings = 1; recordings < recordingsMax && isUnrecorded(result); recordings++) {
    console.error(`  Lighthouse could not record ${url}; it is run again.`);
    result = await run(url, flags);
  }
  if (!result || result.lhr.runtimeError)
    throw new Error(`Lighthouse did not measure ${url}: ${result?.lhr.runtimeError?.message ?? 'no result'}`);
  const { audits, categories: found } = result.lhr;
  const score = (name: string): number => Math.round((found[name]?.score ?? 0) * 100);
  const numeric = (name: string): number => audits[name]?.numericValue ?? Number.NaN;
  return {
    scores: {
      performance: score('performance'),
      accessibility: score('accessibility'),
      'best-practices': score('best-practices'),
      seo: score('seo'),
    },
    lcpMs: numeric('largest-contentful-paint'),
    tbtMs: numeric('total-blocking-time'),
    layoutShift: numeric('cumulative-layout-shift'),
    wanting: whole.flatMap((name) =>
      (found[name]?.auditRefs ?? []).flatMap(({ id }) => {
        const audit = audits[id];
        return audit && audit.score !== null && audit.score < 1 ? [`${name}: ${audit.title}`] : [];
      }),
    ),
  };
}

const isUnrecorded = (result: Result | undefined): boolean =>
  unrecorded.has(result?.lhr.runtimeError?.code ?? '');
