/** Moving a community from one store to another, whichever engines they are of. */
export { communityOf } from './community-of.ts';
export { MoveRefused } from './move-refused.ts';
export type { ChainPoint, FillableLog, MovableLog, MovedPage } from './movable-log.ts';
export type { MoveProgress, TellMove } from './move-progress.ts';
export type { Filling, Hold, MoveMark, MoveSource, MoveTarget } from './move-sides.ts';
export { moveStore, type MoveOptions, type MoveReport } from './move-store.ts';
export type { MovedCommand, MovedEvent, MovedPlace } from './moved-event.ts';
export { columnsOf, compareKeys, keyOf, shelfNames, shelves } from './shelves.ts';
export type { FillableShelves, ReadableShelves, ShelfName, ShelfRow } from './shelves.ts';
export { undoMove } from './undo-move.ts';
