import { createContext, type ReactNode, useContext } from 'react';
import { createPortal } from 'react-dom';

/** The element at the lower edge of the page; `null` until it is there. */
export const FootContext = createContext<HTMLElement | null>(null);

/** What of a page stays in sight at its lower edge, wherever in the page it is made. */
export function Foot({ children }: { children: ReactNode }) {
  const foot = useContext(FootContext);
  return foot ? createPortal(children, foot) : children;
}
