import { hash } from 'node:crypto';
import { Fault } from '@touchline/kernel';
import { requestSize } from '@touchline/kernel/engine';
import type { AppendRequest, AppendResult } from '@touchline/kernel/ports';

/** One append on its way: what was asked, and whom to answer. */
export interface PendingAppend {
  readonly request: AppendRequest;
  /** In hexadecimal. */
  readonly commandHash: string | null;
  /** Size, for the bounds of queue and batch. */
  readonly chars: number;
  /** It was sent, and what became of it is not known. */
  doubted: boolean;
  resolve(result: AppendResult): void;
  reject(error: unknown): void;
}

const hashLength = 36;

/** 18 bytes: ids are chosen by clients, and may be long. */
export const commandHash = (id: string): string => hash('sha256', id, 'hex').slice(0, hashLength);

export function pendingAppend(
  request: AppendRequest,
  answer: Pick<PendingAppend, 'resolve' | 'reject'>,
): PendingAppend {
  const chars = requestSize(request);
  checkTexts(request);
  const { command } = request;
  return { request, chars, commandHash: command ? commandHash(command.id) : null, doubted: false, ...answer };
}

/** PostgreSQL keeps UTF-8 without NUL; half characters would come back as others (ES11). */
function checkTexts({ actor, command, appends }: AppendRequest): void {
  checkText(actor);
  checkText(command?.fingerprint);
  for (const { stream, events } of appends) {
    checkText(stream);
    for (const { type, data } of events) {
      checkText(type);
      checkText(data);
    }
  }
}

function checkText(text: string | null | undefined): void {
  if (!text || (text.isWellFormed() && !text.includes('\0'))) return;
  throw new Fault('internal', 'A text with NUL or half a character cannot be stored. Nothing was tried.', {
    retryable: false,
  });
}
