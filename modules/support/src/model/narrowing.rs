//! The technical form asks for area, product and version, each narrowing the next (SUP-2), and gives the advice that belongs to the version.

use gatehouse_catalog::queries::areas::ProductInArea;
use gatehouse_catalog::tables::product_version;
use gatehouse_core::{Lang, Moment, Uuid};

/// What was chosen so far. What does not belong to the choice before it is as if it had not been chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Chosen<'a> {
    /// The area.
    pub area: Option<&'a str>,
    /// The product.
    pub product: Option<Uuid>,
    /// The version.
    pub version: Option<Uuid>,
}

/// What there is to choose from, and what is chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Narrowed<'a> {
    /// The areas, in their order. Empty where no product says one: then the form begins with products.
    pub areas: Vec<&'a str>,
    /// The chosen area; the only one is chosen already.
    pub area: Option<&'a str>,
    /// The area's products.
    pub products: Vec<&'a ProductInArea>,
    /// The chosen product; the only one is chosen already.
    pub product: Option<&'a ProductInArea>,
    /// The chosen version.
    pub version: Option<&'a product_version::Model>,
    /// What is advised for it.
    pub advice: Advice<'a>,
}

/// What is advised before a request is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Advice<'a> {
    /// Nothing: no version is chosen, or it is the newest.
    None,
    /// A newer version may solve it.
    Update(&'a product_version::Model),
    /// It is certified: no other version may be installed.
    Certified(&'a product_version::Model),
}

impl Advice<'_> {
    /// In words; `None` where nothing is advised.
    #[must_use]
    pub fn text(&self, lang: Lang) -> Option<String> {
        let t = crate::texts(lang);
        match self {
            Self::None => None,
            Self::Update(version) => Some(t.msg_advice_update(version.number.as_str())),
            Self::Certified(version) => {
                Some(t.msg_advice_certified(version.number.as_str(), version.certificate.as_str()))
            }
        }
    }
}

/// Narrows the products by what was chosen. `products` come as [`gatehouse_catalog::queries::areas::in_areas`] gives them.
#[must_use]
pub fn narrow<'a>(products: &'a [ProductInArea], chosen: &Chosen<'_>, now: Moment) -> Narrowed<'a> {
    let mut areas: Vec<&str> = products.iter().map(|product| product.area.as_str()).collect();
    areas.dedup();
    if areas == [""] {
        areas.clear();
    }
    let area = match areas[..] {
        [only] => Some(only),
        _ => areas.iter().copied().find(|area| Some(*area) == chosen.area),
    };
    let is_in = |product: &&ProductInArea| areas.is_empty() || Some(product.area.as_str()) == area;
    let of_area: Vec<&ProductInArea> = products.iter().filter(is_in).collect();
    let product = match of_area[..] {
        [only] => Some(only),
        _ => of_area.iter().copied().find(|product| Some(product.id) == chosen.product),
    };
    let of_product = product.map_or(&[][..], |product| product.versions.as_slice());
    let version = of_product.iter().find(|version| Some(version.id) == chosen.version);
    let advice = version.map_or(Advice::None, |version| advice(version, of_product, now));
    Narrowed { areas, area, products: of_area, product, version, advice }
}

/// The newest version that everybody may install is recommended to those who have an older one, but for those of a certified one (CER-5).
fn advice<'a>(version: &'a product_version::Model, all: &'a [product_version::Model], now: Moment) -> Advice<'a> {
    if !version.certificate.is_empty() {
        return Advice::Certified(version);
    }
    let is_newer = |other: &&product_version::Model| {
        other.certificate.is_empty() && other.released_at > version.released_at && other.released_at <= now
    };
    all.iter().filter(is_newer).max_by_key(|other| other.released_at).map_or(Advice::None, Advice::Update)
}

#[cfg(test)]
mod tests {
    use super::{Advice, Chosen, narrow};
    use gatehouse_catalog::queries::areas::ProductInArea;
    use gatehouse_catalog::tables::product_version;
    use gatehouse_core::{DAY, Lang, Moment, Uuid};

    const NOW: Moment = Moment(1_000 * DAY);

    fn version(number: &str, days: i64, certificate: &str) -> product_version::Model {
        product_version::Model {
            id: Uuid::from_u128(u128::from(days.unsigned_abs())),
            product_id: Uuid::nil(),
            number: number.to_owned(),
            released_at: Moment(days * DAY),
            certificate: certificate.to_owned(),
        }
    }

    fn product(id: u128, area: &str, versions: Vec<product_version::Model>) -> ProductInArea {
        ProductInArea { id: Uuid::from_u128(id), name: format!("P{id}"), area: area.to_owned(), versions }
    }

    fn products() -> Vec<ProductInArea> {
        let versions = vec![
            version("14.0", 1_001, ""),
            version("13.1", 900, ""),
            version("13.0-c", 850, "4444"),
            version("12.0", 800, ""),
        ];
        vec![
            product(1, "Mail", vec![]),
            product(2, "Mail", vec![version("2.0", 700, "")]),
            product(3, "Workstations", versions),
        ]
    }

    fn advice_for(days: u128) -> Option<String> {
        let products = products();
        let chosen = Chosen { area: Some("Workstations"), product: None, version: Some(Uuid::from_u128(days)) };
        narrow(&products, &chosen, NOW).advice.text(Lang::En)
    }

    /// SUP-2
    #[test]
    fn each_choice_narrows_the_next() {
        let all = products();
        let none = narrow(&all, &Chosen::default(), NOW);
        assert_eq!((none.areas.clone(), none.area, none.products.len()), (vec!["Mail", "Workstations"], None, 0));
        let mail = narrow(&all, &Chosen { area: Some("Mail"), ..Chosen::default() }, NOW);
        assert_eq!((mail.products.len(), mail.product), (2, None));
        let chosen =
            Chosen { area: Some("Mail"), product: Some(Uuid::from_u128(2)), version: Some(Uuid::from_u128(700)) };
        let whole = narrow(&all, &chosen, NOW);
        assert_eq!(whole.version.map(|version| version.number.as_str()), Some("2.0"));
        // What belongs to another choice is forgotten.
        let other = narrow(&all, &Chosen { area: Some("Workstations"), ..chosen }, NOW);
        assert_eq!((other.product.map(|product| product.id), other.version), (Some(Uuid::from_u128(3)), None));
        assert_eq!(narrow(&all, &Chosen { area: Some("Vault"), ..chosen }, NOW).product, None);
    }

    /// SUP-2
    #[test]
    fn without_areas_the_form_begins_with_products() {
        let all = [product(1, "", vec![]), product(2, "", vec![])];
        let begun = narrow(&all, &Chosen::default(), NOW);
        assert!(begun.areas.is_empty() && begun.products.len() == 2);
        let one = narrow(&all[..1], &Chosen::default(), NOW);
        assert_eq!(one.product.map(|product| product.id), Some(Uuid::from_u128(1)), "the only one");
        assert_eq!(narrow(&[], &Chosen::default(), NOW).advice, Advice::None);
    }

    /// SUP-2, CER-5
    #[test]
    fn the_newest_version_is_advised_and_none_to_those_of_a_certified_one() {
        assert!(advice_for(800).unwrap().contains("13.1"), "neither the certified one nor one that is not out");
        assert_eq!(advice_for(900), None, "the newest");
        let certified = advice_for(850).unwrap();
        assert!(
            certified.contains("13.0-c") && certified.contains("4444") && !certified.contains("13.1"),
            "{certified}"
        );
    }
}
