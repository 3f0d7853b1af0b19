import { CliFault } from '../cli-fault.ts';
import type { Ask, Reach } from './reach.ts';

interface Problem {
  readonly code?: string;
  readonly detail?: string;
  readonly requestId?: string;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly faults?: readonly { readonly path: string; readonly what: string }[];
}

/** The answer's JSON; what a server says no with ends the command. */
export async function answerOf<T>(reach: Reach, path: string, ask?: Ask): Promise<T> {
  const response = await reach.fetch(path, ask);
  if (!response.ok) throw await faultOf(response);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

export async function problemOf(response: Response): Promise<Problem> {
  const text = await response.text();
  try {
    return JSON.parse(text) as Problem;
  } catch {
    return {
      detail: `The answer was ${response.status} and no problem of Touchline. Is this address right?`,
    };
  }
}

export async function faultOf(response: Response): Promise<CliFault> {
  const { status } = response;
  const { code, detail = `The answer was ${status}.`, details, faults } = await problemOf(response);
  if (status === 401)
    return new CliFault(
      'The token is not valid (any more). Log in again, or use --data on the machine of the server.',
    );
  if (status === 403) return new CliFault(`${detail} Use the token of somebody who may.`);
  const more = [
    ...(details
      ? Object.entries(details).map(
          ([name, value]) => `  ${name}: ${Array.isArray(value) ? value.join(', ') : String(value)}`,
        )
      : []),
    ...(faults ?? []).map(({ path, what }) => `  ${path}: ${what}`),
    ...(status >= 500 && code !== undefined ? [`  code: ${code}`] : []),
  ];
  return new CliFault([detail, ...more].join('\n'));
}
