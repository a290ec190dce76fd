//! Names that staff type: of colleagues and of API keys.

use gatehouse_core::text::unprintable_in;

/// Characters of a name, at the most.
const LONGEST: usize = 100;

/// The stored form of a name: words with one blank between them. The errors are the caller's own.
pub fn clean<E>(typed: &str, missing: E, unprintable: impl FnOnce(char) -> E, too_long: E) -> Result<String, E> {
    let name = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    match (name.chars().count(), unprintable_in(&name)) {
        (0, _) => Err(missing),
        (_, Some(character)) => Err(unprintable(character)),
        (1..=LONGEST, None) => Ok(name),
        _ => Err(too_long),
    }
}
