//! Who works at the demo's desk. The passwords are written in the README as well: they protect nothing.

use frontdesk_model::access::Role;

#[derive(Clone, Copy, Debug)]
pub(crate) struct Person {
    pub(crate) role: Role,
    pub(crate) name: &'static str,
    pub(crate) email: &'static str,
    pub(crate) password: &'static str,
    pub(super) groups: &'static [Team],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Team {
    Support,
    Billing,
}

/// Conversations that each has room for.
pub(super) const CAPACITY: u32 = 5;

/// The places of [`PEOPLE`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Who {
    Marie,
    Yannis,
    Alex,
}

impl Who {
    pub(super) const fn place(self) -> usize {
        match self {
            Self::Alex => 0,
            Self::Marie => 1,
            Self::Yannis => 2,
        }
    }
}

pub(crate) const PEOPLE: [Person; 3] = [
    Person {
        role: Role::Admin,
        name: "Alex Morgan",
        email: "alex@example.com",
        password: "alex-demo-password",
        groups: &[Team::Support, Team::Billing],
    },
    Person {
        role: Role::Agent,
        name: "Marie Lambert",
        email: "marie@example.com",
        password: "marie-demo-password",
        groups: &[Team::Support],
    },
    Person {
        role: Role::Agent,
        name: "Yannis Petrou",
        email: "yannis@example.com",
        password: "yannis-demo-password",
        groups: &[Team::Support, Team::Billing],
    },
];
