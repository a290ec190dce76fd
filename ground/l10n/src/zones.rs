//! Time zones as people choose them: one name for each, in their language, with its offset; the names are those of CLDR
//! ("exemplar cities", UTS 35).
//!
//! The database of zones has several names for many: retired ones, such as Europe/Kiev, and those of cities that joined. Browsers
//! tell any of them. Each is known here and leads to the one that is offered.

use gatehouse_core::{Lang, Moment, zone};
use icu_datetime::NoCalendarFormatter;
use icu_datetime::fieldsets::zone::ExemplarCity;
use icu_locale::{Locale, locale};
use icu_time::zone::iana::IanaParserExtended;
use jiff::tz::TimeZone;
use std::collections::HashMap;
use std::sync::{LazyLock, OnceLock};

/// A zone of a place, or UTC.
#[derive(Clone, Debug)]
pub struct Zone {
    /// Its name in the database, such as `Asia/Tokyo`.
    pub name: &'static str,
    /// Other names of it, which browsers may tell.
    pub also: Vec<&'static str>,
    /// The country (ISO 3166-1) that it is in; UTC is in none.
    pub country: Option<String>,
    id: icu_time::TimeZone,
    /// Read when they are first needed, as each zone is a file; none of a zone that the database of this machine lacks.
    rules: OnceLock<Option<TimeZone>>,
}

/// Zones whose identifier does not begin with their country's code (UTS 35 keeps old identifiers for ever).
const OTHERWISE: [(&str, &str); 4] = [("ancur", "CW"), ("gazastrp", "PS"), ("hebron", "PS"), ("jeruslm", "IL")];
const UTC: &str = "UTC";

static ALL: LazyLock<Vec<Zone>> = LazyLock::new(|| {
    let parser = IanaParserExtended::new();
    let mut also: HashMap<&'static str, Vec<&'static str>> = HashMap::new();
    for found in parser.iter_all().filter(|found| found.normalized != found.canonical) {
        also.entry(found.canonical).or_default().push(found.normalized);
    }
    let places = parser.iter().filter(|found| is_place(found.canonical)).map(|found| {
        let also = also.remove(found.canonical).unwrap_or_default();
        let country = country_of(found.time_zone.as_str());
        Zone { name: found.canonical, also, country, id: found.time_zone, rules: OnceLock::new() }
    });
    let id = parser.parse(UTC).time_zone;
    let rules = OnceLock::from(Some(TimeZone::UTC));
    places.chain([Zone { name: UTC, also: vec!["Etc/UTC"], country: None, id, rules }]).collect()
});

static OFFERED: LazyLock<Vec<&'static Zone>> =
    LazyLock::new(|| ALL.iter().filter(|zone| zone.rules().is_some()).collect());

static BY_NAME: LazyLock<HashMap<String, &'static Zone>> = LazyLock::new(|| {
    let names = |zone: &'static Zone| std::iter::once(zone.name).chain(zone.also.iter().copied());
    ALL.iter().flat_map(|zone| names(zone).map(move |name| (name.to_ascii_lowercase(), zone))).collect()
});

static CITIES: [OnceLock<HashMap<&'static str, String>>; 3] = [const { OnceLock::new() }; 3];

/// `Etc/GMT+5`, `EST5EDT`: no places.
fn is_place(name: &str) -> bool {
    name.contains('/') && !name.starts_with("Etc/")
}

/// The identifiers of places begin with the code of their country.
fn country_of(id: &str) -> Option<String> {
    let otherwise = OTHERWISE.iter().find(|(other, _)| *other == id).map(|(_, code)| (*code).to_owned());
    otherwise.or_else(|| Some(id.get(..2)?.to_ascii_uppercase()))
}

fn cities(lang: Lang) -> HashMap<&'static str, String> {
    let locale: Locale = match lang {
        Lang::En => locale!("en"),
        Lang::Ja => locale!("ja"),
        Lang::Ru => locale!("ru"),
    };
    let formatter = NoCalendarFormatter::try_new(locale.into(), ExemplarCity).ok();
    let city = |zone: &Zone| match &formatter {
        _ if zone.name == UTC => UTC.to_owned(),
        Some(formatter) => formatter.format(&zone.id.without_offset()).to_string(),
        // Without names in the language, the one of the database.
        None => zone.name.rsplit('/').next().unwrap_or(zone.name).replace('_', " "),
    };
    ALL.iter().map(|zone| (zone.name, city(zone))).collect()
}

/// Every zone that is offered, in no order.
pub fn offered() -> &'static [&'static Zone] {
    &OFFERED
}

/// The zone that is offered for a name, whichever of its names that is.
pub fn find(name: &str) -> Option<&'static Zone> {
    if name.is_empty() {
        return None;
    }
    BY_NAME.get(&name.to_ascii_lowercase()).copied().filter(|zone| zone.rules().is_some())
}

/// The name to keep of one that a person or browser told: that of the offered zone, or else the database's; `None` for what is no
/// zone.
pub fn settled(name: &str) -> Option<String> {
    find(name).map(|zone| zone.name.to_owned()).or_else(|| zone::known(name))
}

/// The country in which most people have this zone on their clocks.
pub fn country(name: &str) -> Option<&'static str> {
    find(name)?.country.as_deref()
}

impl Zone {
    fn rules(&self) -> Option<&TimeZone> {
        self.rules.get_or_init(|| zone::of_name(self.name)).as_ref()
    }

    /// Its city in a language.
    pub fn city(&self, lang: Lang) -> &'static str {
        CITIES[lang as usize].get_or_init(|| cities(lang)).get(self.name).map_or("", String::as_str)
    }

    /// The difference from UTC at a moment, in seconds.
    pub fn offset(&self, at: Moment) -> i32 {
        self.rules().map_or(0, |rules| rules.to_offset(at.timestamp()).seconds())
    }

    /// `(UTC+09:00) Tokyo`
    pub fn label(&self, lang: Lang, at: Moment) -> String {
        let minutes = self.offset(at) / 60;
        let sign = if minutes < 0 { '\u{2212}' } else { '+' };
        let (hours, rest) = (minutes.unsigned_abs() / 60, minutes.unsigned_abs() % 60);
        if self.name == UTC {
            "(UTC) UTC".to_owned()
        } else {
            format!("(UTC{sign}{hours:02}:{rest:02}) {}", self.city(lang))
        }
    }
}

/// What a zone is called on pages: by its label, or by its name where it is not offered.
pub fn label(name: &str, lang: Lang, at: Moment) -> String {
    find(name).map_or_else(|| name.replace('_', " "), |zone| zone.label(lang, at))
}

#[cfg(test)]
mod tests {
    use super::{country, find, label, offered, settled};
    use gatehouse_core::{Lang, Moment, zone};
    use std::collections::HashSet;

    /// ALL-1, ALL-5
    #[test]
    fn each_zone_is_offered_once_under_a_name_of_today_in_the_readers_language() {
        for (old, new) in [
            ("Europe/Kiev", "Europe/Kyiv"),
            ("Asia/Calcutta", "Asia/Kolkata"),
            ("America/Knox_IN", "America/Indiana/Knox"),
            ("Australia/ACT", "Australia/Sydney"),
            ("US/Pacific", "America/Los_Angeles"),
            ("Asia/Tokyo", "Asia/Tokyo"),
            ("asia/tokyo", "Asia/Tokyo"),
            ("UTC", "UTC"),
            ("Etc/UTC", "UTC"),
        ] {
            assert_eq!(settled(old).as_deref(), Some(new), "{old}");
            assert_eq!(offered().iter().filter(|zone| zone.name == new).count(), 1, "{new}");
            assert!(old == new || offered().iter().all(|zone| zone.name != old), "{old}");
        }
        for none in ["", "Mars/Base", "Etc/Unknown", "<b>", "../../etc/passwd"] {
            assert_eq!((settled(none), find(none).is_none()), (None, true), "{none}");
        }
        assert_eq!(settled("Etc/GMT+5").as_deref(), Some("Etc/GMT+5"), "what somebody has already is kept");
        assert!(offered().len() > 300, "{}", offered().len());
        assert!(offered().iter().all(|zone| zone::known(zone.name).as_deref() == Some(zone.name)));
    }

    /// ALL-1, ALL-5
    #[test]
    fn a_zone_is_named_by_offset_and_city() {
        let winter = Moment::from_seconds(1_795_287_900);
        let labels = |name| Lang::ALL.map(|lang| label(name, lang, winter));
        assert_eq!(labels("Asia/Tokyo"), ["(UTC+09:00) Tokyo", "(UTC+09:00) 東京", "(UTC+09:00) Токио"]);
        assert_eq!(labels("Asia/Calcutta")[0], "(UTC+05:30) Kolkata");
        assert_eq!(labels("America/New_York")[2], "(UTC\u{2212}05:00) Нью-Йорк");
        assert_eq!(labels("UTC"), ["(UTC) UTC", "(UTC) UTC", "(UTC) UTC"]);
        for lang in Lang::ALL {
            let nameless: Vec<_> = offered().iter().filter(|zone| zone.city(lang).is_empty()).collect();
            assert!(nameless.is_empty(), "{nameless:?}");
        }
        let told: HashSet<String> = offered().iter().map(|zone| zone.label(Lang::Ja, winter)).collect();
        assert!(told.len() > offered().len() - 20, "hardly any two are called the same");
    }

    /// ACC-1
    #[test]
    fn a_zone_tells_its_country() {
        for (name, code) in [
            ("Asia/Tokyo", "JP"),
            ("Europe/Prague", "CZ"),
            ("Europe/Moscow", "RU"),
            ("Asia/Jerusalem", "IL"),
            ("Asia/Gaza", "PS"),
            ("America/Curacao", "CW"),
            ("Europe/Kiev", "UA"),
            ("Asia/Calcutta", "IN"),
        ] {
            assert_eq!(country(name), Some(code), "{name}");
        }
        assert_eq!(country("UTC"), None);
        let lost: Vec<_> = offered().iter().filter(|zone| zone.country.is_none() && zone.name != "UTC").collect();
        assert!(lost.is_empty(), "{lost:?}");
    }
}
