//! Fills an empty store: what an admin would configure first, then the talks.

use super::flow::{Names, flow};
use super::look::{PICTURE, look};
use super::macros::macros;
use super::people::{CAPACITY, PEOPLE, Person, Team, Who};
use super::player::Player;
use super::talks::TALKS;
use anyhow::{Context, anyhow};
use frontdesk_actors::clock::{ManualClock, SystemDice};
use frontdesk_actors::directory::{Entry, Put};
use frontdesk_actors::logins::{Login, login_record};
use frontdesk_actors::system::{Foundation, System};
use frontdesk_model::account::Account;
use frontdesk_model::channel::ChannelKind;
use frontdesk_model::directory::{Agent, Field, Group, Integration, Settings};
use frontdesk_model::end_user::EmailAddress;
use frontdesk_model::id::{
    AttachmentId, FieldId, FlowId, GroupId, IntegrationId, MacroId, ShortcutId, UserId,
};
use frontdesk_model::macros::Macro;
use frontdesk_model::message::MessageText;
use frontdesk_model::shortcut::{Scope, Shortcut, ShortcutName};
use frontdesk_model::time::{Span, Timestamp};
use frontdesk_storage::attachments::Attachments;
use frontdesk_storage::{Commit, Counter, Expected, RecordKind, RecordWrite, Store, payload};
use frontdesk_web::attachments::{Attachment, Uploader};
use frontdesk_web::auth::hash_password;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Canned replies: name, text, and the team that they are for (`None`: everybody). The last one shows why one that
/// wants to be filled in is not offered.
const SHORTCUTS: [(&str, &str, Option<Team>); 7] = [
    ("hello", "Hello, and thank you for writing to Hearth & Home. How can I help?", None),
    ("moment", "One moment please, I am looking into it.", None),
    ("thanks", "Thank you for your patience. Is there anything else that I can do for you?", None),
    ("bye", "Thank you, and have a good day. Write to us at any time, right here.", None),
    (
        "return",
        "You can return everything within 30 days. Please pack it as it came; I send you the label by e-mail.",
        Some(Team::Support),
    ),
    (
        "track",
        "You can follow your parcel here: https://shop.example/track – it is updated every few hours.",
        Some(Team::Support),
    ),
    ("refund", "Dear {{customer.name}}, the refund is on its way and arrives within five days.", None),
];

/// What the shop calls itself.
const SHOP: &str = "Hearth & Home";

/// What the shop calls its bot.
const BOT: &str = "Robin";

/// Before the first talk there has to be somebody to talk to.
const SET_UP_AGO: Span = Span::days(4);

/// Fills the store; blocks until everything is durable. `opens`: now. `base`: the server's address, such as
/// `http://127.0.0.1:8080`, under which the shop's pages are.
///
/// The talks lie in the past, so the actors that play them run by a clock of their own, on a thread of their own:
/// nothing of them is left when this returns.
pub(crate) fn fill(
    store: Arc<dyn Store>,
    opens: Timestamp,
    base: String,
    data: PathBuf,
) -> anyhow::Result<()> {
    let filling = move || actix_web::rt::System::new().block_on(fill_with(store, opens, &base, &data));
    let playing = std::thread::spawn(filling);
    playing.join().map_err(|_| anyhow!("making the sample data panicked"))?
}

async fn fill_with(store: Arc<dyn Store>, opens: Timestamp, base: &str, data: &Path) -> anyhow::Result<()> {
    let clock = Arc::new(ManualClock::at(opens.minus(SET_UP_AGO)));
    let system =
        System::start(Foundation { store, clock: clock.clone(), dice: Arc::new(SystemDice), arbiters: 0 })
            .await?;
    let setting_up = SettingUp { system: &system, base, data };
    let (widget, agents) = setting_up.all().await.context("the sample configuration cannot be made")?;
    let player = Player { system: &system, clock: &clock, widget, agents: &agents };
    for talk in TALKS {
        player.play(talk, opens).await.context("a sample conversation cannot be made")?;
    }
    Ok(())
}

struct SettingUp<'a> {
    system: &'a System,
    base: &'a str,
    /// Where files lie.
    data: &'a Path,
}

impl SettingUp<'_> {
    async fn all(&self) -> anyhow::Result<(IntegrationId, Vec<Agent>)> {
        let settings = Settings { bot_name: BOT.to_owned(), ..Settings::default() };
        self.put(Entry::Settings(settings), Vec::new()).await?;
        // Customers read it where they confirm a link, so it is the shop's name and not the program's.
        let account = Account { name: SHOP.to_owned(), ..Account::default() };
        self.put(Entry::Account(account), Vec::new()).await?;
        let support = self.group("Support").await?;
        let billing = self.group("Billing").await?;
        let order_number = self.field("Order number", &[]).await?;
        let product = self.field("Product", &["Ember stove", "Dune lamp", "Fjord armchair"]).await?;
        let mut agents = Vec::new();
        for person in &PEOPLE {
            let groups = person.groups.iter().map(|team| match team {
                Team::Support => support,
                Team::Billing => billing,
            });
            agents.push(self.agent(person, groups.collect()).await?);
        }
        let id = FlowId::new(self.number(Counter::Flow))?;
        let help = format!("{}/demo/help.html", self.base);
        let flow = flow(&Names { flow: id, support, billing, order_number, product, help })?;
        self.put(Entry::Flow(Box::new(flow)), Vec::new()).await?;
        let uploader = agents.first().map(|agent| agent.id).context("the demo has nobody")?;
        let picture = self.picture(uploader).await?;
        let shared = &self.system.shared;
        let widget = Integration {
            id: IntegrationId::new(shared.clock.now(), shared.dice.six()),
            kind: ChannelKind::Widget,
            name: "Website".to_owned(),
            flow: Some(id),
            group: Some(support),
            widget: look(picture),
        };
        let widget_id = widget.id;
        self.put(Entry::Integration(widget), Vec::new()).await?;
        self.shortcuts(support, &agents).await?;
        for entry in macros(support, billing)? {
            let id = MacroId::new(self.number(Counter::Object))?;
            self.put(Entry::Macro(Box::new(Macro { id, ..entry })), Vec::new()).await?;
        }
        Ok((widget_id, agents))
    }

    async fn shortcuts(&self, support: GroupId, agents: &[Agent]) -> anyhow::Result<()> {
        for (name, text, team) in SHORTCUTS {
            let scope = match team {
                None => Scope::Global,
                Some(Team::Support | Team::Billing) => Scope::Group { group: support },
            };
            self.shortcut(name, text, scope).await?;
        }
        if let Some(marie) = agents.get(Who::Marie.place()) {
            let scope = Scope::Personal { agent: marie.id };
            self.shortcut("marie", "My name is Marie, and I stay with you until this is solved.", scope)
                .await?;
        }
        Ok(())
    }

    async fn shortcut(&self, name: &str, text: &str, scope: Scope) -> anyhow::Result<()> {
        let shortcut = Shortcut {
            id: ShortcutId::new(self.number(Counter::Object))?,
            name: ShortcutName::new(name)?,
            text: MessageText::new(text)?,
            scope,
            options: Vec::new(),
        };
        self.put(Entry::Shortcut(Box::new(shortcut)), Vec::new()).await
    }

    /// The bot's face, as if an admin had sent it.
    async fn picture(&self, uploader: UserId) -> anyhow::Result<AttachmentId> {
        let mut incoming = Attachments::open(self.data)?.receive(PICTURE.len().try_into()?)?;
        incoming.write(PICTURE)?;
        let stored = incoming.finish()?;
        let shared = &self.system.shared;
        let now = shared.clock.now();
        let picture = Attachment {
            id: AttachmentId::new(now, shared.dice.six()),
            sha256: stored.hash.to_string(),
            name: "bot.png".to_owned(),
            media_type: "image/png".to_owned(),
            size: stored.length,
            uploader: Uploader::Agent { id: uploader },
            created_at: now,
            conversation: None,
        };
        let record = RecordWrite {
            kind: RecordKind::Attachment,
            key: picture.id.to_bytes().to_vec().into(),
            expected: Expected::Absent,
            body: Some(payload::to_bytes(&picture)?),
        };
        shared.store.commit(Commit { records: vec![record], ..Commit::default() }).await?;
        Ok(picture.id)
    }

    fn number(&self, counter: Counter) -> u64 {
        // Zero is no number.
        self.system.shared.store.next_number(counter).max(1)
    }

    async fn group(&self, name: &str) -> anyhow::Result<GroupId> {
        let id = GroupId::new(self.number(Counter::Group))?;
        self.put(Entry::Group(Group { id, name: name.to_owned() }), Vec::new()).await?;
        Ok(id)
    }

    async fn field(&self, label: &str, options: &[&str]) -> anyhow::Result<FieldId> {
        let id = FieldId::new(self.number(Counter::Field))?;
        let options = options.iter().map(|option| (*option).to_owned()).collect();
        let field = Field { id, label: label.to_owned(), options, end_user_editable: true };
        self.put(Entry::Field(field), Vec::new()).await?;
        Ok(id)
    }

    async fn agent(
        &self,
        person: &Person,
        groups: std::collections::BTreeSet<GroupId>,
    ) -> anyhow::Result<Agent> {
        let agent = Agent {
            id: UserId::new(self.number(Counter::User))?,
            name: person.name.to_owned(),
            role: person.role,
            groups,
            capacity: CAPACITY,
            active: true,
        };
        let login = Login { agent: agent.id, password_hash: hash_password(person.password)? };
        let email = EmailAddress::new(person.email)?;
        let record = login_record(email.as_str(), &login, Expected::Absent)?;
        self.put(Entry::Agent(agent.clone()), vec![record]).await?;
        Ok(agent)
    }

    async fn put(&self, entry: Entry, more: Vec<RecordWrite>) -> anyhow::Result<()> {
        let put = Put { entry, expected: Expected::Absent, more, by: None };
        self.system.directory.send(put).await??;
        Ok(())
    }
}
