import { toldWithCode } from '@frontdesk/desk/told';
import type { Activity, Notice, ProfileFact } from '@frontdesk/protocol';
import type { Texts } from './en';
import type { Formats } from './formats';

/** An activity in words. */
export function activityText(t: Texts, f: Formats, activity: Activity): string {
  const a = t.activity;
  const by = (text: string, who: { name: string } | null) => (who ? a.by(text, who.name) : text);
  switch (activity.what) {
    case 'started':
      return a.started(t.channels[activity.channel]);
    case 'identified':
      return activity.was_known ? a.identifiedKnown : a.identified;
    case 'bot_met':
      return a.botMet;
    case 'flow_step':
      return a.flowStep(activity.step);
    case 'captured':
      return a.captured(activity.label, activity.value);
    case 'resumed':
      return a.resumed;
    case 'handed_off':
      return a.handedOff(activity.ticket, activity.group);
    case 'queued':
      return a.queued;
    case 'offered':
      return a.offered(f.list(activity.to.map((agent) => agent.name)));
    case 'offer_ended':
      return a.offerEnded[activity.why](activity.agent.name);
    case 'assigned': {
      const text = a.assigned[activity.how](activity.agent.name);
      return activity.by && activity.by.id !== activity.agent.id
        ? a.assignedBy(text, activity.by.name)
        : text;
    }
    case 'unassigned':
      return a.unassigned[activity.why](activity.agent.name);
    case 'transferred': {
      const to = f.list([activity.to_agent?.name, activity.to_group].filter((name) => name != null));
      const text = a.transferred(activity.by.name, to);
      return activity.note ? a.withNote(text, activity.note) : text;
    }
    case 'status_changed':
      return by(a.statusChanged(t.ticketStatus[activity.from], t.ticketStatus[activity.to]), activity.by);
    case 'priority_changed':
      return by(a.priorityChanged(t.priorities[activity.to]), activity.by);
    case 'tags_changed': {
      const parts: string[] = [];
      if (activity.added.length > 0) parts.push(a.tagsAdded(activity.added.join(', ')));
      if (activity.removed.length > 0) parts.push(a.tagsRemoved(activity.removed.join(', ')));
      return by(parts.join(' · '), activity.by);
    }
    case 'field_changed':
      return by(
        activity.value === ''
          ? a.fieldCleared(activity.label)
          : a.fieldChanged(activity.label, activity.value),
        activity.by,
      );
    case 'session_started':
      return a.sessionStarted;
    case 'session_ended':
      return endedText(t, activity.why);
    case 'delivery_retried':
      return by(t.talk.activity.deliveryRetried, activity.by);
    case 'profile_changed':
      return by(profileText(t, activity.fact, activity.value), activity.by);
    case 'transfer_undone':
      return by(t.talk.activity.transferUndone, activity.by);
    case 'link': {
      const { news, channel, account, name } = activity;
      const line = t.links.news[news](t.channels[channel], account);
      return news === 'linked' && name !== '' ? t.links.linkedAs(line, name) : line;
    }
    case 'sent_in_widget':
      return t.links.instead.sent(t.channels[activity.channel]);
    case 'went_elsewhere':
      return t.links.wentElsewhere;
    case 'noticed':
      return noticeText(t, activity.notice, activity.value);
    case 'delivery_failed':
      return a.deliveryFailed(toldWithCode(activity.text, activity.code));
    default:
      // An activity of a newer server than this page is still something that happened.
      return unknown(activity, a.unknown);
  }
}

function unknown(_: never, text: string): string {
  return text;
}

/** A reason of a newer server than this page is left out rather than shown as a word of programs. */
function endedText(t: Texts, why: string): string {
  const known: Record<string, string> = t.talk.activity.endedBy;
  return known[why] ?? t.activity.sessionEnded('');
}

function noticeText(t: Texts, notice: Notice, value: string): string {
  const words = t.social.notice;
  switch (notice) {
    case 'reacted':
    case 'edited':
      return words[notice](value);
    case 'reaction_removed':
    case 'unsent':
    case 'stopped':
    case 'resumed':
    case 'opened':
    case 'moved':
      return words[notice];
    default:
      return unknown(notice, t.activity.unknown);
  }
}

function profileText(t: Texts, fact: ProfileFact, value: string): string {
  const { nameChanged, emailChanged, emailCleared } = t.talk.activity;
  if (fact === 'name') return nameChanged(value);
  return value === '' ? emailCleared : emailChanged(value);
}
