//! What can be wrong with a form, field by field (ALL-2, ALL-9).

use gatehouse_address::EmailError;
use gatehouse_core::{Lang, Refusal, text};
use gatehouse_guard::human::HumanRefusal;
use gatehouse_passwords::PasswordError;

/// One thing wrong with one field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormError {
    /// No address, or none that a mail can reach.
    Email(EmailError),
    /// Another account has this address (command line only: pages never say this, ACC-6).
    EmailTaken,
    /// The address is not the one of this account.
    LoginWrong,
    /// The new password breaks a rule.
    Password(PasswordError),
    /// The second one is not the first one.
    PasswordsDiffer,
    /// No current password.
    CurrentMissing,
    /// Not the current password.
    CurrentWrong,
    /// No country.
    CountryMissing,
    /// Not a country.
    CountryUnknown,
    /// No region.
    RegionMissing,
    /// A language that Gatehouse does not speak.
    LangUnknown,
    /// Not a time zone.
    ZoneUnknown,
    /// Not a telephone number.
    PhoneInvalid,
    /// More characters than fit.
    TooLong {
        /// Which field.
        field: &'static str,
        /// The most characters.
        most: u32,
    },
    /// A line break, a control character or a mark that turns the direction of writing.
    Unprintable {
        /// Which field.
        field: &'static str,
        /// Which character.
        character: char,
    },
    /// Not ticked that it is permanent (ACC-17).
    NotTicked,
    /// The human check was not passed.
    Human(HumanRefusal),
}

impl Refusal for FormError {
    fn code(&self) -> &'static str {
        match self {
            Self::Email(EmailError::Missing) => "account.email_missing",
            Self::Email(EmailError::TooLong) => "account.email_too_long",
            Self::Email(_) => "account.email_invalid",
            Self::EmailTaken => "account.email_taken",
            Self::LoginWrong => "account.login_wrong",
            Self::Password(fault) => fault.code(),
            Self::PasswordsDiffer => "account.passwords_differ",
            Self::CurrentMissing => "account.current_password_missing",
            Self::CurrentWrong => "account.current_password_wrong",
            Self::CountryMissing => "account.country_missing",
            Self::CountryUnknown => "account.country_unknown",
            Self::RegionMissing => "account.region_missing",
            Self::LangUnknown => "account.language_unknown",
            Self::ZoneUnknown => "account.zone_unknown",
            Self::PhoneInvalid => "account.phone_invalid",
            Self::TooLong { .. } => "account.too_long",
            Self::Unprintable { .. } => "account.unprintable",
            Self::NotTicked => "account.not_ticked",
            Self::Human(refusal) => refusal.code(),
        }
    }

    fn text(&self, lang: Lang) -> String {
        let t = crate::texts(lang);
        match self {
            Self::Email(fault) => fault.text(lang),
            Self::EmailTaken => t.msg_fault_email_taken(),
            Self::LoginWrong => t.msg_fault_login_wrong(),
            Self::Password(fault) => fault.text(lang),
            Self::PasswordsDiffer => t.msg_fault_passwords_differ(),
            Self::CurrentMissing => t.msg_fault_current_missing(),
            Self::CurrentWrong => t.msg_fault_current_wrong(),
            Self::CountryMissing => t.msg_fault_country_missing(),
            Self::CountryUnknown => t.msg_fault_country_unknown(),
            Self::RegionMissing => t.msg_fault_region_missing(),
            Self::LangUnknown => t.msg_fault_lang_unknown(),
            Self::ZoneUnknown => t.msg_fault_zone_unknown(),
            Self::PhoneInvalid => t.msg_fault_phone_invalid(),
            Self::TooLong { most, .. } => t.msg_fault_too_long(*most),
            Self::Unprintable { character, .. } => t.msg_fault_unprintable(text::code_point(*character)),
            Self::NotTicked => t.msg_fault_not_ticked(),
            Self::Human(refusal) => refusal.text(lang),
        }
    }

    fn field(&self) -> Option<&'static str> {
        Some(match self {
            Self::Email(_) | Self::EmailTaken | Self::LoginWrong => "email",
            Self::Password(_) => "password",
            Self::PasswordsDiffer => "again",
            Self::CurrentMissing | Self::CurrentWrong => "current",
            Self::CountryMissing | Self::CountryUnknown => "country",
            Self::RegionMissing => "region",
            Self::LangUnknown => "lang",
            Self::ZoneUnknown => "zone",
            Self::PhoneInvalid => "phone",
            Self::TooLong { field, .. } | Self::Unprintable { field, .. } => field,
            Self::NotTicked => "confirm",
            Self::Human(refusal) => return refusal.field(),
        })
    }
}

/// A form with something wrong: everything that is, so that it is shown at once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Invalid(pub Vec<FormError>);

impl Invalid {
    /// Takes a value out of a check, or notes what is wrong with it.
    pub fn take<T>(&mut self, checked: Result<T, impl Into<FormError>>) -> Option<T> {
        checked.map_err(|fault| self.0.push(fault.into())).ok()
    }

    /// Notes every fault of a new password, and whether the repetition differs.
    pub fn password(&mut self, checked: Result<(), Vec<PasswordError>>, is_repeated: bool) {
        let refused = checked.map_err(|faults| self.0.extend(faults.into_iter().map(FormError::Password))).is_err();
        if !refused && !is_repeated {
            self.0.push(FormError::PasswordsDiffer);
        }
    }

    /// Nothing wrong, or this as the refusal.
    pub fn done(self) -> Result<(), Self> {
        if self.0.is_empty() { Ok(()) } else { Err(self) }
    }

    fn first(&self) -> FormError {
        // An empty list never becomes a refusal; the fallback only keeps this total.
        self.0.first().copied().unwrap_or(FormError::Email(EmailError::Invalid))
    }
}

impl From<EmailError> for FormError {
    fn from(fault: EmailError) -> Self {
        Self::Email(fault)
    }
}

impl From<EmailError> for Invalid {
    fn from(fault: EmailError) -> Self {
        FormError::Email(fault).into()
    }
}

impl From<FormError> for Invalid {
    fn from(fault: FormError) -> Self {
        Self(vec![fault])
    }
}

impl Refusal for Invalid {
    fn code(&self) -> &'static str {
        self.first().code()
    }
    fn text(&self, lang: Lang) -> String {
        self.first().text(lang)
    }
    fn field(&self) -> Option<&'static str> {
        self.first().field()
    }
    fn others(&self) -> Vec<&dyn Refusal> {
        self.0.iter().skip(1).map(|fault| -> &dyn Refusal { fault }).collect()
    }
}
