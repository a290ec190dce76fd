//! The names of all keys, and which one somebody may have meant.

use super::Config;
use serde::de::value::Error;
use serde::de::{Deserializer, Error as _, Visitor};
use serde::{Deserialize as _, forward_to_deserialize_any};
use std::cell::Cell;

/// The names, in the order of [`Config`].
pub(super) fn names() -> &'static [&'static str] {
    let asked = Asked(Cell::new(&[]));
    // It answers with an error, after it was told the names.
    drop(Config::deserialize(&asked));
    asked.0.get()
}

/// Gives no value; notes which members are asked of it.
struct Asked(Cell<&'static [&'static str]>);

impl<'de> Deserializer<'de> for &Asked {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        Err(Error::custom("only names are asked for"))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.0.set(fields);
        self.deserialize_any(visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

/// The key that a word was meant to be: the one that fewest typing errors make of it, at most one in three letters.
fn nearest(word: &str) -> Option<&'static str> {
    let word = word.to_lowercase().replace('-', "_");
    let errors = |name: &&str| strsim::damerau_levenshtein(&word, name);
    let most = word.chars().count().div_ceil(3);
    names().iter().copied().min_by_key(errors).filter(|name| errors(name) <= most)
}

/// What is said of a key that is none.
pub(super) fn unknown(word: &str) -> String {
    match nearest(word) {
        Some(name) => format!("{word} is no key of the configuration; did you mean {name}?"),
        None => format!("{word} is no key of the configuration; gatehouse config show lists them all"),
    }
}

#[cfg(test)]
mod tests {
    use super::{names, nearest, unknown};

    /// ALL-9
    #[test]
    fn a_mistyped_key_is_told_what_it_was_meant_to_be() {
        for (word, meant) in [
            ("lisen", "listen"),
            ("data-dir", "data_dir"),
            ("Origin", "origin"),
            ("databse_connections", "database_connections"),
            ("trusted_proxy", "trusted_proxies"),
            ("mailfrom", "mail_from"),
        ] {
            assert_eq!(nearest(word), Some(meant), "{word}");
        }
        for word in ["tls_certificate", "workers", "x"] {
            assert_eq!(nearest(word), None, "{word}");
        }
        assert!(unknown("workers").contains("gatehouse config show"));
        assert!(names().len() > 30 && names().first() == Some(&"listen"), "{:?}", names());
    }
}
