import type { z } from 'zod';

/** One thing that is wrong with a request, and where. */
export interface InputFault {
  readonly in: 'body' | 'path' | 'query' | 'header';
  /** `profile.links.0`; empty for the whole. */
  readonly path: string;
  /** What was expected and found, in words. */
  readonly what: string;
  readonly expected?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly values?: readonly unknown[];
}

/** More are not listed: whoever sent a hundred wrong things does not read on. */
const faultsMax = 100;

type Issue = z.core.$ZodIssue;
type Place = (field: string) => InputFault['in'];

/** HT5: all faults of an input at once. Values that were sent are not repeated. */
export const inputFaults = (issues: readonly Issue[], place: Place): InputFault[] =>
  issues.flatMap((issue) => faultsOf(issue, [], place)).slice(0, faultsMax);

function faultsOf(issue: Issue, above: readonly PropertyKey[], place: Place): InputFault[] {
  const path = [...above, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) =>
      faultAt([...path, key], 'This field does not exist here; leave it out.', place),
    );
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    // Of the forms the input could have, the one it comes nearest to.
    const nearest = issue.errors.reduce((best, branch) => (branch.length < best.length ? branch : best));
    if (nearest.length > 0) return nearest.flatMap((inner) => faultsOf(inner, path, place));
  }
  return [{ ...faultAt(path, issue.message, place), ...limitsOf(issue) }];
}

function faultAt(path: readonly PropertyKey[], what: string, place: Place): InputFault {
  const names = path.slice(0, 32).map((part) => String(part).slice(0, 64));
  return { in: place(names[0] ?? ''), path: names.join('.'), what };
}

function limitsOf(issue: Issue): Partial<InputFault> {
  switch (issue.code) {
    case 'invalid_type':
      return { expected: issue.expected };
    case 'invalid_value':
      return { values: issue.values.map(String) };
    case 'invalid_format':
      return { expected: issue.format };
    case 'too_big':
      return { maximum: Number(issue.maximum) };
    case 'too_small':
      return { minimum: Number(issue.minimum) };
    default:
      return {};
  }
}
