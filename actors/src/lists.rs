//! The lists of tickets as they were at one moment: which tickets are in a list, in which order, and windows of it.
//! Made by the notifier, read on any thread, so that sorting 50,000 tickets holds up nobody who works.

use crate::push::NamedRow;
use frontdesk_model::id::{GroupId, UserId};
use frontdesk_model::search::Query;
use frontdesk_model::ticket::TicketStatus;
use frontdesk_model::view::TicketRow;
use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

/// Which tickets to list. Closed tickets are in none of these.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum List {
    /// No agent has it, whatever the status.
    Unassigned,
    Of(UserId),
    /// Not solved, in one of these groups.
    Groups(BTreeSet<GroupId>),
    /// Everything that is not closed.
    Open,
    Unsolved,
    Solved,
    /// S1-34: of this agent, New or Open, with the social tag.
    SocialOf(UserId),
    /// S1-36: no agent has it, whatever the status, with the social tag.
    SocialUnassigned,
}

impl List {
    #[must_use]
    pub fn holds(&self, row: &TicketRow) -> bool {
        let unsolved = row.status != TicketStatus::Solved;
        match self {
            Self::Unassigned => row.assignee.is_none(),
            Self::Of(agent) => row.assignee == Some(*agent),
            Self::Groups(groups) => unsolved && row.group.is_some_and(|group| groups.contains(&group)),
            Self::Open => true,
            Self::Unsolved => unsolved,
            Self::Solved => !unsolved,
            Self::SocialOf(agent) => {
                row.assignee == Some(*agent) && row.status.is_agents_turn() && row.is_social()
            }
            Self::SocialUnassigned => row.assignee.is_none() && row.is_social(),
        }
    }
}

/// By what a list is sorted; what is equal stands with the newest ticket first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    #[default]
    Ticket,
    Updated,
    /// Since when it waits for an agent; what waits longest first when ascending, what does not wait last.
    Waiting,
    Priority,
    Status,
    Requester,
}

/// A list in an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    pub list: List,
    pub sort: Sort,
    pub descending: bool,
}

impl Order {
    fn compare(&self, a: &NamedRow, b: &NamedRow) -> Ordering {
        let (one, other) = (&a.row, &b.row);
        let waits = |row: &TicketRow| (!row.waiting, row.eligible_at);
        let by = match self.sort {
            Sort::Ticket => one.ticket.cmp(&other.ticket),
            Sort::Updated => one.updated_at.cmp(&other.updated_at),
            Sort::Waiting => waits(one).cmp(&waits(other)),
            Sort::Priority => one.priority.cmp(&other.priority),
            Sort::Status => rank(one.status).cmp(&rank(other.status)),
            Sort::Requester => a.folded.requester.cmp(&b.folded.requester),
        };
        let by = if self.descending { by.reverse() } else { by };
        by.then_with(|| other.ticket.cmp(&one.ticket))
    }
}

const fn rank(status: TicketStatus) -> u8 {
    match status {
        TicketStatus::New => 0,
        TicketStatus::Open => 1,
        TicketStatus::Pending => 2,
        TicketStatus::OnHold => 3,
        TicketStatus::Solved => 4,
        TicketStatus::Closed => 5,
    }
}

/// Part of a list, with how many rows all of it has.
#[derive(Clone, Debug, Default)]
pub struct Window {
    pub rows: Vec<Arc<NamedRow>>,
    pub total: usize,
}

/// Orders that are kept with a snapshot; more push the oldest out.
const KEPT_ORDERS: usize = 16;

type Sorted = Arc<Vec<Arc<NamedRow>>>;

/// All rows of tickets that are not closed, at one moment.
#[derive(Default)]
pub struct Snapshot {
    rows: Vec<Arc<NamedRow>>,
    /// What was asked for before, so that a colleague who looks at the same list does not sort it again.
    orders: Mutex<Vec<(Order, Sorted)>>,
}

impl Snapshot {
    #[must_use]
    pub fn new(rows: Vec<Arc<NamedRow>>) -> Self {
        Self { rows, orders: Mutex::default() }
    }

    #[must_use]
    pub fn rows(&self) -> &[Arc<NamedRow>] {
        &self.rows
    }

    /// Sorts at the first question for an order: ask from a thread that may be busy for milliseconds.
    #[must_use]
    pub fn window(&self, order: &Order, offset: usize, limit: usize) -> Window {
        let sorted = self.sorted(order);
        let rows = sorted.iter().skip(offset).take(limit).cloned().collect();
        Window { rows, total: sorted.len() }
    }

    /// As [`Self::window`], of the rows that hold `query` alone.
    #[must_use]
    pub fn window_of(&self, order: &Order, query: &Query, offset: usize, limit: usize) -> Window {
        let mut window = Window::default();
        for named in self.sorted(order).iter().filter(|named| named.score(query).is_some()) {
            if window.total >= offset && window.rows.len() < limit {
                window.rows.push(Arc::clone(named));
            }
            window.total = window.total.saturating_add(1);
        }
        window
    }

    fn sorted(&self, order: &Order) -> Sorted {
        let known = |orders: &Vec<(Order, Sorted)>| {
            orders.iter().find(|(known, _)| known == order).map(|(_, sorted)| Arc::clone(sorted))
        };
        if let Some(sorted) = known(&self.orders.lock().unwrap_or_else(PoisonError::into_inner)) {
            return sorted;
        }
        let mut rows: Vec<_> =
            self.rows.iter().filter(|named| order.list.holds(&named.row)).cloned().collect();
        rows.sort_unstable_by(|a, b| order.compare(a, b));
        let sorted = Arc::new(rows);
        let mut orders = self.orders.lock().unwrap_or_else(PoisonError::into_inner);
        if orders.len() >= KEPT_ORDERS {
            orders.remove(0);
        }
        orders.push((order.clone(), Arc::clone(&sorted)));
        sorted
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use frontdesk_model::agent::Priority;
    use frontdesk_model::channel::ChannelKind;
    use frontdesk_model::id::{ConversationId, TicketId};
    use frontdesk_model::ticket::Tag;
    use frontdesk_model::time::Timestamp;

    fn agent(number: u64) -> UserId {
        UserId::new(number).unwrap()
    }

    fn named(number: u64, change: impl FnOnce(&mut TicketRow)) -> Arc<NamedRow> {
        let mut row = TicketRow {
            ticket: TicketId::new(number).unwrap(),
            conversation: ConversationId::from_bytes([1; 12]),
            seq: 1,
            end_user: agent(100 + number),
            channel: ChannelKind::Widget,
            via: None,
            status: TicketStatus::Open,
            opened_seq: 1,
            group: GroupId::new(1).ok(),
            assignee: None,
            assigned_at: None,
            priority: Priority::Normal,
            tags: BTreeSet::new(),
            created_at: Timestamp::ZERO,
            updated_at: Timestamp::from_millis(number),
            eligible_at: Timestamp::from_millis(number),
            waiting: true,
            offers: Vec::new(),
            missed: Vec::new(),
            declined_at: None,
            replied: false,
            unread: 0,
            active: true,
            counts: true,
        };
        change(&mut row);
        Arc::new(NamedRow::new(row, format!("Person {number}").into(), "".into()))
    }

    fn social(row: &mut TicketRow) {
        row.tags.insert(Tag::new("messaging_support").unwrap());
    }

    fn numbers(snapshot: &Snapshot, list: List, sort: Sort, descending: bool) -> Vec<u64> {
        let order = Order { list, sort, descending };
        snapshot.window(&order, 0, 100).rows.iter().map(|named| named.row.ticket.get()).collect()
    }

    #[test]
    fn s1_34_s1_39_mine_are_new_or_open_with_the_tag() {
        let me = Some(agent(2));
        let mine = |status| {
            move |row: &mut TicketRow| {
                (row.assignee, row.status) = (me, status);
                social(row);
            }
        };
        let snapshot = Snapshot::new(vec![
            named(1, mine(TicketStatus::New)),
            named(2, mine(TicketStatus::Open)),
            named(3, mine(TicketStatus::Pending)),
            named(4, |row| row.assignee = me),
            named(5, |row| {
                row.assignee = Some(agent(3));
                social(row);
            }),
        ]);
        assert_eq!(numbers(&snapshot, List::SocialOf(agent(2)), Sort::Updated, true), [2, 1]);
    }

    #[test]
    fn s1_36_s1_40_unassigned_are_of_any_status() {
        let statuses = [
            TicketStatus::New,
            TicketStatus::Open,
            TicketStatus::Pending,
            TicketStatus::OnHold,
            TicketStatus::Solved,
        ];
        let of = |(number, status)| {
            named(number, move |row| {
                row.status = status;
                social(row);
            })
        };
        let snapshot = Snapshot::new((1..).zip(statuses).map(of).collect());
        assert_eq!(numbers(&snapshot, List::SocialUnassigned, Sort::Updated, true), [5, 4, 3, 2, 1]);
    }

    #[test]
    fn a_list_of_groups_holds_what_is_not_solved_there() {
        let snapshot = Snapshot::new(vec![
            named(1, |_| {}),
            named(2, |row| row.group = GroupId::new(2).ok()),
            named(3, |row| row.status = TicketStatus::Solved),
            named(4, |row| row.group = None),
        ]);
        let groups = [GroupId::new(1).unwrap()].into();
        assert_eq!(numbers(&snapshot, List::Groups(groups), Sort::Ticket, true), [1]);
        assert_eq!(numbers(&snapshot, List::Unsolved, Sort::Ticket, true), [4, 2, 1]);
        assert_eq!(numbers(&snapshot, List::Solved, Sort::Ticket, true), [3]);
    }

    #[test]
    fn what_waits_longest_comes_first_and_what_does_not_wait_last() {
        let snapshot =
            Snapshot::new(vec![named(1, |row| row.waiting = false), named(2, |_| {}), named(3, |_| {})]);
        assert_eq!(numbers(&snapshot, List::Open, Sort::Waiting, false), [2, 3, 1]);
        assert_eq!(numbers(&snapshot, List::Open, Sort::Requester, true), [3, 2, 1]);
    }

    #[test]
    fn a_window_tells_how_many_there_are() {
        let snapshot = Snapshot::new((1..=300).map(|number| named(number, |_| {})).collect());
        let order = Order { list: List::Open, sort: Sort::Updated, descending: true };
        let window = snapshot.window(&order, 290, 50);
        assert_eq!((window.rows.len(), window.total), (10, 300));
        assert_eq!(snapshot.window(&order, 0, 1).rows[0].row.ticket.get(), 300);
        assert!(snapshot.window(&order, 900, 1).rows.is_empty());
        let query = Query::parse("person 29").unwrap();
        let window = snapshot.window_of(&order, &query, 1, 2);
        assert_eq!((window.rows[0].row.ticket.get(), window.total), (298, 13), "29, 129, 229 and 290 to 299");
    }
}
