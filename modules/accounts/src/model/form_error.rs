//! What can be wrong with a form, field by field (ALL-2, ALL-9).

use gatehouse_address::EmailError;
use gatehouse_core::{Lang, Refusal, text};
use gatehouse_guard::human::HumanRefusal;
use gatehouse_messages::NumberError;
use gatehouse_passwords::PasswordError;

/// One thing wrong with one field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum FormError {
    /// No address, or none that a mail can reach.
    Email(BadEmail),
    /// Another account has this address (command line only: pages never say this, ACC-6).
    #[refusal(422, "account.email_taken", refusal_email_taken, field = "email")]
    EmailTaken,
    /// The new address is the one that the account has.
    #[refusal(422, "account.email_same", refusal_email_same, field = "email")]
    EmailSame,
    /// The address is not the one of this account.
    #[refusal(422, "account.login_wrong", refusal_login_wrong, field = "email")]
    LoginWrong,
    /// Not 3 to 32 letters, digits, dots, underscores and hyphens.
    #[refusal(422, "account.login_invalid", refusal_login_invalid, field = "login")]
    LoginInvalid,
    /// Somebody has this login.
    #[refusal(422, "account.login_taken", refusal_login_taken, field = "login")]
    LoginTaken,
    /// No secret question.
    #[refusal(422, "account.question_missing", refusal_question_missing, field = "question")]
    QuestionMissing,
    /// No answer.
    #[refusal(422, "account.answer_missing", refusal_answer_missing, field = "answer")]
    AnswerMissing,
    /// An answer with too few or too many characters.
    #[refusal(422, "account.answer_length", refusal_answer_length, field = "answer")]
    AnswerLength,
    /// The answer is the login.
    #[refusal(422, "account.answer_is_login", refusal_answer_is_login, field = "answer")]
    AnswerIsLogin,
    /// The limits of a plain login are not agreed to.
    #[refusal(422, "account.limits_not_agreed", refusal_limits_not_agreed, field = "confirm")]
    LimitsNotAgreed,
    /// The new password breaks a rule.
    Password(PasswordError),
    /// The second one is not the first one.
    #[refusal(422, "account.passwords_differ", refusal_passwords_differ, field = "again")]
    PasswordsDiffer,
    /// No current password.
    #[refusal(422, "account.current_password_missing", refusal_current_missing, field = "current")]
    CurrentMissing,
    /// Not the current password.
    #[refusal(422, "account.current_password_wrong", refusal_current_wrong, field = "current")]
    CurrentWrong,
    /// No code of the app that is being connected.
    #[refusal(422, "account.code_missing", refusal_code_missing, field = "code")]
    CodeMissing,
    /// Not a code that this app shows now.
    #[refusal(422, "account.code_wrong", refusal_code_wrong, field = "code")]
    CodeWrong,
    /// Not the code that was sent to the phone which is being added.
    #[refusal(422, "account.text_code_wrong", refusal_text_code_wrong, field = "code")]
    TextCodeWrong,
    /// No telephone number.
    #[refusal(422, "account.number_missing", refusal_number_missing, field = "number")]
    NumberMissing,
    /// Not a telephone number of any country.
    #[refusal(422, "account.number_invalid", refusal_number_invalid, field = "number")]
    NumberInvalid,
    /// A land line, or a number that costs who sends to it.
    #[refusal(422, "account.number_not_mobile", refusal_number_not_mobile, field = "number")]
    NumberNotMobile,
    /// A number of a country to which the operator sends nothing.
    #[refusal(422, "account.number_country", refusal_number_country, field = "number")]
    NumberCountry,
    /// No country.
    #[refusal(422, "account.country_missing", refusal_country_missing, field = "country")]
    CountryMissing,
    /// Not a country.
    #[refusal(422, "account.country_unknown", refusal_country_unknown, field = "country")]
    CountryUnknown,
    /// No region.
    #[refusal(422, "account.region_missing", refusal_region_missing, field = "region")]
    RegionMissing,
    /// A language that Gatehouse does not speak.
    #[refusal(422, "account.language_unknown", refusal_lang_unknown, field = "lang")]
    LangUnknown,
    /// Not a time zone.
    #[refusal(422, "account.zone_unknown", refusal_zone_unknown, field = "zone")]
    ZoneUnknown,
    /// Not a telephone number.
    #[refusal(422, "account.phone_invalid", refusal_phone_invalid, field = "phone")]
    PhoneInvalid,
    /// More characters than fit.
    #[refusal(422, "account.too_long", refusal_too_long(*most), field = *field)]
    TooLong {
        /// Which field.
        field: &'static str,
        /// The most characters.
        most: u32,
    },
    /// A line break, a control character or a mark that turns the direction of writing.
    #[refusal(422, "account.unprintable", refusal_unprintable(text::code_point(*character)), field = *field)]
    Unprintable {
        /// Which field.
        field: &'static str,
        /// Which character.
        character: char,
    },
    /// Not ticked that it is permanent (ACC-17).
    #[refusal(422, "account.not_ticked", refusal_not_ticked, field = "confirm")]
    NotTicked,
    /// The human check was not passed.
    Human(HumanRefusal),
}

/// Why a text is no address, under codes of accounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadEmail(pub EmailError);

impl Refusal for BadEmail {
    fn code(&self) -> &'static str {
        match self.0 {
            EmailError::Missing => "account.email_missing",
            EmailError::TooLong => "account.email_too_long",
            _ => "account.email_invalid",
        }
    }
    fn text(&self, lang: Lang) -> String {
        self.0.text(lang)
    }
    fn field(&self) -> Option<&'static str> {
        Some("email")
    }
}

impl From<EmailError> for FormError {
    fn from(error: EmailError) -> Self {
        Self::Email(BadEmail(error))
    }
}

impl From<NumberError> for FormError {
    fn from(error: NumberError) -> Self {
        match error {
            NumberError::Missing => Self::NumberMissing,
            NumberError::Invalid => Self::NumberInvalid,
            NumberError::NotMobile => Self::NumberNotMobile,
        }
    }
}
