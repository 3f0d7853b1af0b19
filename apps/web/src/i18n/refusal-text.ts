import type { InputFault, Problem } from '../api/shapes.ts';
import type { Key } from './catalogue.ts';
import { en } from './en.ts';
import { locale, t } from './locale.ts';

const isKey = (key: string): key is Key => Object.hasOwn(en, key);

/**
 * A refusal in the reader's language, where it knows the code. A limit stands as a number in the server's words. What
 * cannot be shown yet after a change was made is told so that nobody makes the change again.
 */
export function refusalText(
  { code, detail }: Pick<Problem, 'code' | 'detail'>,
  afterChange = false,
): string | undefined {
  const key = afterChange && code === 'not-yet-visible' ? 'refused.saved-not-shown' : `refused.${code}`;
  if (!isKey(key)) return undefined;
  const limit = /\d+/.exec(detail)?.[0];
  if (limit === undefined && JSON.stringify(en[key]).includes('{n}')) return undefined;
  return t(key, limit === undefined ? {} : { n: Number(limit) });
}

/** What is wrong with a text of a form. English may keep the server's words, which say more. */
export function fieldFaultText(fault: InputFault | undefined): string | undefined {
  if (!fault) return undefined;
  const { what, minimum, maximum } = fault;
  if (minimum !== undefined) return t('field.minimum', { n: minimum });
  if (maximum !== undefined) return t('field.maximum', { n: maximum });
  return locale.value === 'en' ? what : t('field.wrong');
}
