import { Fault } from '@touchline/kernel';
import { requestSize } from '@touchline/kernel/engine';
import type { AppendRequest, AppendResult } from '@touchline/kernel/ports';
import { commandKey, type CommandKey, type KeptIds } from './command-key.ts';

/** One append on its way: what was asked, and whom to answer. */
export interface PendingAppend {
  readonly request: AppendRequest;
  readonly command: CommandKey | null;
  /** Size, for the bounds of queue and batch. */
  readonly chars: number;
  /** It was sent, and what became of it is not known. */
  doubted: boolean;
  resolve(result: AppendResult): void;
  reject(error: unknown): void;
}

export function pendingAppend(
  request: AppendRequest,
  kept: KeptIds,
  answer: Pick<PendingAppend, 'resolve' | 'reject'>,
): PendingAppend {
  const chars = requestSize(request);
  checkTexts(request);
  const command = request.command ? commandKey(request.command.id, kept) : null;
  return { request, chars, command, doubted: false, ...answer };
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
