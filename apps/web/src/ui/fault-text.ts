import { Refused, Unreachable } from '../api/failure.ts';
import { t } from '../i18n/locale.ts';
import { refusalText } from '../i18n/refusal-text.ts';

/** What failed, in words a reader can use. */
export function faultText(error: unknown): string {
  if (error instanceof Unreachable) return t('fault.unreachable');
  if (!(error instanceof Refused)) return t('fault.here');
  const { status, detail } = error.problem;
  const known = refusalText(error.problem, error.afterChange);
  if (known !== undefined) return known;
  if (status === 429) return t('fault.tooMany');
  if (status === 503) return t('fault.busy');
  return detail;
}
