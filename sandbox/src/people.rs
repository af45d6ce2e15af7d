//! Who has a telephone, and what each provider calls them.

use crate::providers;
use crate::world::{Account, Person, World};
use sha2::{Digest, Sha256};

/// Gives the person a telephone with all the apps, or a new one.
pub(crate) fn add(world: &mut World, person: Person) {
    let names: Vec<(String, Vec<String>)> = world
        .accounts
        .values()
        .filter_map(|account| {
            Some((account.id.clone(), providers::of(account.kind)?.addresses(account, &person)))
        })
        .collect();
    for (account, addresses) in names {
        for address in addresses {
            world.name_address(&account, address, &person.id);
        }
    }
    world.persons.insert(person.id.clone(), person);
}

/// Decimal digits that stand for the person at the account, the same at each start: what providers that give an id a
/// page or a bot do.
pub(crate) fn scoped_digits(account: &Account, person: &Person, digits: usize) -> String {
    let hash = Sha256::digest(format!("{}/{}/{}", account.kind_word(), account.id, person.id));
    let number = hash.iter().take(16).fold(0_u128, |number, byte| (number << 8) | u128::from(*byte));
    // No leading zero, so that the length is always the same.
    let text = format!("1{number:039}");
    text.chars().take(digits).collect()
}

/// The same in hexadecimal, at most 64 characters.
pub(crate) fn scoped_hex(account: &Account, person: &Person, characters: usize) -> String {
    let hash = Sha256::digest(format!("hex {}/{}/{}", account.kind_word(), account.id, person.id));
    hex::encode(hash).chars().take(characters).collect()
}
