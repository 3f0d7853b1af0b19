import { isRefusal, type Refusal } from '../refusal.ts';
import type { Host, Verified } from '../runtime/index.ts';
import { rebuildable, type Rebuilding } from './rebuild.ts';
import { targetText, viewOf, type TargetRefusal } from './target.ts';

export interface VerifiedViews {
  readonly views: readonly (Verified & { readonly target: string })[];
}

/**
 * VW17: builds a view (`posts/post`), a service's views, or `all` once more from the log, one after the other, and
 * compares them with what is read. Nothing is changed; what differs is mended by a rebuild. Given up when `signal` aborts.
 */
export async function verifyViews(
  host: Host,
  text: string,
  onProgress: (progress: Rebuilding) => void = () => {},
  signal?: AbortSignal,
): Promise<VerifiedViews | TargetRefusal | Refusal<'rebuild-under-way'>> {
  const targets = rebuildable(host, text);
  if (isRefusal(targets)) return targets;
  const views: VerifiedViews['views'][number][] = [];
  const some = targets.filter(({ kind }) => kind === 'view');
  for (const [i, target] of some.entries()) {
    const place = { target: targetText(target), number: i + 1, of: some.length };
    const verified = await viewOf(host, target).verify(
      (progress) => onProgress({ ...progress, ...place }),
      signal,
    );
    views.push({ ...verified, target: place.target });
  }
  return { views };
}
