//! One index of texts: requests, articles of the help center, posts; found by their words in English, Japanese and Russian, alike on both
//! engines.
//!
//! A module indexes a text in the transaction that stores it ([`put`], [`append`]), under the subject whose key seals the text itself
//! ([`Text::subject`]): when that key is destroyed, the rows go in the same transaction, without the module's doing
//! ([`EraseWithSubject`]). It removes single texts by [`forget`].
//!
//! **Who may find it** is part of the index: a text carries [`Mark`]s (`Mark::company(id)`, `Mark::staff()`), and a search names those
//! of its reader ([`Sought::readers`]). Only texts with one of them are looked at, so neither a page nor a count tells of others. What
//! staff alone may read of a thing is a row of its own ([`Text::part`]), because words of both in one row would tell that they are there.
//! [`Sought::all_of`] narrows by further marks: a product, a language.
//!
//! **Lists** ([`found`]) are newest first and paged by keyset, so their time does not grow with the number of hits. Where all of the words
//! are found in fewer than three texts, any of them will do ([`Found::is_part`]: say so). **Suggestions** ([`best`]) are ranked: the words of few
//! texts count more, and those of a title most. They are chosen among bounded sets: the newest that have all words, a word in the title, or
//! each word; so a word of every text costs no more than a rare one.
//!
//! The words are made here ([`words`]): NFKC, small letters, accents off Latin letters, Snowball for English and Russian, pairs of signs
//! for Japanese. What is stored of each is an HMAC under a key of its own, which is wrapped like those of subjects: a stolen database tells no text.
//! So the engines cannot look for the beginning of a word; the beginnings of four to six letters are stored as words of their own, and
//! what is longer than seven letters is cut.

mod best;
mod erase;
mod find;
pub mod inventory;
mod japanese;
mod key;
mod mark;
mod put;
mod query;
mod score;
mod stem;
mod stop;
mod synonyms;
pub mod table;
pub mod words;

pub use best::{Best, best};
pub use erase::{EraseWithSubject, forget, forget_kind_of};
pub use find::{FEW, Found, Hit, Sought, found};
pub use mark::Mark;
pub use put::{Text, append, mark, put};
pub use query::Query;

use gatehouse_db::Migration;

/// The migrations of this crate.
pub fn migrations() -> Vec<Migration> {
    vec![gatehouse_db::migration!(20261227000400, "search"), gatehouse_db::migration!(20270101000160, "titles")]
}
