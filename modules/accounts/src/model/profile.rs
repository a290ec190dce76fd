//! What a person tells about themselves (ACC-16). The phone number is one to be called at; a number that proves who somebody is
//! (ACC-9) is another one.

use super::{Country, FormError, PersonName};
use gatehouse_core::text::{composed, one_line, several_lines};
use gatehouse_core::{Errors, Invalid, Lang};
use gatehouse_l10n::zones;
use serde::Deserialize;
use unicode_normalization::UnicodeNormalization as _;

/// The most characters of a name, company or region.
pub const LONGEST_LINE: u32 = 100;
pub const LONGEST_PHONE: u32 = 30;
pub const LONGEST_ADDRESS: u32 = 500;

/// A profile as typed; what a form does not have is empty, and all but the place may be.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct ProfileForm {
    /// The given name; up to 100 characters, as each line.
    pub first_name: String,
    /// The family name.
    pub last_name: String,
    /// How the first name is read.
    pub first_reading: String,
    /// How the last name is read.
    pub last_reading: String,
    /// The company that somebody works for.
    pub company: String,
    /// To be called at.
    pub phone: String,
    /// Several lines.
    pub address: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// State, prefecture, oblast … in the person's words.
    pub region: String,
    /// `en`, `ja`, `ru`.
    pub lang: String,
    /// IANA time zone.
    pub zone: String,
}

/// What a person tells about themselves, checked. Empty fields are `None`.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct About {
    pub name: PersonName,
    pub company: Option<String>,
    pub phone: Option<String>,
    pub address: Option<String>,
}

/// A checked profile.
#[derive(Clone, PartialEq, Eq)]
pub struct Profile {
    /// Who they are; all of it may be missing.
    pub about: About,
    /// Where they are; mandatory.
    pub place: Place,
}

/// Country, region, language, zone: asked on the first entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub country: Country,
    pub region: String,
    /// Of pages and mails.
    pub lang: Lang,
    pub zone: String,
}

impl ProfileForm {
    /// Checks everything and notes all that is wrong.
    pub fn check(&self) -> Result<Profile, Invalid<FormError>> {
        let mut errors = Errors::<FormError>::default();
        let about = self.about_into(&mut errors);
        let place = self.place_into(&mut errors);
        errors.finish(|| Ok(Profile { about: about?, place: place? }))
    }

    /// Checks only who somebody is.
    pub fn check_about(&self) -> Result<About, Invalid<FormError>> {
        let mut errors = Errors::<FormError>::default();
        let about = self.about_into(&mut errors);
        errors.finish(|| about)
    }

    /// Checks only where somebody is.
    pub fn check_place(&self) -> Result<Place, Invalid<FormError>> {
        let mut errors = Errors::<FormError>::default();
        let place = self.place_into(&mut errors);
        errors.finish(|| place)
    }

    /// Whether somebody has begun to tell where they are.
    pub fn tells_place(&self) -> bool {
        !self.country.is_empty() || !self.region.trim().is_empty()
    }

    fn about_into(&self, errors: &mut Errors<FormError>) -> Result<About, FormError> {
        let first = errors.take(line(&self.first_name, "first_name", LONGEST_LINE));
        let last = errors.take(line(&self.last_name, "last_name", LONGEST_LINE));
        let first_reading = errors.take(line(&self.first_reading, "first_reading", LONGEST_LINE));
        let last_reading = errors.take(line(&self.last_reading, "last_reading", LONGEST_LINE));
        let company = errors.take(line(&self.company, "company", LONGEST_LINE));
        let phone = errors.take(phone(&self.phone));
        let address = errors.take(text(&self.address, "address", LONGEST_ADDRESS, several_lines));
        let name =
            PersonName { first: first?, last: last?, first_reading: first_reading?, last_reading: last_reading? };
        Ok(About { name, company: company?, phone: phone?, address: address? })
    }

    fn place_into(&self, errors: &mut Errors<FormError>) -> Result<Place, FormError> {
        let country = errors.take(match self.country.as_str() {
            "" => Err(FormError::CountryMissing),
            code => Country::from_code(code).ok_or(FormError::CountryUnknown),
        });
        let region = line(&self.region, "region", LONGEST_LINE).and_then(|r| r.ok_or(FormError::RegionMissing));
        let region = errors.take(region);
        let lang = errors.take(Lang::ALL.into_iter().find(|l| l.tag() == self.lang).ok_or(FormError::LangUnknown));
        let zone = errors.take(zones::settled(&self.zone).ok_or(FormError::ZoneUnknown));
        Ok(Place { country: country?, region: region?, lang: lang?, zone: zone? })
    }
}

/// One line of text: trimmed, accents composed, nothing unprintable; `None` when empty.
pub fn line(typed: &str, field: &'static str, most: u32) -> Result<Option<String>, FormError> {
    text(typed, field, most, one_line)
}

fn text(
    typed: &str,
    field: &'static str,
    most: u32,
    clean: fn(&str) -> Result<String, char>,
) -> Result<Option<String>, FormError> {
    // Counted before normalizing too, so that a huge input costs nothing.
    let most_chars = usize::try_from(most).unwrap_or(usize::MAX);
    if typed.chars().nth(most_chars.saturating_mul(4)).is_some() {
        return Err(FormError::TooLong { field, most });
    }
    let text = composed(&clean(typed).map_err(|character| FormError::Unprintable { field, character })?);
    if text.chars().nth(most_chars).is_some() {
        return Err(FormError::TooLong { field, most });
    }
    Ok((!text.is_empty()).then_some(text))
}

fn phone(typed: &str) -> Result<Option<String>, FormError> {
    let plain: String = typed.nfkc().take(200).collect();
    let Some(number) = line(&plain, "phone", LONGEST_PHONE)? else { return Ok(None) };
    let digits = number.chars().filter(char::is_ascii_digit).count();
    let is_number = number.chars().all(|c| c.is_ascii_digit() || " +-().".contains(c)) && (5..=15).contains(&digits);
    if is_number { Ok(Some(number)) } else { Err(FormError::PhoneInvalid) }
}

#[cfg(test)]
mod tests {
    use super::{FormError, ProfileForm};

    fn form() -> ProfileForm {
        ProfileForm {
            country: "JP".into(),
            region: "東京都".into(),
            lang: "ja".into(),
            zone: "Asia/Tokyo".into(),
            ..ProfileForm::default()
        }
    }

    /// ACC-16
    #[test]
    fn only_country_and_region_are_mandatory() {
        let profile = form().check().ok().unwrap();
        assert_eq!((profile.about.name.whole(), profile.about.phone), (None, None));
        let nothing = ProfileForm::default().check().err().unwrap();
        assert_eq!(
            nothing.iter().copied().collect::<Vec<_>>(),
            [FormError::CountryMissing, FormError::RegionMissing, FormError::LangUnknown, FormError::ZoneUnknown]
        );
    }

    /// ALL-9
    #[test]
    fn every_wrong_field_is_named_at_once() {
        let wrong = ProfileForm {
            first_name: "a".repeat(101),
            last_reading: "b\u{0}".into(),
            company: "x\u{202e}y".into(),
            phone: "call me".into(),
            address: "a\u{0}b".into(),
            country: "XX".into(),
            ..form()
        };
        let invalid = wrong.check().err().unwrap();
        assert_eq!(
            invalid.iter().copied().collect::<Vec<_>>(),
            [
                FormError::TooLong { field: "first_name", most: 100 },
                FormError::Unprintable { field: "last_reading", character: '\u{0}' },
                FormError::Unprintable { field: "company", character: '\u{202e}' },
                FormError::PhoneInvalid,
                FormError::Unprintable { field: "address", character: '\u{0}' },
                FormError::CountryUnknown,
            ]
        );
        let good = ProfileForm { phone: "＋８１ 3-1234-5678".into(), address: "1-2-3\r\nChiyoda".into(), ..form() };
        let profile = good.check().ok().unwrap();
        assert_eq!(profile.about.phone.as_deref(), Some("+81 3-1234-5678"));
        assert_eq!(profile.about.address.as_deref(), Some("1-2-3\nChiyoda"));
        let names = ["\u{fa19}谷", "علی\u{200c}رضا", "ශ\u{dca}\u{200d}ර\u{dd3}", "א\u{200e}123"];
        for name in names {
            let profile =
                ProfileForm { last_name: name.into(), zone: "asia/tokyo".into(), ..form() }.check().ok().unwrap();
            assert_eq!(profile.about.name.last.as_deref(), Some(name), "a name is stored as it was typed");
            assert_eq!(profile.place.zone, "Asia/Tokyo");
        }
    }
}
