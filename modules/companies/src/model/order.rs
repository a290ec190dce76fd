//! The order of names in a company's language (COM-4): Russian lists begin with Cyrillic, Japanese ones go by how a name is read.

use super::name::MemberName;
use gatehouse_core::{Fault, Lang, Uuid};
use icu_collator::options::CollatorOptions;
use icu_collator::{CollatorBorrowed, CollatorPreferences};
use icu_locale::Locale;
use std::cmp::Ordering;

/// By what a member stands in the list: the reading of the last name if there is one, else the last name; then the first name in the
/// same way; then the id.
#[derive(Clone, PartialEq, Eq)]
pub struct NameKey {
    last: String,
    first: String,
    id: Uuid,
}

impl NameKey {
    /// Of this member.
    #[must_use]
    pub fn of(name: &MemberName, id: Uuid) -> Self {
        let read = |reading: &Option<String>, written: &str| match reading {
            Some(reading) if !reading.trim().is_empty() => reading.clone(),
            _ => written.to_owned(),
        };
        Self { last: read(&name.last_reading, &name.last), first: read(&name.first_reading, &name.first), id }
    }
}

/// The order of names in a language.
pub struct NameOrder(CollatorBorrowed<'static>);

impl NameOrder {
    /// In this language (BCP 47); one that is not known sorts as any other.
    pub fn of(lang: &str) -> Result<Self, Fault> {
        let tag: &str = match Lang::from_tag(lang) {
            Some(known) => known.tag(),
            None => lang,
        };
        let locale = Locale::try_from_str(tag).unwrap_or(Locale::UNKNOWN);
        let collator = CollatorBorrowed::try_new(CollatorPreferences::from(&locale), CollatorOptions::default());
        Ok(Self(collator.map_err(|error| Fault::new(format!("the order of names in {tag}: {error}")))?))
    }

    /// Which of the two stands first; never equal for two members.
    #[must_use]
    pub fn compare(&self, one: &NameKey, other: &NameKey) -> Ordering {
        let last = self.0.compare(&one.last, &other.last);
        last.then_with(|| self.0.compare(&one.first, &other.first)).then_with(|| one.id.cmp(&other.id))
    }
}

#[cfg(test)]
mod tests {
    use super::{NameKey, NameOrder};
    use crate::model::name::MemberName;
    use gatehouse_core::Uuid;

    fn sorted(lang: &str, names: &[MemberName]) -> Vec<String> {
        let order = NameOrder::of(lang).unwrap();
        let mut all: Vec<(NameKey, String)> = names
            .iter()
            .enumerate()
            .map(|(at, name)| (NameKey::of(name, Uuid::from_u128(at as u128)), name.last.clone()))
            .collect();
        all.sort_by(|one, other| order.compare(&one.0, &other.0));
        all.into_iter().map(|(_, name)| name).collect()
    }

    /// COM-4
    #[test]
    fn each_language_has_its_own_order() {
        let last = |name: &str| MemberName::new("A", name);
        let names = [last("Zimmer"), last("Ёлкин"), last("Еремин"), last("Жуков"), last("Ärmel"), last("Adler")];
        assert_eq!(
            sorted("ru", &names),
            ["Ёлкин", "Еремин", "Жуков", "Adler", "Ärmel", "Zimmer"].map(str::to_owned).to_vec()
        );
        assert_eq!(sorted("en", &names)[..3], ["Adler", "Ärmel", "Zimmer"].map(str::to_owned));
    }

    /// COM-4
    #[test]
    fn japanese_names_go_by_their_reading() {
        let names = [
            MemberName::new("太郎", "渡辺").read("たろう", "わたなべ"),
            MemberName::new("花子", "青木").read("はなこ", "あおき"),
            MemberName::new("Иван", "Иванов"),
            MemberName::new("愛子", "田中").read("あいこ", "たなか"),
            MemberName::new("一郎", "鈴木"),
        ];
        let expected = ["青木", "田中", "渡辺", "鈴木", "Иванов"].map(str::to_owned).to_vec();
        assert_eq!(sorted("ja", &names), expected, "kana, kanji without a reading, Cyrillic");
    }

    /// COM-4
    #[test]
    fn equal_names_go_by_first_name_and_then_by_id() {
        let order = NameOrder::of("en").unwrap();
        let key = |first: &str, id| NameKey::of(&MemberName::new(first, "Lee"), Uuid::from_u128(id));
        assert!(order.compare(&key("Ann", 2), &key("Bob", 1)).is_lt());
        assert!(order.compare(&key("Ann", 1), &key("Ann", 2)).is_lt());
        assert!(order.compare(&key("Ann", 1), &key("Ann", 1)).is_eq());
    }
}
