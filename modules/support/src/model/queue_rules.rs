//! Which queue a new request goes to (SUP-17): by what its license is for, where its author is, in which language they read, and at
//! which level and in which category it was opened.
//!
//! The rules have an order, and the first that fits decides, so staff can read why a request is where it is. A rule that no
//! request can reach is told when it is saved ([`shadowed`]).

use gatehouse_core::{Lang, Uuid};
use serde::{Deserialize, Serialize};

/// What a request must be like. What is empty fits everything.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wanted {
    /// Products of the license.
    pub products: Vec<Uuid>,
    /// Countries of the author, by ISO 3166 in capitals.
    pub countries: Vec<String>,
    /// Languages of the author's pages.
    pub languages: Vec<Lang>,
    /// Levels: words of the contracts, or `standard`.
    pub levels: Vec<String>,
    /// Words of the categories.
    pub categories: Vec<String>,
}

/// A rule, in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueueRule {
    /// Its id.
    pub id: Uuid,
    /// What it wants.
    pub wanted: Wanted,
    /// Where what fits goes.
    pub queue: Uuid,
}

/// What is known of a new request. What is not known fits no rule that asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RequestFacts<'a> {
    /// What the license is for.
    pub product: Option<Uuid>,
    /// The author's country.
    pub country: Option<&'a str>,
    /// The language of the author's pages.
    pub language: Lang,
    /// The level's word.
    pub level: &'a str,
    /// The category's word.
    pub category: &'a str,
}

/// Where a request goes, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sent {
    /// The queue.
    pub queue: Uuid,
    /// The rule that decided; `None`: no rule fits, and it is the queue for the others.
    pub rule: Option<Uuid>,
}

/// Chooses the queue.
#[must_use]
pub fn queue_for(rules: &[QueueRule], others: Uuid, facts: &RequestFacts<'_>) -> Sent {
    let first = rules.iter().find(|rule| rule.wanted.fits(facts));
    first.map_or(Sent { queue: others, rule: None }, |rule| Sent { queue: rule.queue, rule: Some(rule.id) })
}

/// The rules that no request reaches, because one before them fits everything that they do.
#[must_use]
pub fn shadowed(rules: &[QueueRule]) -> Vec<Uuid> {
    let is_shadowed = |at: usize| rules[..at].iter().any(|before| before.wanted.covers(&rules[at].wanted));
    (0..rules.len()).filter(|at| is_shadowed(*at)).map(|at| rules[at].id).collect()
}

impl Wanted {
    fn fits(&self, facts: &RequestFacts<'_>) -> bool {
        fits(&self.products, facts.product.as_ref())
            && fits_word(&self.countries, facts.country)
            && fits(&self.languages, Some(&facts.language))
            && fits_word(&self.levels, Some(facts.level))
            && fits_word(&self.categories, Some(facts.category))
    }

    fn covers(&self, other: &Self) -> bool {
        covers(&self.products, &other.products)
            && covers(&self.countries, &other.countries)
            && covers(&self.languages, &other.languages)
            && covers(&self.levels, &other.levels)
            && covers(&self.categories, &other.categories)
    }
}

fn fits<T: PartialEq>(wanted: &[T], known: Option<&T>) -> bool {
    wanted.is_empty() || known.is_some_and(|known| wanted.contains(known))
}

fn fits_word(wanted: &[String], known: Option<&str>) -> bool {
    wanted.is_empty() || known.is_some_and(|known| wanted.iter().any(|word| word == known))
}

fn covers<T: PartialEq>(wide: &[T], narrow: &[T]) -> bool {
    wide.is_empty() || (!narrow.is_empty() && narrow.iter().all(|one| wide.contains(one)))
}

#[cfg(test)]
mod tests {
    use super::{QueueRule, RequestFacts, Sent, Wanted, queue_for, shadowed};
    use gatehouse_core::{Lang, Uuid};
    use proptest::prelude::*;

    const OTHERS: Uuid = Uuid::from_u128(99);

    fn rule(number: u128, wanted: Wanted) -> QueueRule {
        QueueRule { id: Uuid::from_u128(number), wanted, queue: Uuid::from_u128(1_000 + number) }
    }

    fn facts(product: Option<u128>, country: Option<&str>, language: Lang) -> RequestFacts<'_> {
        let product = product.map(Uuid::from_u128);
        RequestFacts { product, country, language, level: "standard", category: "technical" }
    }

    fn countries(all: &[&str]) -> Vec<String> {
        all.iter().map(|country| (*country).to_owned()).collect()
    }

    /// SUP-17
    #[test]
    fn the_first_rule_that_fits_decides() {
        let lantern = vec![Uuid::from_u128(7)];
        let rules = [
            rule(1, Wanted { products: lantern, countries: countries(&["JP"]), ..Wanted::default() }),
            rule(2, Wanted { languages: vec![Lang::Ja], ..Wanted::default() }),
            rule(3, Wanted { countries: countries(&["JP", "KR"]), ..Wanted::default() }),
        ];
        let sent = |facts: RequestFacts<'_>| queue_for(&rules, OTHERS, &facts);
        let by = |number: u128| Sent { queue: Uuid::from_u128(1_000 + number), rule: Some(Uuid::from_u128(number)) };
        assert_eq!(sent(facts(Some(7), Some("JP"), Lang::Ja)), by(1));
        assert_eq!(sent(facts(Some(8), Some("JP"), Lang::Ja)), by(2));
        assert_eq!(sent(facts(None, Some("KR"), Lang::En)), by(3));
        assert_eq!(sent(facts(Some(7), None, Lang::En)), Sent { queue: OTHERS, rule: None }, "not known, not guessed");
    }

    /// SUP-17
    #[test]
    fn a_rule_that_nothing_reaches_is_told() {
        let japan = Wanted { countries: countries(&["JP"]), ..Wanted::default() };
        let asia = Wanted { countries: countries(&["JP", "KR"]), ..Wanted::default() };
        let japanese = Wanted { languages: vec![Lang::Ja], ..japan.clone() };
        assert_eq!(shadowed(&[rule(1, asia.clone()), rule(2, japan.clone())]), [Uuid::from_u128(2)]);
        assert!(shadowed(&[rule(1, japan.clone()), rule(2, asia)]).is_empty());
        assert!(shadowed(&[rule(1, japanese), rule(2, japan)]).is_empty());
        assert_eq!(shadowed(&[rule(1, Wanted::default()), rule(2, Wanted::default())]), [Uuid::from_u128(2)]);
    }

    fn wanted() -> impl Strategy<Value = Wanted> {
        let some = |most: u128| prop::collection::vec(0..most, 0..3);
        (some(3), some(3), some(3)).prop_map(|(products, places, languages)| Wanted {
            products: products.into_iter().map(Uuid::from_u128).collect(),
            countries: places.into_iter().map(|place| format!("C{place}")).collect(),
            languages: languages
                .into_iter()
                .filter_map(|at| Lang::ALL.get(usize::try_from(at).ok()?).copied())
                .collect(),
            ..Wanted::default()
        })
    }

    proptest! {
        /// SUP-17
        #[test]
        fn what_is_told_to_be_unreachable_never_decides(
            all in prop::collection::vec(wanted(), 1..6), product in 0_u128..3, country in 0_u8..3, language in 0_usize..3
        ) {
            let rules: Vec<QueueRule> = all.into_iter().zip(1..).map(|(wanted, number)| rule(number, wanted)).collect();
            let country = format!("C{country}");
            let sent = queue_for(&rules, OTHERS, &facts(Some(product), Some(&country), Lang::ALL[language]));
            if let Some(by) = sent.rule {
                prop_assert!(!shadowed(&rules).contains(&by));
            }
        }
    }
}
