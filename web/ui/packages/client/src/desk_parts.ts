/** What the server's frames make of the desk: rows, colleagues, offers. Pure. */
import type { AgentServerFrame, Desk as DeskFrame, Offer, TicketRow } from '@frontdesk/protocol';
import type { Desk } from './desk_state';

/**
 * Rows that are held. All changes of unassigned tickets are told to everybody, so on a busy day they would pile up;
 * what is not held is read from the server when somebody looks at it.
 */
export const MOST_ROWS = 1_000;

export function deskOf(frame: DeskFrame): Desk {
  return {
    me: frame.me,
    agents: new Map(frame.agents.map((agent) => [agent.id, agent])),
    groups: frame.groups,
    fields: frame.fields,
    rows: new Map(frame.tickets.map((row) => [row.ticket, row])),
    counts: frame.counts,
    offers: byAge(frame.offers),
    policy: frame.policy,
  };
}

export function mergeRows(desk: Desk, frame: Extract<AgentServerFrame, { type: 'tickets' }>): Desk['rows'] {
  const rows = new Map(desk.rows);
  for (const ticket of frame.gone) rows.delete(ticket);
  for (const row of frame.upsert) rows.set(row.ticket, row);
  if (rows.size > MOST_ROWS) forgetOldest(rows, desk.me.id);
  return rows;
}

/** Makes room for some more at once, so that it is not done with every frame; one's own tickets stay. */
function forgetOldest(rows: Map<number, TicketRow>, me: number): void {
  const others = [...rows.values()].filter((row) => row.assignee !== me);
  others.sort((a, b) => a.updated_at - b.updated_at);
  for (const row of others.slice(0, rows.size - MOST_ROWS * 0.8)) rows.delete(row.ticket);
}

export function mergeAgents(desk: Desk, frame: Extract<AgentServerFrame, { type: 'agents' }>): Partial<Desk> {
  const agents = new Map(desk.agents);
  for (const agent of frame.upsert) agents.set(agent.id, agent);
  return { agents, me: agents.get(desk.me.id) ?? desk.me };
}

/** Those that wait for an answer the longest come first. */
export function byAge(offers: readonly Offer[]): readonly Offer[] {
  return [...offers].sort((a, b) => a.offered_at - b.offered_at || (a.id < b.id ? -1 : 1));
}
