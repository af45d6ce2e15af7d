//! Which agent could take which work, apart from having room now: groups and skills.

use super::intern::{Interner, Slot};
use crate::id::GroupId;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Something that an agent can and work may need: a language, a product.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SkillId(u64);

impl SkillId {
    #[must_use]
    pub const fn new(number: u64) -> Self {
        Self(number)
    }

    #[must_use]
    pub const fn get(self) -> u64 {
        self.0
    }
}

impl fmt::Debug for SkillId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "skill {}", self.0)
    }
}

/// A skill without which the work cannot be done. Optional ones are not the router's: whoever feeds it drops them
/// one after the other, and puts the work again each time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RequiredSkill(pub SkillId);

/// Interned skills as bits. More than 64 different skills spill into further words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct SkillSet {
    low: u64,
    high: Vec<u64>,
}

impl SkillSet {
    pub(super) fn of(skills: &[Slot]) -> Self {
        let mut set = Self::default();
        for skill in skills {
            let (word, bit) = (skill.index() / 64, 1u64 << (skill.number() % 64));
            match word.checked_sub(1) {
                None => set.low |= bit,
                Some(above) => {
                    if set.high.len() <= above {
                        set.high.resize(above.saturating_add(1), 0);
                    }
                    if let Some(word) = set.high.get_mut(above) {
                        *word |= bit;
                    }
                }
            }
        }
        set
    }

    pub(super) fn covers(&self, needed: &Self) -> bool {
        needed.low & !self.low == 0
            && needed
                .high
                .iter()
                .enumerate()
                .all(|(at, needed)| needed & !self.high.get(at).copied().unwrap_or(0) == 0)
    }

    /// Whether there is more than [`Self::low`] shows.
    pub(super) fn is_wide(&self) -> bool {
        !self.high.is_empty()
    }

    /// The first 64 skills, for a test without a look at the whole set: what fails here fails in [`Self::covers`].
    pub(super) const fn low(&self) -> u64 {
        self.low
    }
}

/// What a class of work asks of an agent.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Demand {
    pub(super) scope: Slot,
    pub(super) skills: SkillSet,
    /// One of the skills, under which the class is filed; `None` if it needs none.
    pub(super) anchor: Option<Slot>,
}

/// What an agent is able to serve.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reach {
    /// [`EVERYBODY`], then the agent's groups.
    pub(super) scopes: Box<[Slot]>,
    pub(super) skills: SkillSet,
    pub(super) skill_list: Box<[Slot]>,
}

impl Reach {
    pub(super) fn new(mut scopes: Vec<Slot>, mut skill_list: Vec<Slot>) -> Self {
        scopes.sort_unstable();
        scopes.dedup();
        skill_list.sort_unstable();
        skill_list.dedup();
        let skills = SkillSet::of(&skill_list);
        Self { scopes: scopes.into(), skills, skill_list: skill_list.into() }
    }

    pub(super) fn serves(&self, demand: &Demand) -> bool {
        self.skills.covers(&demand.skills) && self.scopes.contains(&demand.scope)
    }
}

/// The scope of work without a group.
pub(super) const EVERYBODY: Slot = Slot::FIRST;

/// Groups and skills as slots. A scope is a group, or everybody.
#[derive(Debug)]
pub(super) struct Names {
    scopes: Interner<Option<GroupId>>,
    skills: Interner<SkillId>,
}

impl Default for Names {
    fn default() -> Self {
        let mut scopes = Interner::default();
        // The first one gets the first slot: EVERYBODY.
        scopes.slot(None);
        Self { scopes, skills: Interner::default() }
    }
}

impl Names {
    pub(super) fn demand(&mut self, group: Option<GroupId>, skills: &[RequiredSkill]) -> Demand {
        let needed: Vec<Slot> = skills.iter().map(|RequiredSkill(skill)| self.skills.slot(*skill)).collect();
        Demand {
            scope: self.scopes.slot(group),
            anchor: needed.iter().min().copied(),
            skills: SkillSet::of(&needed),
        }
    }

    pub(super) fn reach(&mut self, groups: &[GroupId], skills: &[SkillId]) -> Reach {
        let groups = groups.iter().map(|group| self.scopes.slot(Some(*group)));
        let scopes: Vec<Slot> = std::iter::once(EVERYBODY).chain(groups).collect();
        Reach::new(scopes, skills.iter().map(|skill| self.skills.slot(*skill)).collect())
    }
}
