import type { MoveProgress, MoveReport, TellMove } from '@touchline/kernel/moving';
import { readServerFile } from '@touchline/server/server-file';
import { CliFault } from '../cli-fault.ts';
import type { CommandCall } from '../command.ts';
import { linesOf } from '../reach/lines-of.ts';
import { remoteReach } from '../reach/remote.ts';

type Line = (MoveProgress & { readonly kind: 'progress' }) | (MoveReport & { readonly kind: 'done' });

/** A server that runs on the folder moves its community away itself: only it can hold its writes. */
export async function moveByServer(
  { signal }: CommandCall,
  folder: string,
  wish: { readonly to: string; readonly keysDatabase: string | undefined },
  tell: TellMove,
): Promise<MoveReport | undefined> {
  const running = await readServerFile(folder);
  if (!running) return undefined;
  const server = remoteReach(running.url, running.key);
  for await (const line of linesOf<Line>(server, '/v1/operator/move', {
    method: 'POST',
    body: wish,
    signal,
  })) {
    if (line.kind === 'progress') tell(line);
    else {
      const { kind: _, ...report } = line;
      return report;
    }
  }
  throw new CliFault('Given up before the end. The same command again goes on.');
}
