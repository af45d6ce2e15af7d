import { useModel } from '@frontdesk/kit/use_model';
import { useInside } from './inside';

/** The server's clock, moving on by the quarter of a minute: for "waits 3 min". */
export function useNow(): number {
  return useModel(useInside().workspace.clock);
}
