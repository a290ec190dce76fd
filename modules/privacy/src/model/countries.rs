//! Where a version is asked: everywhere, or in the countries that are listed.
//!
//! Clerks write codes of ISO 3166-1, and `EU` and `EEA` for all countries of these. The codes are stored, so a country that joins later is
//! asked from the next version on.

use gatehouse_accounts::model::Country;
use gatehouse_core::Lang;
use std::collections::BTreeSet;

/// The European Union.
pub const EU: [&str; 27] = [
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV",
    "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
];
/// What the European Economic Area has besides.
const EEA_BESIDES: [&str; 3] = ["IS", "LI", "NO"];

/// Reads codes between commas and blanks into the stored form; nothing is everywhere. `Err` is what is no country.
pub fn read(typed: &str) -> Result<String, String> {
    let mut codes = BTreeSet::new();
    for word in typed.split(|c: char| c.is_whitespace() || ",;、".contains(c)).filter(|word| !word.is_empty()) {
        let word = word.to_uppercase();
        match word.as_str() {
            "EU" => codes.extend(EU),
            "EEA" => codes.extend(EU.into_iter().chain(EEA_BESIDES)),
            code => {
                let country = Country::from_code(code).ok_or_else(|| word.chars().take(20).collect::<String>())?;
                codes.insert(country.code);
            }
        }
    }
    Ok(codes.into_iter().collect::<Vec<_>>().join(","))
}

/// Whether a version with these stored countries is asked in this one.
pub fn has(stored: &str, country: &str) -> bool {
    stored.is_empty() || stored.split(',').any(|code| code == country)
}

/// The stored countries as they are typed.
pub fn typed(stored: &str) -> String {
    if is_eu(stored) { "EU".to_owned() } else { stored.replace(',', ", ") }
}

/// The stored countries in words.
pub fn shown(stored: &str, lang: Lang) -> String {
    let t = crate::texts(lang);
    if stored.is_empty() {
        return t.msg_countries_all();
    }
    if is_eu(stored) {
        return t.msg_countries_eu();
    }
    let names = stored.split(',').filter_map(Country::from_code).map(|country| country.name(lang));
    names.collect::<Vec<_>>().join(if lang == Lang::Ja { "、" } else { ", " })
}

fn is_eu(stored: &str) -> bool {
    stored.split(',').eq(EU)
}

#[cfg(test)]
mod tests {
    use super::{EU, has, read, shown, typed};
    use gatehouse_accounts::model::Country;
    use gatehouse_core::Lang;

    /// ACC-12
    #[test]
    fn countries_are_codes_or_a_union_and_nothing_else() {
        assert_eq!(read(" jp, de;DE\nfr ").as_deref(), Ok("DE,FR,JP"));
        assert_eq!(read("").as_deref(), Ok(""));
        assert_eq!(read("EU").map(|codes| typed(&codes)).as_deref(), Ok("EU"));
        assert!(has(&read("eea").unwrap(), "NO") && !has(&read("EU").unwrap(), "NO"));
        assert!(has("", "JP") && has("DE,FR", "FR") && !has("DE,FR", "F"));
        assert_eq!(read("DE, XX").unwrap_err(), "XX");
        assert_eq!(read("<script>").unwrap_err(), "<SCRIPT>");
        assert!(EU.is_sorted() && EU.iter().all(|code| Country::from_code(code).is_some()));
        assert_eq!(shown("DE,FR", Lang::En), "Germany, France");
    }
}
