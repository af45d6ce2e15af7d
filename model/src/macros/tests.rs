use super::*;
use crate::access::Role;
use crate::agent::Priority;
use crate::directory::{Field, Group};
use crate::end_user::EmailAddress;
use crate::id::{GroupId, TicketId, UserId};
use crate::markup::written;
use crate::message::{Span, Style};
use crate::ticket::{Assignment, Tag};
use crate::time::Timestamp;
use std::collections::{BTreeMap, BTreeSet};

const ORDER: u64 = 1;
const SIZE: u64 = 2;

fn field(id: u64) -> FieldId {
    FieldId::new(id).unwrap()
}

fn group(id: u64) -> GroupId {
    GroupId::new(id).unwrap()
}

fn tags(words: &str) -> BTreeSet<Tag> {
    words.split_whitespace().map(|word| Tag::new(word).unwrap()).collect()
}

fn directory() -> Directory {
    let fields = [(ORDER, "Order number", &[][..]), (SIZE, "Size", &["Small", "Large"][..])].map(
        |(id, label, options)| {
            let options = options.iter().map(|option| (*option).to_owned()).collect();
            (field(id), Field { id: field(id), label: label.to_owned(), options, end_user_editable: false })
        },
    );
    let support = Group { id: group(1), name: "Support".to_owned() };
    Directory { fields: fields.into(), groups: [(group(1), support)].into(), ..Directory::default() }
}

fn agent() -> Agent {
    let (id, name) = (UserId::new(2).unwrap(), "Marie Lambert".to_owned());
    Agent { id, name, role: Role::Agent, groups: BTreeSet::new(), capacity: 3, active: true }
}

fn end_user(name: &str) -> EndUser {
    EndUser {
        id: UserId::new(9).unwrap(),
        name: name.to_owned(),
        email: EmailAddress::new("ana@example.com").ok(),
        locale: None,
        time_zone: None,
        verified: false,
        created_at: Timestamp::ZERO,
    }
}

fn ticket(words: &str) -> Ticket {
    Ticket {
        id: TicketId::new(1042).unwrap(),
        status: TicketStatus::Open,
        status_since: Timestamp::ZERO,
        subject: String::new(),
        opened_seq: 1,
        group: None,
        assignment: Assignment::Unassigned,
        priority: Priority::Normal,
        tags: tags(words),
        fields: BTreeMap::from([(field(ORDER), "A-17".to_owned())]),
        created_at: Timestamp::ZERO,
        eligible_at: Timestamp::ZERO,
        replied: false,
        declined_at: None,
        previous: None,
    }
}

fn plain() -> Macro {
    Macro {
        id: MacroId::new(1).unwrap(),
        name: "Refund".to_owned(),
        description: String::new(),
        scope: Scope::Global,
        active: true,
        reply: None,
        status: Some(TicketStatus::Solved),
        changes: TicketChanges::default(),
    }
}

fn saying(text: &str) -> Macro {
    Macro { reply: Some(MacroReply { text: MessageText::new(text).unwrap(), internal: false }), ..plain() }
}

fn changing(changes: TicketChanges) -> Macro {
    Macro { changes, ..plain() }
}

/// What it does on a ticket with these tags, for an end user of this name, on this channel.
fn applied(entry: &Macro, words: &str, name: &str, channel: ChannelKind, directory: &Directory) -> Applied {
    let (ticket, end_user, agent) = (ticket(words), end_user(name), agent());
    let occasion = Occasion { ticket: &ticket, channel, end_user: &end_user, agent: &agent, directory };
    let applied = entry.apply(&occasion);
    assert_eq!(applied, entry.apply(&occasion), "always the same");
    applied
}

fn on_whatsapp(entry: &Macro) -> Applied {
    applied(entry, "", "Ana Duarte", ChannelKind::Whatsapp, &directory())
}

#[test]
fn s1_49_a_macros_text_knows_whom_it_is_for() {
    let said = |text, name: &str| {
        let applied = applied(&saying(text), "", name, ChannelKind::Whatsapp, &directory());
        applied.reply.map(|reply| reply.text.as_str().to_owned())
    };
    for (template, expected) in [
        ("Hello {{first_name || there}}!", "Hello Ana!"),
        ("{{name}} <{{email}}>", "Ana Duarte <ana@example.com>"),
        ("Ticket {{ticket}}, {{agent}} ({{agent_first_name}})", "Ticket 1042, Marie Lambert (Marie)"),
        ("Order {{order NUMBER}}, size {{Size || unknown}}", "Order A-17, size unknown"),
        ("[{{nobody knows}}]", "[]"),
    ] {
        assert_eq!(said(template, "Ana Duarte").as_deref(), Some(expected), "{template}");
    }
    assert_eq!(said("Hello {{first_name || there}}!", "Visitor 9").as_deref(), Some("Hello there!"));
    assert_eq!(said("{{Size}}", "Ana"), None, "what says nothing is not said");
}

#[test]
fn what_somebody_wrote_cannot_smuggle_in_a_placeholder() {
    let applied = applied(&saying("Hello {{name}}"), "", "{{email}}", ChannelKind::Widget, &directory());
    assert_eq!(applied.reply.unwrap().text.as_str(), "Hello {{email}}");
}

#[test]
fn what_somebody_is_called_is_words_in_what_an_agent_sends() {
    let link = |url: &str| Style::Link { url: url.to_owned() };
    for (template, name, words, spans) in [
        ("Hello {{name}}!", "*Ana*", "Hello *Ana*!", vec![]),
        ("**Hello** {{name}}!", "**Ana** _D_", "Hello **Ana** _D_!", vec![("Hello", Style::Bold)]),
        ("**Hello {{name}}**!", "A*n*a", "Hello A*n*a!", vec![("Hello A*n*a", Style::Bold)]),
        ("Hi *{{name}}", "Ana*", "Hi *Ana*", vec![]),
        ("{{name}}*, *hello*", "*Ana", "*Ana*, hello", vec![("hello", Style::Italic)]),
        ("{{name}}", "- Ana", "- Ana", vec![]),
        ("{{name}}", "[Ana](https://evil.example)", "[Ana](https://evil.example)", vec![]),
        ("{{name}} *x*", "Ana\\", "Ana\\ x", vec![("x", Style::Italic)]),
        ("`{{name}}`", "snake_case*", "snake_case*", vec![("snake_case*", Style::Code)]),
        (
            "[{{name}}](https://a.example/{{ name || x }}/{{Order number}})",
            "A b) [c](https://evil.example",
            "A b) [c](https://evil.example",
            vec![(
                "A b) [c](https://evil.example",
                link("https://a.example/A%20b%29%20%5Bc%5D%28https%3A%2F%2Fevil.example/A-17"),
            )],
        ),
        ("**{{name}}** `{{name}}`", "a`b", "a`b a`b", vec![]),
    ] {
        let applied = applied(&saying(template), "", name, ChannelKind::Widget, &directory());
        let sent = written(applied.reply.unwrap().text.as_str()).unwrap();
        let over = |span: &Span| sent.as_str().chars().take(span.end).skip(span.start).collect::<String>();
        let set: Vec<_> = sent.spans().iter().map(|span| (over(span), span.style.clone())).collect();
        let spans: Vec<_> = spans.into_iter().map(|(over, style)| (over.to_owned(), style)).collect();
        assert_eq!((sent.as_str(), set), (words, spans), "{template:?}");
    }
    let plain = applied(&saying("- *Hello* {{name}}"), "", "Ana_D", ChannelKind::Widget, &directory());
    assert_eq!(
        plain.reply.unwrap().text.as_str(),
        "- *Hello* Ana_D",
        "as it was typed where nothing is in the way"
    );
}

#[test]
fn s3_21_what_this_ticket_does_not_take_is_left_out_and_named() {
    let changes = TicketChanges {
        assign: Some(AssignTo::Group { group: group(7) }),
        fields: BTreeMap::from([
            (field(SIZE), "Huge".to_owned()),
            (field(ORDER), "B-1".to_owned()),
            (field(9), "x".to_owned()),
        ]),
        ..TicketChanges::default()
    };
    let entry = Macro { status: Some(TicketStatus::Closed), ..changing(changes) };
    let mut directory = directory();
    directory.settings.agents_may_close = false;
    let applied = applied(&entry, "", "Ana", ChannelKind::Whatsapp, &directory);
    let fields = [LeftOut::Field { field: field(SIZE) }, LeftOut::Field { field: field(9) }];
    assert_eq!(applied.left_out, [&[LeftOut::Status, LeftOut::Group][..], &fields].concat());
    assert_eq!((applied.status, applied.changes.assign), (None, None));
    assert_eq!(applied.changes.fields, BTreeMap::from([(field(ORDER), "B-1".to_owned())]));
}

#[test]
fn s3_21_a_macro_passes_on_messaging_and_no_live_chat() {
    let to_support = AssignTo::Group { group: group(1) };
    let entry = changing(TicketChanges { assign: Some(to_support), ..TicketChanges::default() });
    assert_eq!(on_whatsapp(&entry).changes.assign, Some(to_support));
    let on_chat = applied(&entry, "", "Ana", ChannelKind::Chat, &directory());
    assert_eq!((on_chat.changes.assign, on_chat.left_out), (None, vec![LeftOut::LiveChat]));
}

#[test]
fn tags_that_have_no_room_are_left_out_together() {
    let full: String = (0..MAX_TAGS).map(|number| format!("t{number} ")).collect();
    let entry = |add: &str, remove: &str| {
        changing(TicketChanges { add_tags: tags(add), remove_tags: tags(remove), ..TicketChanges::default() })
    };
    let left = |entry: &Macro| {
        let applied = applied(entry, &full, "Ana", ChannelKind::Widget, &directory());
        (applied.changes.add_tags.len(), applied.left_out)
    };
    assert_eq!(left(&entry("new", "")), (0, vec![LeftOut::Tags]));
    assert_eq!(left(&entry("new", "t1")), (1, vec![]), "one goes, one comes");
    assert_eq!(left(&entry("t1", "")), (1, vec![]), "it is there already");
}

#[test]
fn a_macro_that_does_nothing_or_cannot_be_done_is_not_kept() {
    let many = |count: usize| (0..count).map(|number| format!("t{number} ")).collect::<String>();
    let nothing = TicketChanges::default;
    let assign = |group| TicketChanges { assign: Some(AssignTo::Group { group }), ..nothing() };
    let cases = [
        (plain(), Ok(())),
        (saying("Hello"), Ok(())),
        (Macro { status: None, ..plain() }, Err(InvalidMacro::DoesNothing)),
        (Macro { description: "é".repeat(MAX_DESCRIPTION_CHARS), ..plain() }, Ok(())),
        (
            Macro { description: "é".repeat(MAX_DESCRIPTION_CHARS + 1), ..plain() },
            Err(InvalidMacro::Description),
        ),
        (Macro { description: "a\u{7}".to_owned(), ..plain() }, Err(InvalidMacro::Description)),
        (saying("{{name}}"), Err(InvalidMacro::SaysNothing)),
        (Macro { status: Some(TicketStatus::New), ..plain() }, Err(InvalidMacro::Status)),
        (changing(assign(group(1))), Ok(())),
        (changing(assign(group(7))), Err(InvalidMacro::Assign)),
        (
            Macro { status: Some(TicketStatus::Closed), ..changing(assign(group(1))) },
            Err(InvalidMacro::Assign),
        ),
        (changing(TicketChanges { add_tags: tags(&many(10)), ..nothing() }), Ok(())),
        (changing(TicketChanges { add_tags: tags(&many(11)), ..nothing() }), Err(InvalidMacro::Tags)),
        (
            changing(TicketChanges { add_tags: tags("a"), remove_tags: tags("a b"), ..nothing() }),
            Err(InvalidMacro::Tags),
        ),
        (changing(TicketChanges { fields: [(field(SIZE), "Large".to_owned())].into(), ..nothing() }), Ok(())),
        (
            changing(TicketChanges { fields: [(field(SIZE), "Huge".to_owned())].into(), ..nothing() }),
            Err(InvalidMacro::Fields),
        ),
    ];
    for (entry, expected) in cases {
        assert_eq!(entry.check(&directory()), expected, "{entry:?}");
    }
}

#[test]
fn what_is_stored_is_read_again() {
    let entry = Macro {
        changes: TicketChanges {
            priority: Some(Priority::High),
            assign: Some(AssignTo::Me),
            add_tags: tags("vip"),
            fields: [(field(ORDER), "A".to_owned())].into(),
            ..TicketChanges::default()
        },
        ..saying("Hello")
    };
    let text = serde_json::to_string(&entry).unwrap();
    assert_eq!(serde_json::from_str::<Macro>(&text).unwrap(), entry);
    let least = r#"{"id":1,"name":"A","scope":{"for":"global"},"active":true,"status":"solved"}"#;
    assert_eq!(serde_json::from_str::<Macro>(least).unwrap(), Macro { name: "A".to_owned(), ..plain() });
}
