// Generated from web/src/wire by `UPDATE_WIRE=1 cargo test -p frontdesk-web --test wire`. Do not edit.

export type File = { id: string, name: string, media_type: string, 
/**
 * Bytes.
 */
size: number, };

export type Choice = { id: string, label: string, };

export type FormField = { name: string, label: string, input: FormInput, };

export type FormInput = { "type": "text" } | { "type": "email" } | { "type": "choice", options: Array<string>, };

export type FormAnswer = { name: string, 
/**
 * At most 255 characters.
 */
value: string, };

export type LabelledAnswer = { label: string, value: string, };

export type Card = { title: string, description: string | null, image: string | null, buttons: Array<CardButton>, };

export type CardButton = { "type": "link", label: string, url: string, } | { "type": "reply", id: string, label: string, };

export type ArticleLink = { title: string, 
/**
 * An http or https address.
 */
url: string, excerpt: string | null, };

export type Span = { 
/**
 * Characters (Unicode code points) before it.
 */
start: number, 
/**
 * The first character behind it.
 */
end: number, style: SpanStyle, 
/**
 * Of a link, where it leads: `http:`, `https:`, `mailto:` or `tel:`.
 */
url?: string, };

export type SpanStyle = "bold" | "italic" | "strike" | "code" | "link";

export type Content = { "type": "text", text: string, spans?: Array<Span>, } | { "type": "files", files: Array<File>, caption: string | null, spans?: Array<Span>, } | { "type": "options", text: string, spans?: Array<Span>, options: Array<Choice>, } | { "type": "carousel", text: string | null, spans?: Array<Span>, cards: Array<Card>, } | { "type": "articles", text: string, spans?: Array<Span>, articles: Array<ArticleLink>, } | { "type": "form", text: string, spans?: Array<Span>, fields: Array<FormField>, } | { "type": "chosen", message: string, option: string, label: string, } | { "type": "form_filled", message: string, answers: Array<LabelledAnswer>, } | { "type": "template", name: string, text: string, } | { "type": "unsupported", kind: string, lost?: string, } | { "type": "erased" };

export type Author = { "kind": "end_user" } | { "kind": "agent", id: number, name: string, } | { "kind": "bot", name: string, };

export type Delivery = { "state": "queued" } | { "state": "sent" } | { "state": "delivered" } | { "state": "read" } | { "state": "failed", code: string, text: string, 
/**
 * Whether sending it once more may help: `retry` is taken.
 */
retryable: boolean, };

export type Degradation = "text_split" | "buttons_as_list" | "buttons_as_text" | "labels_shortened" | "carousel_as_text" | "text_before" | "articles_as_text" | "form_as_text" | "file_as_link" | "files_apart" | "media_as_file" | "caption_after" | "markup_stripped";

export type ChannelKind = "widget" | "chat" | "whatsapp" | "messenger" | "instagram" | "line" | "wechat" | "x" | "telegram" | "sms";

export type Marks = { 
/**
 * The newest event that reached the end user's device.
 */
end_user_delivered: number, 
/**
 * The newest event that the end user has seen.
 */
end_user_read: number, 
/**
 * The newest event that the assigned agent has seen.
 */
agent_read: number, };

export type TicketStatus = "new" | "open" | "pending" | "on_hold" | "solved" | "closed";

export type AgentStatus = "online" | "away" | "transfers_only" | "offline";

export type Priority = "low" | "normal" | "high" | "urgent";

export type FieldValue = { field: number, label: string, value: string, };

export type ClosingReason = "draining" | "slow" | "signed_out" | "protocol";

export type Done = { id: string, conversation: string | null, 
/**
 * The sequence of the last event that the command caused; 0 where it caused none.
 */
seq: number, 
/**
 * The server's clock, milliseconds since the epoch.
 */
at: number, };

export type ErrorCode = "malformed_frame" | "frame_too_large" | "unknown_route" | "method_not_allowed" | "invalid_field" | "text_empty" | "text_too_long" | "file_too_large" | "file_type_refused" | "file_empty" | "too_many_files" | "uploads_off" | "widget_off" | "not_signed_in" | "wrong_credentials" | "forbidden" | "origin_refused" | "csrf_missing" | "not_found" | "offer_gone" | "not_assigned_to_you" | "already_assigned" | "agent_unavailable" | "confirmation_needed" | "status_not_allowed" | "ticket_closed" | "session_ended" | "channel_not_allowed" | "revision_conflict" | "already_exists" | "email_taken" | "already_invited" | "invitation_gone" | "limit_reached" | "customer_proved" | "in_person_only" | "token_read_only" | "identity_malformed" | "identity_unknown_key" | "identity_algorithm" | "identity_signature" | "identity_expired" | "identity_claims" | "too_many_requests" | "busy" | "draining" | "storage_unavailable" | "provider_unavailable" | "internal";

export type ErrorBody = { code: ErrorCode, 
/**
 * One sentence in English for people; clients translate by `code`.
 */
message: string, 
/**
 * The field or key that is meant, where there is one.
 */
field?: string, 
/**
 * Who has it, for `offer_gone` and `already_assigned`.
 */
winner?: string, 
/**
 * Milliseconds to wait, for `too_many_requests`, `busy`, `draining`.
 */
retry_after_ms?: number, };

export type Watched = { conversation: string, 
/**
 * The sequence of the newest item that the client has applied.
 */
seq: number, };

export type AgentClientFrame = { "type": "hello", epoch: number | null, watch: Array<Watched>, } | { "type": "watch", conversation: string, seq: number, } | { "type": "unwatch", conversation: string, } | { "type": "command", id: string, command: AgentCommand, } | { "type": "typing", conversation: string, active: boolean, } | { "type": "looking", conversation: string | null, } | { "type": "ping", at: number, };

export type TransferTarget = { "to": "agent", agent: number, } | { "to": "group", group: number, };

export type AgentCommand = { "do": "reply", conversation: string, text: string | null, files: string[], submit_as: TicketStatus | null, 
/**
 * To the widget that the conversation began in, while the composer's `widget` is allowed; this one reply
 * only.
 */
in_widget?: boolean, 
/**
 * What a macro changes, in the same commit.
 */
changes?: TicketChanges, } | { "do": "send_in_widget", conversation: string, message: string, } | { "do": "send_template", conversation: string, name: string, language: string, parameters: Array<string>, submit_as: TicketStatus | null, } | { "do": "note", conversation: string, text: string | null, files: string[], } | { "do": "accept", conversation: string, offer: string, } | { "do": "decline", conversation: string, offer: string, } | { "do": "take", conversation: string, } | { "do": "submit", conversation: string, status: TicketStatus, 
/**
 * What a macro changes, in the same commit.
 */
changes?: TicketChanges, } | { "do": "transfer", conversation: string, target: TransferTarget, note: string | null, confirmed: boolean, } | { "do": "set_status", status: AgentStatus, agent: number | null, } | { "do": "read", conversation: string, seq: number, } | { "do": "tags", conversation: string, add: Array<string>, remove: Array<string>, } | { "do": "set_field", conversation: string, field: number, 
/**
 * Empty clears the field.
 */
value: string, } | { "do": "set_priority", conversation: string, priority: Priority, } | { "do": "end_session", conversation: string, } | { "do": "retry", conversation: string, message: string, } | { "do": "set_customer", conversation: string, name: string | null, email: string | null, } | { "do": "take_back", conversation: string, };

export type AgentServerFrame = { "type": "welcome", 
/**
 * Sequences of another epoch mean nothing: when it changed, fetch everything anew.
 */
epoch: number, 
/**
 * The client should send a `ping` when nothing was heard for so long, and reconnect after twice that.
 */
heartbeat_ms: number, 
/**
 * The server's clock, milliseconds since the epoch.
 */
now: number, } | { "type": "desk" } & Desk | { "type": "tickets", upsert: Array<TicketRow>, gone: number[], counts: Counts, } | { "type": "offers", offers: Array<Offer>, 
/**
 * Offers that are gone since the last frame, and why.
 */
gone: Array<OfferGone>, } | { "type": "agents", upsert: Array<Colleague>, } | { "type": "conversation" } & AgentConversationFrame | { "type": "resync", conversation: string, } | { "type": "typing", conversation: string, 
/**
 * `None`: the end user; otherwise the agent.
 */
agent: number | null, name: string, active: boolean, } | { "type": "viewers", conversation: string, agents: Array<Viewer>, } | { "type": "shortcut", upsert: Shortcut | null, gone: number | null, } | { "type": "done" } & Done | { "type": "refused", id: string | null, error: ErrorBody, } | { "type": "closing", reason: ClosingReason, retry_after_ms: number, } | { "type": "pong", at: number, };

export type Viewer = { id: number, name: string, 
/**
 * Whether they are writing to the end user.
 */
typing: boolean, };

export type Shortcut = { id: number, name: string, text: string, scope: ShortcutScope, 
/**
 * Texts to choose from; such a shortcut cannot be used in messages.
 */
options: Array<string>, 
/**
 * Why it cannot be used in messages; `null` where it can.
 */
unusable: ShortcutUnusable | null, };

export type ShortcutScope = { "for": "personal", agent: number, } | { "for": "group", group: number, } | { "for": "global" };

export type ShortcutUnusable = "options" | "dynamic_content";

export type Desk = { me: Colleague, agents: Array<Colleague>, groups: Array<Group>, fields: Array<FieldDefinition>, 
/**
 * The newest of the unassigned and of one's own, at most 200 of each; more by `GET /desk/v1/tickets`.
 */
tickets: Array<TicketRow>, counts: Counts, offers: Array<Offer>, policy: Policy, };

export type Policy = { 
/**
 * Whether "Closed" stands among the choices of "Submit as".
 */
agents_may_close: boolean, routing: RoutingMode, max_file_bytes: number, file_extensions: Array<string>, };

export type RoutingMode = "offer" | "broadcast" | "auto_accept";

export type Counts = { unassigned: number, 
/**
 * Of one's own those that are New or Open.
 */
mine: number, 
/**
 * One's own, whatever the status.
 */
mine_all: number, 
/**
 * Not solved, in one's groups.
 */
groups: number, 
/**
 * Not solved.
 */
open: number, solved: number, 
/**
 * "Your social messaging tickets".
 */
social_mine: number, 
/**
 * "Unassigned social messaging tickets".
 */
social_unassigned: number, 
/**
 * New and nobody's among them: the notifier's red dot.
 */
social_new: number, };

export type Colleague = { id: number, name: string, role: Role, status: AgentStatus, 
/**
 * Whether a socket of theirs is open, or was less than the grace period ago.
 */
present: boolean, groups: number[], 
/**
 * Conversations that count.
 */
load: number, capacity: number, };

export type Role = "agent" | "admin";

export type Group = { id: number, name: string, };

export type FieldDefinition = { id: number, label: string, 
/**
 * Empty for free text.
 */
options: Array<string>, };

export type TicketRow = { ticket: number, conversation: string, status: TicketStatus, channel: ChannelKind, requester: string, 
/**
 * The first words; empty where they are not known (yet).
 */
subject: string, group: number | null, assignee: number | null, priority: Priority, tags: Array<string>, created_at: number, 
/**
 * The last change or message.
 */
updated_at: number, 
/**
 * Since when it waits for an agent; `None` when it does not.
 */
waiting_since: number | null, 
/**
 * Whether an agent has replied yet: tells "Started a new chat" from "Replied to the conversation".
 */
replied: boolean, 
/**
 * Public messages of the end user that the assigned agent has not seen.
 */
unread: number, 
/**
 * Whether the live exchange is on.
 */
active: boolean, };

export type Offer = { id: string, conversation: string, ticket: number, requester: string, channel: ChannelKind, group: number | null, offered_at: number, 
/**
 * `None`: it stays until somebody takes it.
 */
expires_at: number | null, };

export type OfferGone = { id: string, why: OfferEnd, 
/**
 * Who has it now, for `taken`.
 */
winner: string | null, };

export type OfferEnd = "accepted" | "declined" | "missed" | "taken" | "withdrawn";

export type AgentConversation = { epoch: number, 
/**
 * The sequence up to which everything is included.
 */
seq: number, head: AgentHead, marks: Marks, 
/**
 * The newest items, oldest first; at most the page that was asked for.
 */
items: Array<AgentItem>, 
/**
 * Whether older items exist.
 */
more: boolean, };

export type AgentConversationFrame = { conversation: string, from: number, seq: number, 
/**
 * Items to append, by sequence.
 */
items?: Array<AgentItem>, 
/**
 * Deliveries that changed.
 */
deliveries?: Array<DeliveryChange>, 
/**
 * The whole new head, when anything in it changed.
 */
head?: AgentHead, marks?: Marks, };

export type DeliveryChange = { message: string, delivery: Delivery, 
/**
 * What was changed of it to send it; absent where there is no news of that.
 */
degraded?: Array<Degradation>, };

export type AgentItem = { "kind": "message" } & AgentMessage | { "kind": "activity", seq: number, at: number, activity: Activity, };

export type AgentMessage = { seq: number, id: string, at: number, author: Author, channel: ChannelKind, 
/**
 * The account that it went through; absent in what was written before there were several.
 */
account?: string, 
/**
 * An internal note.
 */
internal: boolean, content: Content, 
/**
 * The text-only version of a rich message; `None` for texts and files.
 */
simplified: string | null, delivery: Delivery, 
/**
 * What was changed of it to send it, because its channel cannot show it as it is.
 */
degraded?: Array<Degradation>, 
/**
 * Whether it was proved who the end user is who wrote it.
 */
verified?: boolean, 
/**
 * The command that made it: replaces one's own pending bubble.
 */
command: string | null, };

export type Named = { id: number, name: string, };

export type Activity = { "what": "started", channel: ChannelKind, } | { "what": "bot_met" } | { "what": "identified", was_known: boolean, } | { "what": "flow_step", step: string, } | { "what": "captured", label: string, value: string, } | { "what": "resumed" } | { "what": "handed_off", ticket: number, group: string | null, } | { "what": "queued" } | { "what": "offered", to: Array<Named>, } | { "what": "offer_ended", agent: Named, why: OfferEnd, } | { "what": "assigned", agent: Named, how: AssignedHow, by: Named | null, } | { "what": "unassigned", agent: Named, why: UnassignedWhy, } | { "what": "transferred", by: Named, to_agent: Named | null, to_group: string | null, note: string | null, } | { "what": "status_changed", from: TicketStatus, to: TicketStatus, by: Named | null, } | { "what": "priority_changed", to: Priority, by: Named | null, } | { "what": "tags_changed", added: Array<string>, removed: Array<string>, by: Named | null, } | { "what": "field_changed", label: string, value: string, by: Named | null, } | { "what": "session_started" } | { "what": "session_ended", why: string, } | { "what": "delivery_failed", code: string, text: string, } | { "what": "delivery_retried", by: Named | null, } | { "what": "profile_changed", fact: ProfileFact, 
/**
 * Empty: cleared, or erased since.
 */
value: string, by: Named | null, } | { "what": "transfer_undone", by: Named | null, } | { "what": "link", news: LinkNews, channel: ChannelKind, 
/**
 * What the account is called.
 */
account: string, 
/**
 * What the end user is called there; empty but for `linked`.
 */
name: string, } | { "what": "went_elsewhere", conversation: string, } | { "what": "sent_in_widget", 
/**
 * The message that failed there, where it was sent once more.
 */
instead_of: string | null, 
/**
 * Where it could not go.
 */
channel: ChannelKind, } | { "what": "noticed", notice: Notice, 
/**
 * The message that it is about, where it is known.
 */
of: string | null, 
/**
 * A reaction's emoji, an edited message's new words; else empty.
 */
value: string, };

export type ProfileFact = "name" | "email";

export type Notice = "reacted" | "reaction_removed" | "edited" | "unsent" | "stopped" | "resumed" | "opened" | "moved";

export type AssignedHow = "accepted" | "auto_accepted" | "taken" | "transferred";

export type UnassignedWhy = "agent_gone" | "transferred" | "closed" | "agent_removed";

export type AgentHead = { conversation: string, channel: ChannelKind, integration: string, 
/**
 * The configured account, e.g. the widget's or the number's name.
 */
integration_name: string, 
/**
 * Where the next reply goes; `null` before the first message.
 */
reply_to: ReplyTo | null, end_user: EndUser, 
/**
 * The social channels that the conversation goes on in besides where it began (S0-26).
 */
links?: Array<HeadLink>, control: Control, session: Session, ticket: Ticket | null, 
/**
 * What the bot captured, in the order of asking.
 */
captured: Array<LabelledAnswer>, 
/**
 * Which ways of answering are open to whoever has the ticket; decided by the server.
 */
composer: Array<ComposerChoice>, 
/**
 * Until when the reply target takes replies; `null`: always. After it `reply` is closed whatever `composer` said.
 */
window_closes_at: number | null, created_at: number, };

export type EndUser = { id: number, name: string, email: string | null, locale: string | null, verified: boolean, };

export type Control = "bot" | "people";

export type Session = "bot" | "queued" | "active" | "inactive" | "ended";

export type Ticket = { id: number, status: TicketStatus, subject: string, group: number | null, assignee: number | null, assignee_name: string | null, priority: Priority, tags: Array<string>, fields: Array<FieldValue>, created_at: number, waiting_since: number | null, 
/**
 * The ticket that was closed before it in the same conversation.
 */
previous: number | null, };

export type ComposerChoice = { mode: ComposerMode, allowed: boolean, 
/**
 * Why it is not allowed.
 */
reason: ComposerRefusal | null, };

export type ComposerMode = "reply" | "note" | "email" | "call" | "widget";

export type ComposerRefusal = "bot_has_control" | "session_ended" | "ticket_closed" | "window_closed" | "no_email_known" | "customer_decides" | "not_connected";

export type WidgetClientFrame = { "type": "hello", integration: string, 
/**
 * From `POST /desk/v1/widget/{integration}/session`.
 */
token: string, conversation: string | null, 
/**
 * The epoch and sequence that the widget has; `None` for a fresh start.
 */
epoch: number | null, seq: number | null, 
/**
 * The origin of the page that the widget stands on; `None` where it stands on none.
 */
page?: string, 
/**
 * In which language the settings are to be; a BCP 47 tag.
 */
locale?: string, 
/**
 * A new conversation, where the widget lets end users have several: the one that was begun last while
 * nobody has said a word in it, so that asking twice makes one.
 */
start?: boolean, } | { "type": "send", id: string, say: Say, meta: Meta, 
/**
 * Where it belongs; without it, to the conversation of the last `welcome`.
 */
conversation?: string, } | { "type": "link", id: string, 
/**
 * One of `switch_to` of the settings.
 */
integration: string, } | { "type": "unlink", id: string, integration: string, } | { "type": "continue_here", id: string, } | { "type": "delivered", seq: number, } | { "type": "read", seq: number, } | { "type": "typing", active: boolean, } | { "type": "ping", at: number, };

export type Say = { "type": "text", text: string, } | { "type": "files", files: string[], caption: string | null, } | { "type": "choose", message: string, option: string, } | { "type": "fill_form", message: string, answers: Array<FormAnswer>, } | { "type": "talk_to_human" };

export type Meta = { fields: Array<MetaField>, tags: Array<string>, };

export type MetaField = { field: number, value: string, };

export type WidgetServerFrame = { "type": "welcome", epoch: number, heartbeat_ms: number, now: number, settings: WidgetSettings, 
/**
 * The conversation that this socket is in from now on, whether anything was said in it or not.
 */
current: string, 
/**
 * What there is so far; `None` before the first message, and when the widget's `seq` could be resumed:
 * then the missing items come as a `conversation` frame.
 */
conversation: WidgetConversation | null, } | { "type": "conversation" } & WidgetConversationFrame | { "type": "conversations" } & WidgetConversations | { "type": "listed", row: WidgetConversationRow, } | { "type": "queue", position: number | null, } | { "type": "typing", name: string, active: boolean, } | { "type": "link_ready", id: string, link: LinkReady, } | { "type": "done" } & Done | { "type": "refused", id: string | null, error: ErrorBody, } | { "type": "closing", reason: ClosingReason, retry_after_ms: number, } | { "type": "pong", at: number, };

export type WidgetSettings = { language: Language, title: string, 
/**
 * `#rrggbb`.
 */
brand_color: string, 
/**
 * `#rrggbb`: the far end of the header; `null`: derived from the brand's colour.
 */
second_color: string | null, scheme: 'auto' | 'light' | 'dark', 
/**
 * The panel's corners in CSS pixels.
 */
radius: number, 
/**
 * Whether new messages make a sound until the end user says otherwise.
 */
sound: boolean, 
/**
 * The path of a picture that stands for the bot, and for the widget while nobody answers.
 */
picture: string | null, 
/**
 * Below the title while nobody answers; `null`: our own words.
 */
header: string | null, 
/**
 * Instead of it while no agent is there.
 */
offline: string | null, 
/**
 * Whether an agent who gets this widget's work is there.
 */
online: boolean, conversations: 'single' | 'multi', uploads: boolean, max_file_bytes: number, file_extensions: Array<string>, talk_to_human: boolean, 
/**
 * The accounts in which a conversation can go on (S0-10); those that are connected now.
 */
switch_to: Array<SwitchTo>, };

export type WidgetConversation = { id: string, seq: number, head: WidgetHead, marks: Marks, items: Array<WidgetItem>, more: boolean, };

export type WidgetConversations = { conversations: Array<WidgetConversationRow>, more: boolean, };

export type WidgetConversationRow = { id: string, started_at: number, 
/**
 * When the newest message was written.
 */
last_at: number, last: WidgetMessage | null, 
/**
 * What others said since the end user read it last; 100 stands for more as well.
 */
unread: number, head: WidgetHead, };

export type WidgetConversationFrame = { conversation: string, from: number, seq: number, items?: Array<WidgetItem>, head?: WidgetHead, marks?: Marks, };

export type WidgetItem = { "kind": "message" } & WidgetMessage | { "kind": "note", seq: number, at: number, note: WidgetNote, };

export type WidgetNote = { "what": "waiting" } | { "what": "agent_joined", name: string, } | { "what": "ended" } | { "what": "linked", channel: ChannelKind, name: string, } | { "what": "unlinked", channel: ChannelKind, } | { "what": "came_back" } | { "what": "replaced", message: string, };

export type WidgetMessage = { seq: number, id: string, at: number, author: Author, content: Content, delivery: Delivery, 
/**
 * The social channel that it went through (S0-17); absent for the widget itself.
 */
channel?: ChannelKind, command: string | null, };

export type Answering = { "who": "bot", name: string, } | { "who": "waiting" } | { "who": "agent", name: string, };

export type WidgetHead = { conversation: string, answering: Answering, ended: boolean, 
/**
 * The social channels that the conversation goes on in, or is about to.
 */
links?: Array<WidgetLink>, 
/**
 * The social channel to which the next answer goes besides this widget; absent: to none.
 */
answers_on?: ChannelKind, };

export type WidgetLink = { integration: string, channel: ChannelKind, stage: WidgetLinkStage, 
/**
 * What the end user is called there; empty before it is linked.
 */
name: string, 
/**
 * Whether the next answer goes there.
 */
answers?: boolean, };

export type WidgetLinkStage = "asked" | "pending" | "linked";

export type LinkReady = { integration: string, 
/**
 * What a phone opens, and what the QR code says.
 */
url: string, 
/**
 * What has to be sent there by hand, where the app may lose the code on the way.
 */
type_this: string | null, qr: Qr, expires_at: number, };

export type Qr = { size: number, path: string, };

export type SwitchTo = { integration: string, channel: ChannelKind, 
/**
 * What the account is called; tells several of a kind apart.
 */
name: string, };

export type ReplyTo = { integration: string, name: string, channel: ChannelKind, 
/**
 * What people call the account, such as its telephone number; `null` for our own channels.
 */
number: string | null, 
/**
 * All else that is known of it, by the names of its settings; no secrets.
 */
info: Record<string, string>, };

export type HeadLink = { integration: string, channel: ChannelKind, account: string, 
/**
 * What the end user is called there.
 */
name: string, since: number, };

export type LinkNews = "asked" | "pending" | "linked" | "declined" | "expired" | "unlinked" | "back" | "came";

export type Channels = { accounts: Array<ChannelAccount>, 
/**
 * What can be connected.
 */
kinds: Array<ChannelForm>, };

export type ChannelForm = { kind: ChannelKind, settings: Array<ChannelSetting>, };

export type ChannelSetting = { 
/**
 * As in `phone_number_id`.
 */
name: string, 
/**
 * Write-only: what is set is never told again.
 */
secret: boolean, required: boolean, };

export type ChannelAccount = { id: string, kind: ChannelKind, name: string, flow: number | null, group: number | null, 
/**
 * The revision of name, flow and group.
 */
revision: number, 
/**
 * What people call it, such as its telephone number; `null` where no setting tells.
 */
number: string | null, standing: ChannelStanding, 
/**
 * When the provider last told something, since the server started.
 */
heard_at: number | null, 
/**
 * Messages that failed since the server started.
 */
failed: number, 
/**
 * Webhooks that were not believed since the server started.
 */
refused: number, };

export type ChannelStanding = { "is": "not_connected" } | { "is": "working" } | { "is": "waiting", until: number, code: string, text: string, } | { "is": "paused", since: number, code: string, text: string, };

export type NewChannel = { kind: ChannelKind, name: string, group: number | null, };

export type ChannelBody = { name: string, flow: number | null, group: number | null, };

export type ChannelConnection = { 
/**
 * Only those that are set.
 */
settings: Record<string, string>, 
/**
 * The names of the secrets that are set.
 */
hidden: Array<string>, 
/**
 * What the provider has to call.
 */
webhook_url: string, changed_at: number | null, };

export type FillChannel = { 
/**
 * All of them: what is missing is cleared.
 */
settings: Record<string, string>, 
/**
 * Those that are replaced; the others stay.
 */
secrets: Record<string, string>, };

export type ChannelFilled = { connection: ChannelConnection, 
/**
 * What the provider said when it was asked to call our webhook; empty where somebody has to tell it by hand.
 */
subscribed: Array<ChannelAnswer>, };

export type ChannelAnswer = { right: boolean, 
/**
 * The provider's code; empty where it is right.
 */
code: string, text: string, };

export type ChannelReport = { lines: Array<ChannelLine>, };

export type ChannelLine = { 
/**
 * What was looked at, as in `arriving` or `token`.
 */
name: string, 
/**
 * Whether the provider was asked.
 */
asked: boolean, verdict: ChannelVerdict, 
/**
 * What tells one cause from another: a word of ours, or the provider's code. Empty where there is nothing to tell.
 */
code: string, 
/**
 * The provider's own words, or a count.
 */
text: string, 
/**
 * When it happened, or will.
 */
at: number | null, };

export type ChannelVerdict = "right" | "doubtful" | "wrong";

export type DeadLetters = { letters: Array<DeadLetter>, };

export type DeadLetter = { id: string, at: number, what: Letter, };

export type Letter = { "type": "outgoing", conversation: string, ticket: number | null, requester: string, message: string, code: string, text: string, 
/**
 * Whether sending it once more may help.
 */
retryable: boolean, } | { "type": "incoming", why: string, 
/**
 * As it came, cut at 4 KB.
 */
raw: string, 
/**
 * How many of its files could not be fetched; the rest of it was taken in. 0 where nothing was.
 */
lost_files: number, };

export type LetterRetried = { 
/**
 * Why the item could not be taken in now either; the letter stays.
 */
still: string | null, };

export type SignIn = { email: string, password: string, };

export type Me = { agent: Colleague, 
/**
 * Goes into the header `x-frontdesk-csrf` of every request that changes something.
 */
csrf: string, };

export type Tickets = { rows: Array<TicketRow>, more: boolean, 
/**
 * How many the whole list has; `None` where it is read from `before` on.
 */
total: number | null, };

export type Found = { 
/**
 * The best first.
 */
tickets: Array<TicketRow>, people: Array<Person>, };

export type People = { 
/**
 * The newest first, or with `q` the best.
 */
people: Array<Person>, 
/**
 * How many there are; with `q`, how many are given.
 */
total: number, };

export type Person = { id: number, name: string, email: string | null, locale: string | null, verified: boolean, 
/**
 * Telephone numbers and names on social channels.
 */
addresses: Array<string>, created_at: number, };

export type AgentItems = { items: Array<AgentItem>, more: boolean, };

export type WidgetItems = { items: Array<WidgetItem>, more: boolean, };

export type Customer = { id: number, name: string, email: string | null, locale: string | null, 
/**
 * A name of the IANA database; `null` where their device told none.
 */
time_zone: string | null, verified: boolean, created_at: number, 
/**
 * Newest first.
 */
tickets: Array<EarlierTicket>, 
/**
 * Where they are known on social channels, the oldest first.
 */
identities: Array<CustomerIdentity>, };

export type CustomerIdentity = { integration: string, channel: ChannelKind, 
/**
 * The account that they wrote to.
 */
account: string, 
/**
 * What the provider calls them.
 */
address: string, 
/**
 * With country code.
 */
phone: string | null, 
/**
 * All else that the provider told.
 */
facts: Record<string, string>, 
/**
 * Whether they blocked the account or opted out.
 */
stopped: boolean, since: number, };

export type MergeInto = { into: number, };

export type AskPreview = { text: string | null, files: string[], };

export type Preview = { 
/**
 * As how many messages it would arrive; 0 where it could not be sent.
 */
messages: number, 
/**
 * By which rules it would be changed; empty where it shows as it was written.
 */
degraded: Array<Degradation>, 
/**
 * The files that would go as links.
 */
linked: string[], 
/**
 * Days that such a link works.
 */
link_days: number, 
/**
 * Why it could not be sent at all, such as `no_link`.
 */
refused: string | null, };

export type Templates = { templates: Array<Template>, };

export type Template = { name: string, 
/**
 * As the provider writes it, such as `en_US`.
 */
language: string, 
/**
 * Its words, with `{{1}}` and so on where parameters go.
 */
body: string, parameters: number, };

export type EarlierTicket = { id: number, conversation: string, status: TicketStatus, subject: string, created_at: number, 
/**
 * Where it begins in its conversation.
 */
opened_seq: number, channel: ChannelKind, fields: Array<FieldValue>, };

export type Shortcuts = { shortcuts: Array<Revised<Shortcut>>, };

export type OwnShortcut = { 
/**
 * 1 to 40 characters without white space, `/`, `\` and `$`.
 */
name: string, text: string, };

export type OpenWidgetSession = { token: string | null, locale: string | null, 
/**
 * Of the visitor's device, a name of the IANA database; what is none is not kept.
 */
time_zone?: string, 
/**
 * The origin of the page that the widget stands on; `None` where it stands on none.
 */
page?: string, 
/**
 * A JWT by which the company says who the end user is (behaviour 2.23).
 */
identity?: string, };

export type WidgetSession = { 
/**
 * Opaque; keep it in this browser. It is all that proves who the end user is. After an identity it may be
 * another one than was sent: the one before opens nothing any more.
 */
token: string, 
/**
 * Whether somebody proved who they are with this session.
 */
verified?: boolean, settings: WidgetSettings, };

export type TicketPlace = { ticket: number, conversation: string, row: TicketRow, };

export type RunCommand = { id: string, command: AgentCommand, };

export type DemoInfo = { 
/**
 * The widget of the demo shop.
 */
integration: string, 
/**
 * Addresses by name, such as `workspace`.
 */
urls: Record<string, string>, logins: Array<DemoLogin>, };

export type DemoLogin = { role: Role, name: string, email: string, password: string, };

export type Revised<T> = { revision: number, entry: T, };

export type Listing<T> = { entries: Array<Revised<T>>, };

export type AdminAgent = { id: number, name: string, 
/**
 * What they sign in with; `None` when they cannot.
 */
email: string | null, role: Role, groups: number[], capacity: number, active: boolean, };

export type NewAgent = { name: string, email: string, 
/**
 * At least 10 characters.
 */
password: string, role: Role, groups: number[], capacity: number, };

export type ChangeAgent = { name: string, role: Role, groups: number[], capacity: number, active: boolean, };

export type NewPassword = { password: string, };

export type GroupBody = { name: string, 
/**
 * Agents who become members.
 */
join?: number[], 
/**
 * Agents who are members no longer; whoever is named in neither list stays what they are.
 */
leave?: number[], };

export type AdminField = { 
/**
 * Whether end users and host pages may fill it.
 */
end_user_editable: boolean, id: number, label: string, 
/**
 * Empty for free text.
 */
options: Array<string>, };

export type FieldBody = { label: string, 
/**
 * Empty for free text.
 */
options: Array<string>, end_user_editable: boolean, };

export type ShortcutBody = { 
/**
 * 1 to 40 characters without white space, `/`, `\` and `$`.
 */
name: string, text: string, scope: ShortcutScope, 
/**
 * At most 20 texts to choose from.
 */
options: Array<string>, };

export type Macros = { macros: Array<Macro>, };

export type Macro = { id: number, 
/**
 * 1 to 100 characters.
 */
name: string, 
/**
 * At most 300 characters.
 */
description: string, scope: ShortcutScope, 
/**
 * Agents find only those that are active.
 */
active: boolean, reply: MacroReply | null, 
/**
 * What the ticket is submitted as; never New.
 */
status: TicketStatus | null, changes: TicketChanges, };

export type MacroBody = { 
/**
 * 1 to 100 characters.
 */
name: string, 
/**
 * At most 300 characters.
 */
description: string, scope: ShortcutScope, 
/**
 * Agents find only those that are active.
 */
active: boolean, reply: MacroReply | null, 
/**
 * What the ticket is submitted as; never New.
 */
status: TicketStatus | null, changes: TicketChanges, };

export type MacroReply = { 
/**
 * With placeholders such as `{{first_name || there}}`.
 */
text: string, 
/**
 * For colleagues only.
 */
internal: boolean, };

export type TicketChanges = { priority: Priority | null, assign: AssignTo | null, 
/**
 * At most 10.
 */
add_tags: Array<string>, 
/**
 * At most 10, none of those that are added.
 */
remove_tags: Array<string>, 
/**
 * At most 20.
 */
fields: Array<FieldChange>, };

export type AssignTo = { "to": "me" } | { "to": "group", group: number, };

export type FieldChange = { field: number, 
/**
 * Empty clears the field.
 */
value: string, };

export type AppliedMacro = { id: number, name: string, 
/**
 * With its placeholders filled in.
 */
reply: MacroReply | null, status: TicketStatus | null, changes: TicketChanges, 
/**
 * What the macro asks for and this ticket does not take.
 */
left_out: Array<LeftOut>, };

export type LeftOut = { "what": "status" } | { "what": "group" } | { "what": "live_chat" } | { "what": "tags" } | { "what": "field", field: number, };

export type Integration = { id: string, kind: ChannelKind, name: string, flow: number | null, group: number | null, widget: WidgetLook, };

export type IntegrationBody = { 
/**
 * Of a new one; a widget when it is left out. It never changes afterwards.
 */
kind?: OurChannel, name: string, flow: number | null, group: number | null, widget: WidgetLook, };

export type OurChannel = "widget" | "chat";

export type WidgetLook = { 
/**
 * Off: it shows nowhere, and nobody can begin or take up a conversation through it.
 */
enabled: boolean, 
/**
 * In the default language; 1 to 100 characters.
 */
title: string, 
/**
 * `#rrggbb`.
 */
brand_color: string, 
/**
 * Whether end users may send files (S3-26).
 */
uploads: boolean, conversations: 'single' | 'multi', 
/**
 * Those it is offered in; the default one is among them.
 */
languages: Language[], default_language: Language, 
/**
 * The pages on which it may stand, at most 50: `https://host`, or `https://*.host` for subdomains. Empty: any.
 */
origins: Array<string>, 
/**
 * Connected channels that customers may switch to (S0-29).
 */
switch_to: string[], style: WidgetStyle, 
/**
 * What is missing in a language is taken from the default one.
 */
texts: { [language in Language]?: WidgetTexts }, details: AskedDetails, };

export type WidgetStyle = { 
/**
 * `#rrggbb`: the far end of the header; `null`: derived from the brand's colour.
 */
second_color: string | null, side: 'left' | 'right', 
/**
 * CSS pixels, 0 to 200.
 */
offset_x: number, 
/**
 * CSS pixels, 0 to 200.
 */
offset_y: number, shape: 'circle' | 'square' | 'pill', icon: 'bubble' | 'dots' | 'question' | 'headset' | 'mail' | 'picture', 
/**
 * A file sent to `POST /desk/v1/attachments`: PNG, WebP or JPEG of at most 256 KB.
 */
picture: string | null, scheme: 'auto' | 'light' | 'dark', 
/**
 * Whether new messages make a sound until the end user says otherwise.
 */
sound: boolean, 
/**
 * CSS pixels, 0 to 28.
 */
radius: number, };

export type WidgetTexts = { 
/**
 * The title in another language than the default one; 100 characters.
 */
title: string, 
/**
 * Beside the launcher's icon; 30 characters.
 */
launcher: string, 
/**
 * In a bubble above the launcher; 200 characters.
 */
greeting: string, 
/**
 * Below the title while nobody answers; 120 characters.
 */
header: string, 
/**
 * Instead of it while no agent is there; 120 characters.
 */
offline: string, 
/**
 * The default messaging response; 1,000 characters each.
 */
first_message: string, details: string, follow_up: string, };

export type AskedDetails = { name: boolean, email: boolean, 
/**
 * Ticket fields that end users may edit; at most 6.
 */
fields: number[], };

export type WidgetSeen = { integration: string, 
/**
 * The origin of the page.
 */
origin: string, at: number, };

export type WidgetsSeen = { widgets: Array<WidgetSeen>, };

export type LauncherLook = { off: LauncherOff, } | LauncherSettings;

export type LauncherOff = "unknown" | "disabled" | "origin";

export type LauncherSettings = { 
/**
 * `#rrggbb`.
 */
brand_color: string, side: 'left' | 'right', offset_x: number, offset_y: number, shape: 'circle' | 'square' | 'pill', icon: 'bubble' | 'dots' | 'question' | 'headset' | 'mail' | 'picture', 
/**
 * The path of a picture on this server.
 */
picture: string | null, radius: number, 
/**
 * Those offered, the default one first.
 */
languages: Language[], 
/**
 * One of each language that is offered.
 */
texts: { [language in Language]?: LauncherTexts }, };

export type LauncherTexts = { title: string, 
/**
 * `null`: our own words.
 */
launcher: string | null, 
/**
 * `null`: no bubble.
 */
greeting: string | null, };

export type Settings = { routing: RoutingMode, strategy: RoutingStrategy, offer_timeout_ms: number, agents_may_close: boolean, close_after_ms: number, inactive_after_ms: number, presence_grace_ms: number, 
/**
 * How long a live chat's visitor may be gone before the session ends.
 */
chat_grace_ms: number, count_inactive: boolean, bot_name: string, };

export type RoutingStrategy = "longest_idle" | "most_spare" | "most_spare_percent";

export type FlowRefused = { problems: Array<FlowProblem>, code: ErrorCode, 
/**
 * One sentence in English for people; clients translate by `code`.
 */
message: string, 
/**
 * The field or key that is meant, where there is one.
 */
field?: string, 
/**
 * Who has it, for `offer_gone` and `already_assigned`.
 */
winner?: string, 
/**
 * Milliseconds to wait, for `too_many_requests`, `busy`, `draining`.
 */
retry_after_ms?: number, };

export type FlowProblem = { 
/**
 * `None`: the flow as a whole.
 */
step: string | null, 
/**
 * A word for programs, such as `not_connected`; `docs/flows.md` lists them.
 */
code: string, 
/**
 * What the sentence is made of: `what`, `value`, `found`, `least`, `most`, `from`, `reason`.
 */
details: Record<string, string>, 
/**
 * What is wrong and what to do, in English.
 */
text: string, };

export type FlowsOverview = { flows: Array<FlowSummary>, };

export type FlowSummary = { id: number, 
/**
 * The draft's, where there is one.
 */
name: string, 
/**
 * How many steps it has.
 */
steps: number, 
/**
 * The newest version that is live; `None`: nobody has met it yet.
 */
published: number | null, 
/**
 * Whether something was changed since.
 */
changed: boolean, 
/**
 * When it was last changed or published, where that is known.
 */
at: number | null, by: Named | null, used_by: Array<FlowUse>, };

export type FlowUse = { id: string, name: string, };

export type FlowDetail = { id: number, content: unknown, 
/**
 * The version that the draft began as.
 */
based_on: number | null, changed: boolean, at: number | null, by: Named | null, 
/**
 * What has to be mended before it can be published.
 */
problems: Array<FlowProblem>, 
/**
 * Newest first.
 */
versions: Array<FlowVersion>, used_by: Array<FlowUse>, };

export type FlowVersion = { version: number, name: string, steps: number, 
/**
 * `None` for versions from before this was kept.
 */
at: number | null, by: Named | null, 
/**
 * The earlier version whose content came back with it.
 */
restored: number | null, };

export type FlowContent = { version: number, content: unknown, };

export type DraftBody = { content: unknown, };

export type RestoreBody = { 
/**
 * Live at once, as a new version; otherwise into the draft only.
 */
publish: boolean, };

export type TryBody = { content: unknown, 
/**
 * As the last answer gave it; `None` at the beginning.
 */
run: unknown, input: TryInput, around: TryAround, };

export type TryInput = { "type": "started" } | { "type": "text", text: string, } | { "type": "chosen", option: string, } | { "type": "form_filled", answers: Array<FormAnswer>, } | { "type": "file" };

export type TryAround = { 
/**
 * A channel of text and files only, such as SMS, rather than the widget.
 */
text_only: boolean, 
/**
 * As those of somebody who signed in.
 */
name: string | null, email: string | null, 
/**
 * Such as `en` or `fr-BE`.
 */
locale: string | null, 
/**
 * Inside business hours.
 */
open: boolean, };

export type Tried = { said: Array<TrySaid>, 
/**
 * To be sent with the next input.
 */
run: unknown, state: TryState, problems: Array<FlowProblem>, };

export type TrySaid = { "type": "said", content: Content, } | { "type": "step", step: string, } | { "type": "captured", label: string, value: string, } | { "type": "handed_over", 
/**
 * A word for programs: `step`, `asked_for_human`, `fallback`, `too_many_steps`, `broken_flow`.
 */
reason: string, 
/**
 * `None`: the integration's own group.
 */
group: string | null, tags: Array<string>, fields: Array<TryField>, };

export type TryField = { label: string, value: string, };

export type TryState = "waiting" | "finished" | "handed_over" | "unreadable";

export type Routing = { 
/**
 * A word for programs, such as `all_away`.
 */
why: string, 
/**
 * The answer in a sentence, in English.
 */
text: string, 
/**
 * The agents who are meant, for `assigned` and `offered`.
 */
agents: Array<Named>, 
/**
 * Where it stands in its queue, from 1; `None` when it does not wait.
 */
position: number | null, };

export type Language = "en" | "fr" | "el";

export type Scheme = "auto" | "light" | "dark" | "contrast";

export type Account = { 
/**
 * 1 to 100 characters.
 */
name: string, 
/**
 * One of `languages`.
 */
default_language: Language, 
/**
 * What agents may choose from; at least one.
 */
languages: Array<Language>, 
/**
 * A name of the IANA database, such as `Europe/Athens`.
 */
time_zone: string, 
/**
 * `#rrggbb`; `None`: the product's own.
 */
accent: string | null, default_scheme: Scheme, };

export type PublicAccount = { name: string, default_language: Language, languages: Array<Language>, accent: string | null, default_scheme: Scheme, };

export type Invitation = { id: string, email: string, name: string, role: Role, groups: number[], capacity: number, 
/**
 * Who asked.
 */
by: Named, created_at: number, 
/**
 * From then on its link opens nothing.
 */
expires_at: number, };

export type NewInvitation = { email: string, name: string, role: Role, groups: number[], capacity: number, };

export type MadeInvitation = { invitation: Invitation, 
/**
 * To be given to whom it is for; it is shown this once. Works one time, until it expires.
 */
link: string, };

export type OpenInvitation = { email: string, name: string, 
/**
 * What the account is called.
 */
account: string, };

export type AcceptInvitation = { name: string, 
/**
 * At least 10 characters.
 */
password: string, };

export type SigningAlgorithm = "hs256" | "rs256" | "ed_dsa";

export type SigningKey = { 
/**
 * The `kid` in the header of its tokens.
 */
id: string, name: string, algorithm: SigningAlgorithm, 
/**
 * In PEM form; `None` for HS256, whose secret is never shown again.
 */
public_key: string | null, by: Named, created_at: number, };

export type NewSigningKey = { name: string, algorithm: SigningAlgorithm, 
/**
 * In PEM form, for RS256 (2,048 to 8,192 bits) and EdDSA (Ed25519); `None` for HS256, whose secret the server
 * draws.
 */
public_key: string | null, };

export type MadeSigningKey = { key: SigningKey, 
/**
 * For HS256: sign with the bytes of this text. It is shown this once.
 */
secret: string | null, };

export type TokenAccess = "read" | "write";

export type ApiToken = { id: string, name: string, access: TokenAccess, 
/**
 * Whoever made it, and as whom it acts.
 */
by: Named, 
/**
 * Whether it opens anything: it has not expired, and who made it is still an admin.
 */
in_force: boolean, created_at: number, expires_at: number | null, 
/**
 * To the minute; `None`: never.
 */
last_used_at: number | null, };

export type NewApiToken = { name: string, access: TokenAccess, 
/**
 * In the future; `None`: until it is revoked.
 */
expires_at: number | null, };

export type MadeApiToken = { token: ApiToken, 
/**
 * Goes into `Authorization: Bearer …`. It is shown this once.
 */
secret: string, };

export type ActiveSessions = { sessions: Array<ActiveSession>, };

export type ActiveSession = { id: string, agent: Named, 
/**
 * Such as `Firefox`; `None` where the browser does not say.
 */
browser: string | null, 
/**
 * Such as `Windows`.
 */
system: string | null, 
/**
 * The network that it was opened from.
 */
address: string | null, signed_in_at: number, 
/**
 * To some minutes.
 */
seen_at: number, expires_at: number, 
/**
 * Whether it is the one that asks.
 */
current: boolean, };

export type Audit = { entries: Array<AuditEntry>, 
/**
 * Goes into `before` for older ones; `None`: there are none.
 */
next: string | null, };

export type AuditEntry = { id: string, at: number, 
/**
 * `None`: the server itself.
 */
by: Named | null, 
/**
 * Of what: `agent`, `group`, `field`, `flow`, … or `other`.
 */
kind: string, 
/**
 * Which one: its number, or its id in hex.
 */
key: string, 
/**
 * What it is called, where it has a name.
 */
name: string | null, did: AuditDeed, 
/**
 * Field by field; never a secret.
 */
changes: Array<AuditChange>, };

export type AuditDeed = "created" | "changed" | "removed" | "renewed" | "accepted" | "password_changed" | "signed_out" | "signed_out_everywhere";

export type AuditChange = { 
/**
 * Such as `capacity`, or `widget.title` where it stands deeper.
 */
field: string, before: unknown, after: unknown, };
