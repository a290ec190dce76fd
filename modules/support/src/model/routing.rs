//! Which queue a new request comes into (SUP-17): the first rule that fits.

use super::category::{Category, Level};
use gatehouse_core::Uuid;

/// What a rule looks at.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// Of this product.
    pub product: Option<Uuid>,
    /// From this country.
    pub country: Option<&'a str>,
    /// In this language.
    pub lang: &'a str,
    /// At this level.
    pub level: Level,
    /// Of this category.
    pub category: Category,
}

/// A rule; what it does not name fits always.
#[derive(Clone, Copy, Debug)]
pub struct Rule<'a> {
    /// Into this queue.
    pub queue: Uuid,
    /// Of this product.
    pub product: Option<Uuid>,
    /// From this country.
    pub country: Option<&'a str>,
    /// In this language.
    pub lang: Option<&'a str>,
    /// At this level.
    pub level: Option<Level>,
    /// Of this category.
    pub category: Option<Category>,
}

impl Rule<'_> {
    fn fits(&self, facts: &Facts<'_>) -> bool {
        self.product.is_none_or(|product| facts.product == Some(product))
            && self.country.is_none_or(|country| facts.country == Some(country))
            && self.lang.is_none_or(|lang| facts.lang == lang)
            && self.level.is_none_or(|level| facts.level == level)
            && self.category.is_none_or(|category| facts.category == category)
    }
}

/// The queue; `None`: no rule fits, and the request lies in none.
#[must_use]
pub fn queue(rules: &[Rule<'_>], facts: &Facts<'_>) -> Option<Uuid> {
    rules.iter().find(|rule| rule.fits(facts)).map(|rule| rule.queue)
}

#[cfg(test)]
mod tests {
    use super::{Facts, Rule, queue};
    use crate::model::category::{Category, Level};
    use gatehouse_core::Uuid;

    /// SUP-17
    #[test]
    fn the_first_rule_that_fits_names_the_queue() {
        let (premium, japanese, rest) = (Uuid::from_u128(1), Uuid::from_u128(2), Uuid::from_u128(3));
        let any = Rule { queue: rest, product: None, country: None, lang: None, level: None, category: None };
        let rules = [
            Rule { queue: premium, level: Some(Level::Premium), ..any },
            Rule { queue: japanese, lang: Some("ja"), country: Some("JP"), ..any },
            any,
        ];
        let facts = Facts {
            product: None,
            country: Some("JP"),
            lang: "ja",
            level: Level::Standard,
            category: Category::Portal,
        };
        assert_eq!(queue(&rules, &facts), Some(japanese));
        assert_eq!(queue(&rules, &Facts { level: Level::Premium, ..facts }), Some(premium));
        assert_eq!(queue(&rules, &Facts { country: None, ..facts }), Some(rest));
        assert_eq!(queue(&rules[..2], &Facts { lang: "en", ..facts }), None);
    }
}
