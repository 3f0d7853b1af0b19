export { moveStopped, takeMoveBack } from './move-stopped.ts';
export { isDatabase, masterIn, type SideOptions } from './open-sides.ts';
