/** The ways out of a step, each by a key that stays the same while the step is edited. */
import type { Flow, PanelButton, Step, Way } from './draft';

export interface Exit {
  /** `next`, `option:<id>`, `reply:<id>`, `branch:<n>`, `else`. */
  readonly key: string;
  /** What leads there; `next` and `else` have words of their own. */
  readonly label: string | null;
  readonly to: string | null;
  /** Ending here is allowed. */
  readonly optional: boolean;
}

export function exitsOf(step: Step): readonly Exit[] {
  switch (step.type) {
    case 'present_options':
      return step.options.map((option) => exit(`option:${option.id}`, option.label, option.next, false));
    case 'carousel':
      return [
        ...replies(step.panels).map((reply) => exit(`reply:${reply.id}`, reply.label, reply.next, false)),
        exit('next', null, step.next, true),
      ];
    case 'ask_if_resolved':
      return [exit('next', step.no, step.next, false)];
    case 'condition':
      return [
        ...step.branches.map((branch, at) => exit(`branch:${at}`, null, branch.next, false)),
        exit('else', null, step.else_next, false),
      ];
    case 'transfer_to_agent':
      return [];
    case 'send_message':
    case 'ask_details':
    case 'articles':
    case 'set_variable':
      return [exit('next', null, step.next, true)];
  }
}

function exit(key: string, label: string | null, to: Way, optional: boolean): Exit {
  return { key, label, to: to ? to : null, optional };
}

type Reply = Extract<PanelButton, { type: 'reply' }>;

function replies(panels: readonly { buttons: readonly PanelButton[] }[]): Reply[] {
  return panels.flatMap((panel) => panel.buttons.filter((button) => button.type === 'reply'));
}

/** The step with one of its ways leading elsewhere. */
export function redirected(step: Step, key: string, to: string | null): Step {
  const [kind, id = ''] = split(key);
  switch (step.type) {
    case 'present_options':
      return {
        ...step,
        options: step.options.map((option) => (option.id === id ? { ...option, next: to } : option)),
      };
    case 'carousel': {
      if (kind === 'next') return { ...step, next: to };
      const button = (one: PanelButton) =>
        one.type === 'reply' && one.id === id ? { ...one, next: to } : one;
      return {
        ...step,
        panels: step.panels.map((panel) => ({ ...panel, buttons: panel.buttons.map(button) })),
      };
    }
    case 'condition':
      if (kind === 'else') return { ...step, else_next: to };
      return {
        ...step,
        branches: step.branches.map((branch, at) => (String(at) === id ? { ...branch, next: to } : branch)),
      };
    case 'transfer_to_agent':
      return step;
    case 'send_message':
    case 'ask_details':
    case 'articles':
    case 'set_variable':
    case 'ask_if_resolved':
      return { ...step, next: to };
  }
}

/** Ids may hold colons; kinds do not. */
function split(key: string): [string, string?] {
  const at = key.indexOf(':');
  return at < 0 ? [key] : [key.slice(0, at), key.slice(at + 1)];
}

/** The step with every way to one step leading elsewhere. */
export function rerouted(step: Step, from: string, to: string | null): Step {
  let changed = step;
  for (const { key, to: leads } of exitsOf(step)) {
    if (leads === from) changed = redirected(changed, key, to);
  }
  return changed;
}

/** Every step that can be reached from the beginning, or from some of them, without those that are left out. */
export function reachable(flow: Flow, from: readonly Way[], without?: string): Set<string> {
  const reached = new Set<string>();
  const ahead = from.filter((id) => Boolean(id)) as string[];
  for (let id = ahead.pop(); id !== undefined; id = ahead.pop()) {
    const step = flow.steps[id];
    if (reached.has(id) || id === without || !step) continue;
    reached.add(id);
    for (const { to } of exitsOf(step)) if (to) ahead.push(to);
  }
  return reached;
}
